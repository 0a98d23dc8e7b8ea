import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fail, listing } from "../../src/core/index.ts";
import { machineLine, versionsHere, writeWhole } from "../../src/record/index.ts";
import { folder, share } from "./budget.ts";

/** A section of a results page: its measurement and its text. */
export interface Section<T = unknown> {
  readonly name: string;
  readonly title: string;
  /** Measures. The result is JSON and kept beside the page, so that other sections can be updated without it. */
  measure(): Promise<T>;
  /** The measurement as Markdown. */
  tell(measured: T): string;
}

/** A section with any type of measurement. */
export interface AnySection extends Omit<Section, "tell"> {
  tell(measured: never): string;
}

interface Kept {
  readonly measured: unknown;
  readonly machine: string;
  readonly versions: { readonly [name: string]: string };
  readonly date: string;
}

/**
 * Measures the requested sections, takes the others from the last time, and writes the page. With `tell` it measures
 * nothing and only rewrites the page.
 * @param packages whose versions every section states
 * @throws `cli/usage` for an unknown section
 */
export async function makePage(
  name: string,
  introduction: string,
  sections: readonly AnySection[],
  asked: readonly string[],
  packages: readonly string[] = ["onnxruntime-node"],
): Promise<void> {
  const names = [...sections.map((section) => section.name), "tell"];
  const unknown = asked.filter((section) => !names.includes(section));
  if (unknown.length)
    fail("cli/usage", { given: listing(unknown), expected: `sections of ${name}: ${listing(names)}` });
  const data = join(folder, `${name}.json`);
  let kept: { [section: string]: Kept } = readKept(data);
  for (const section of sections) {
    if (asked.length && !asked.includes(section.name)) continue;
    console.log(`${section.name}: ${section.title}`);
    const measured = await section.measure();
    kept = readKept(data); // another process may have measured another section meanwhile
    kept[section.name] = {
      measured,
      machine: machineLine(),
      versions: versionsHere(packages),
      date: new Date().toISOString().slice(0, 10),
    };
    await writeWhole(data, `${JSON.stringify(kept, null, 1)}\n`);
    console.log(section.tell(kept[section.name].measured as never));
  }
  const parts = sections.flatMap((section) => {
    const { measured, machine, versions, date } = kept[section.name] ?? {};
    if (measured === undefined) return [];
    const made = `<sub>Made by \`npm run results -- ${name} ${section.name}\` on ${date}: ${machine}; ${Object.entries(
      versions,
    )
      .map(([what, version]) => `${what} ${version}`)
      .join(", ")}.</sub>`;
    return [`## ${section.title}\n\n${section.tell(measured as never)}\n\n${made}`];
  });
  const tried = share < 1 ? [`**A try with ${share} of every budget: no results.**`] : [];
  await writeWhole(join(folder, `${name}.md`), `${[introduction.trim(), ...tried, ...parts].join("\n\n")}\n`);
  console.log(join(folder, `${name}.md`));
}

function readKept(path: string): { [section: string]: Kept } {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}

/** A Markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
