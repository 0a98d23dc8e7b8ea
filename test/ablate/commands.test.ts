import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { command, processOf, temporaryFolder } from "../scripts/command.ts";

const asked = {
  question: "Does a network twice as wide help?",
  base: { env: "classic/cart-pole-v1", steps: 1000 },
  variants: { wide: { "agent.hidden": [128, 128] } },
  seeds: 2,
  evaluation: { episodes: 4 },
};

function folderWith(question: object = asked): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "wide.json"), JSON.stringify(question));
  return folder;
}

test("a question is answered, and its runs are listed, compared and deleted", async () => {
  const folder = folderWith();
  const ablate = await processOf(folder, ["ablate", "wide.json"]);
  expect(ablate, ablate.stderr).toMatchObject({ code: 0 });
  expect(ablate.stdout).toBe("ablations/wide/report.html\nablations/wide/report.md\n");
  expect(ablate.stderr).toMatch(/of 4 runs · \d+ % of the steps · .* left · /);
  const report = readFileSync(join(folder, "ablations/wide/report.md"), "utf8");
  expect(report).toContain(asked.question);
  expect(report).toContain("npx rewardgym ablate wide.json");
  expect(existsSync(join(folder, "ablations/wide/report.html"))).toBe(true);

  const runs = readdirSync(join(folder, "ablations/wide/runs"));
  const listed = await processOf(folder, ["runs", "--json"]);
  expect(JSON.parse(listed.stdout).map(({ directory }: { directory: string }) => directory)).toEqual(
    runs.map((run) => join("ablations/wide/runs", run)),
  );
  const compared = await processOf(folder, ["runs", "compare", ...runs]);
  expect(compared.stdout).toMatch(/^agent\.params\.hidden +\[/m);
  expect(compared.stdout).not.toContain("agent.params.gamma");
  expect(await processOf(folder, ["runs", "delete", runs[0]])).toMatchObject({ code: 2 });
  expect(await processOf(folder, ["runs", "delete", runs[0], "--yes"])).toMatchObject({ code: 0 });
  expect(readdirSync(join(folder, "ablations/wide/runs"))).toEqual(runs.slice(1));
});

test("Ctrl-C stops every run with a checkpoint, and the same command goes on", async () => {
  const folder = folderWith({ ...asked, base: { ...asked.base, steps: 200_000 }, seeds: 1 });
  let isPressed = false;
  const stopped = await processOf(folder, ["ablate", "wide.json", "--jobs", "1"], (stderr, interrupt) => {
    if (!isPressed && stderr.includes("seed 1: ")) interrupt();
    isPressed ||= stderr.includes("seed 1: ");
  });
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toContain("rewardgym: stopped, with a checkpoint of every run. The same command goes on.");
  const [run] = readdirSync(join(folder, "ablations/wide/runs"));
  expect(readdirSync(join(folder, "ablations/wide/runs", run, "checkpoints"))).toHaveLength(1);
});

test("a dry run says how many runs and steps it takes and what the variants are, and leaves nothing", async () => {
  const folder = folderWith();
  const file = join(folder, "wide.json");
  const { code, stdout, stderr } = await command("ablate", file, "--dry-run", "--jobs", "2");
  expect(code, stderr).toBe(0);
  expect(stdout).toContain("wide  agent.hidden = [128,128]");
  expect(stdout).toContain("2 variants on classic/cart-pole-v1 with 2 seeds: 4 runs, of which 0 are there.");
  expect(stdout).toMatch(/4,000 steps, about [\d.]+ m?s with 2 at once\./);
  expect(stderr).toContain("2 seeds cannot give a verdict: it takes 6");
  expect(readdirSync(folder)).toEqual(["wide.json"]);
});

test.each([
  [["--jobs", "0"], "cli/usage: got --jobs 0"],
  [["--shard", "3/2"], "cli/usage: got --shard 3/2"],
  [["--shard", "half"], "cli/usage: got --shard half"],
])("ablate %j is refused", async (flags, words) => {
  const file = join(folderWith(), "wide.json");
  const { code, stderr } = await command("ablate", file, ...flags);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test("a question that is wrong is refused before anything is written", async () => {
  const folder = folderWith({ ...asked, variants: { wide: { "agent.hiden": [1] } } });
  const { code, stderr } = await command("ablate", join(folder, "wide.json"), "--out", join(folder, "out"));
  expect(code).toBe(2);
  expect(stderr).toMatch(/params\/invalid: .*"hiden".* in the variant "wide" on classic\/cart-pole-v1.*"hidden"/);
  expect(readdirSync(folder)).toEqual(["wide.json"]);
});
