import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Section, table } from "../report.ts";

interface Measured {
  readonly chromium: string;
  readonly tests: readonly { readonly name: string; readonly passed: boolean }[];
}

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const shots = [
  { name: "desktop-light", width: 1100, height: 1000, colorScheme: "light" },
  { name: "phone-dark", width: 390, height: 844, colorScheme: "dark" },
] as const;

/** The HTML report in a browser: the page test's findings, and pictures of a real report. */
export const page: Section<Measured> = {
  name: "page",
  title: "The page in a browser",
  async measure() {
    if (!existsSync(chromium)) throw new Error(`no browser at ${chromium}; CHROMIUM names another`);
    const output = join(mkdtempSync(join(tmpdir(), "page-")), "tests.json");
    execFileSync(
      "npx",
      [
        "vitest",
        "run",
        "--mode",
        "all",
        "test/ablate/report-page.long.test.ts",
        "--reporter=json",
        `--outputFile=${output}`,
      ],
      { stdio: "ignore" },
    );
    const { testResults } = JSON.parse(readFileSync(output, "utf8"));
    const tests = testResults[0].assertionResults.map(({ fullName, status }: { fullName: string; status: string }) => ({
      name: fullName.trim(),
      passed: status === "passed",
    }));
    const { chromium: launcher } = await import("playwright-core");
    const args = [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--disable-quic",
    ];
    const browser = await launcher.launch({ executablePath: chromium, args });
    for (const { name, width, height, colorScheme } of shots) {
      const view = await browser.newPage({ viewport: { width, height }, colorScheme });
      await view.goto(`file://${resolve("docs/results/pendulum-terms.html")}`);
      await view.screenshot({ path: `docs/results/ablations-${name}.png` });
    }
    const version = browser.version();
    await browser.close();
    return { chromium: version, tests };
  },
  tell: ({ chromium, tests }) =>
    `Chromium ${chromium}, playwright-core, axe-core: \`test/ablate/report-page.long.test.ts\`.\n\n${table(
      ["", ""],
      tests.map(({ name, passed }) => [name, passed ? "yes" : "**no**"]),
    )}\n\n${shots.map(({ name }) => `![A report, ${name.replace("-", ", ")}](ablations-${name}.png)`).join("\n\n")}`,
};
