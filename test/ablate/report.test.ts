import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { reportFiles, withoutVarying, writeReport } from "../../src/ablate/report/index.ts";
import type { Ablation, RunResult } from "../../src/ablate/result.ts";
import {
  bootstrapInterval,
  differencesFrom,
  improvementInterval,
  interquartileMean,
  mean,
  meanOf,
  median,
  optimalityGap,
  type Scores,
  type Statistic,
} from "../../src/ablate/statistics/index.ts";
import { readWhole } from "../../src/record/index.ts";
import { told, toldChange } from "../../src/report/numbers.ts";
import { temporaryFolder } from "../scripts/command.ts";
import { ablation, smallest } from "./report-fixture.ts";

const files = reportFiles(ablation);

const page = parseHTML(files.get("report.html")!).document;
const pageOf = (of: Ablation) => parseHTML(reportFiles(of).get("report.html")!).document;

/** The cells of a table, heads first, found by its caption. */
function tableIn(document: Document, caption: string): string[][] {
  const table = [...document.querySelectorAll("table")].find(
    (found) => found.querySelector("caption")?.textContent === caption,
  );
  return [...table!.querySelectorAll("tr")].map((row) =>
    [...row.querySelectorAll("th,td")].map((cell) => cell.textContent ?? ""),
  );
}

/** A column of a table as told of each row, by its title. */
function columnIn(rows: readonly (readonly string[])[], title: string): { readonly [row: string]: string } {
  const at = rows[0].indexOf(title);
  expect(at, `a column ${title}`).toBeGreaterThanOrEqual(0);
  return Object.fromEntries(rows.slice(1).map((row) => [row[0], row[at]]));
}

const withRuns = (of: Ablation, change: (run: RunResult) => RunResult): Ablation => ({
  ...of,
  runs: of.runs.map(change),
});

/** Every episode of a run scores the same. */
const scoring = (run: RunResult, score: number): RunResult => ({
  ...run,
  status: "done",
  evaluations: { plain: { scores: [score, score], returns: [100 * score, 100 * score], steps: [1, 1] } },
});

/** One env, two variants, four seeds. */
function pairOf(base: readonly number[], other: readonly number[]): Ablation {
  const seeds = base.map((_, i) => i + 1);
  const variants = ablation.variants.slice(0, 2);
  const env = ablation.envs[0];
  const template = ablation.runs[0];
  const runs = [base, other].flatMap((scores, variant) =>
    scores.map((score, i) => scoring({ ...template, variant: variants[variant].name, seed: seeds[i] }, score)),
  );
  const { heldOut: _, ...evaluation } = ablation.question.evaluation!;
  return { ...ablation, variants, seeds, runs, envs: [env], question: { ...ablation.question, evaluation } };
}

const leadOf = (of: Ablation) => pageOf(of).querySelector(".lead")!.textContent!;

test("equal ablations give equal bytes", () => {
  expect([...reportFiles(structuredClone(ablation))]).toEqual([...files]);
});

test("what differs between runs of the same stands in one section", () => {
  const later = withRuns(ablation, (run) => ({
    ...run,
    time: { seconds: 2 * run.time.seconds, machine: "Another", finished: "2027-02-03T04:05:06.000Z" },
  }));
  for (const [path, text] of reportFiles(later)) {
    expect(withoutVarying(text), path).toBe(withoutVarying(files.get(path)!));
    if (path.endsWith(".svg")) continue;
    expect(text).not.toBe(files.get(path));
    expect(text).toContain("Machine: Another.");
  }
});

test("the numbers of a table are worked out by hand", () => {
  // the middle half of 0.2 0.2 0.4 0.4 0.6 0.6 0.9 0.9 is 0.4 0.4 0.6 0.6; the other's is 0.5 four times;
  // of 4 x 4 pairs of values 7.5 are won
  const twice = (scores: readonly number[]) => scores.flatMap((score) => [score, score]);
  const rows = tableIn(pageOf(pairOf(twice([0.2, 0.4, 0.6, 0.9]), twice([0.3, 0.5, 0.5, 0.8]))), ablation.envs[0]);
  const first = (title: string) => Object.values(columnIn(rows, title)).map((cell) => cell.split(" ")[0]);
  expect(first("IQM").map(Number)).toEqual([0.5, 0.5, 0.88]);
  expect(first("mean")).toEqual(["0.525", "0.525", "–"]);
  expect(first("worst seed")).toEqual(["0.200", "0.300", "–"]);
  expect(first("seeds")).toEqual(["8", "8", "–"]);
  expect(Number(first("probability of beating base")[1])).toBeCloseTo(7.5 / 16, 1);
  expect(Number(first("difference from base")[1])).toBe(0);
});

const scoresOf = (env: string, variant: string, set = "plain", without: readonly number[] = []) =>
  ablation.runs
    .filter((run) => run.env === env && run.variant === variant && run.status === "done" && !without.includes(run.seed))
    .map((run) => meanOf(run.evaluations[set].scores));
const options = { seed: 0, confidence: 0.95 };
const level = (scores: Scores, statistic: Statistic = interquartileMean) =>
  told(bootstrapInterval(scores, statistic, { ...options, expanded: true }));
const names = ablation.variants.map(({ name }) => name);

/** What the columns that compare should say; seed 3 is missing on the second env. */
function expectCompared(rows: string[][], of: (variant: string) => Scores) {
  const others = Object.fromEntries(names.slice(1).map((name) => [name, of(name)]));
  const differences = differencesFrom(of("base"), others, options);
  for (const name of names.slice(1)) {
    const { value, interval } = differences[name];
    const { value: share, low, high } = improvementInterval(others[name], of("base"), options);
    expect(columnIn(rows, "difference from base")[name]).toBe(toldChange({ value, ...interval }));
    expect(columnIn(rows, "probability of beating base")[name]).toBe(
      told(low === high ? { value: share } : { value: share, low, high }),
    );
  }
}

test.each(ablation.envs)("every number in the table of %s is the statistic", (env) => {
  const rows = tableIn(page, env);
  for (const name of names) {
    const scores = scoresOf(env, name);
    expect(columnIn(rows, "IQM")[name]).toBe(level([scores]));
    expect(columnIn(rows, "mean")[name]).toBe(told({ value: mean([scores]) }));
    expect(columnIn(rows, "worst seed")[name]).toBe(told({ value: Math.min(...scores) }));
    expect(columnIn(rows, "seeds")[name]).toBe(`${scores.length} of 8`);
    expect(columnIn(rows, "IQM, low gravity")[name]).toBe(level([scoresOf(env, name, "low gravity")]));
  }
  const without = env === ablation.envs[1] ? [3] : [];
  expectCompared(rows, (name) => [scoresOf(env, name, "plain", without)]);
});

test("every number in the table of all environments is the statistic", () => {
  const rows = tableIn(page, "All environments together");
  const statistics = { IQM: interquartileMean, mean, median, "optimality gap": optimalityGap };
  for (const name of names)
    for (const [title, statistic] of Object.entries(statistics))
      expect(columnIn(rows, title)[name]).toBe(
        level(
          ablation.envs.map((env) => scoresOf(env, name)),
          statistic,
        ),
      );
  expectCompared(rows, (name) => ablation.envs.map((env, i) => scoresOf(env, name, "plain", i === 1 ? [3] : [])));
});

test("published figures stand in the table as they were given, with their source", () => {
  const row = tableIn(page, "classic/cart-pole-v1").at(-1)!;
  expect(row.slice(0, 2)).toEqual(["PPO, a paper (published)", "0.88"]);
  expect(row.at(-1)).toBe("https://arxiv.org/abs/1707.06347");
  expect(tableIn(page, "classic/mountain-car-v1").flat().join()).not.toContain("published");
});

const shifted = (scores: readonly number[], by: number) => scores.map((score) => score + by);
const around = (middle: number, seeds: number) =>
  Array.from({ length: seeds }, (_, i) => middle + 0.02 * Math.sin(3 * i));

test("the answer says of every variant what it changes, the largest effect first", () => {
  expect(page.querySelector(".lead")!.textContent).toMatch(
    /^Compared with base, dense speed is better \(score \+0\.\d+ \[\+.*, \+.*\]\); without upright cannot be told from base\.$/,
  );
  const base = around(0.5, 6);
  expect(leadOf(pairOf(base, shifted(base, -0.1)))).toMatch(/^without upright is worse than base: its score is 0\.1 /);
  expect(leadOf(pairOf(base, shifted(base, 0.004)))).toMatch(/^without upright is slightly better than base: .*1 %/);
  expect(leadOf(pairOf(base, base.with(0, 0.501)))).toMatch(/^without upright and base are about the same: /);
  expect(leadOf(pairOf([0.1, 0.9, 0.2, 0.5, 0.8, 0.3], [0.3, 0.2, 0.8, 0.7, 0.4, 0.5]))).toMatch(
    /^Cannot tell whether without upright is better than base: /,
  );
});

test.each([2, 3, 4, 5])("of %d seeds nothing is told, in answer, table or details", (seeds) => {
  const base = around(0.3, seeds);
  const few = pairOf(base, shifted(base, 0.5));
  expect(leadOf(few)).toMatch(
    new RegExp(`^Cannot tell whether without upright is better than base: too few seeds. ${seeds} pairs .* takes 6.$`),
  );
  const rows = tableIn(pageOf(few), ablation.envs[0]);
  const cell = (title: string) => columnIn(rows, title)["without upright"];
  expect(cell("verdict")).toBe("cannot tell: too few seeds");
  expect(cell("difference from base")).toBe("+0.500");
  expect(cell("probability of beating base")).toBe("–");
  expect(cell("IQM").includes("[")).toBe(seeds >= 5);
});

test("each environment by itself says that it has too few seeds where all together have enough", () => {
  const few: Ablation = {
    ...ablation,
    seeds: [1, 2, 4, 5],
    runs: ablation.runs.filter(({ seed }) => [1, 2, 4, 5].includes(seed)),
  };
  const text = pageOf(few).querySelector("#answer")!.textContent!;
  for (const env of few.envs)
    expect(text).toContain(
      `On ${env} alone, compared with base: without upright and dense speed (cannot tell: too few seeds).`,
    );
  expect(leadOf(few)).toMatch(/^Compared with base, dense speed is better \(score /);
});

test("a probability is not certain beside a verdict that is not", () => {
  // every run is won, so no resample says otherwise
  const certain = pairOf(around(0.3, 6), shifted(around(0.3, 6), 0.5));
  const rows = tableIn(pageOf(certain), ablation.envs[0]);
  expect(columnIn(rows, "verdict")["without upright"]).toBe("better");
  expect(columnIn(rows, "probability of beating base")["without upright"]).toBe("1.00");
});

test("seeds that are all equal give no interval", () => {
  const rows = tableIn(pageOf(pairOf(Array(6).fill(1), Array(6).fill(1))), ablation.envs[0]);
  expect(columnIn(rows, "IQM")).toMatchObject({ base: "1.00", "without upright": "1.00" });
  expect(columnIn(rows, "verdict")["without upright"]).toBe("about the same");
});

test("the answer of a single variant, and of several envs whose returns do not compare", () => {
  expect(leadOf(smallest)).toMatch(
    /^base reaches a return of \d+: the interquartile mean of 3 runs\. There is nothing/,
  );
  const returns: Ablation = { ...ablation, question: { ...ablation.question, evaluation: { measure: "return" } } };
  const leads = [...pageOf(returns).querySelectorAll(".lead")].map((lead) => lead.textContent);
  expect(leads.map((lead) => lead!.split(":")[0])).toEqual(ablation.envs.map((env) => `On ${env}`));
});

test("a single variant is placed beside what was published", () => {
  const one = (scores: readonly number[]) => {
    const { variants, runs, ...rest } = pairOf(scores, scores);
    return leadOf({ ...rest, variants: variants.slice(0, 1), runs: runs.slice(0, scores.length) });
  };
  const published = "the published 0.88 of PPO, a paper (https://arxiv.org/abs/1707.06347)";
  expect(one(around(0.95, 6))).toMatch(/^base reaches a score of 0\.\d+ \[.*\], above the published/);
  expect(one(around(0.5, 6))).toContain(`, below ${published}: the interquartile mean of 6 runs, 95 % interval.`);
  expect(one(around(0.88, 6))).toContain(`, not clearly different from ${published}`);
  expect(one(around(0.5, 3))).toContain(`, beside ${published}: the interquartile mean of 3 runs.`);
});

test("where nothing finished, the report says so and why", () => {
  const failed = withRuns(ablation, (run) => ({ ...run, status: "failed", cause: "disk full", evaluations: {} }));
  expect(leadOf(failed)).toMatch(/^No answer/);
  expect(tableIn(pageOf(failed), "Failed and stopped runs")).toHaveLength(49);
  expect(tableIn(page, "Failed and stopped runs").at(-1)).toEqual([
    "without upright",
    "classic/mountain-car-v1",
    "3",
    "12,288",
    "agent/diverged: got kl = NaN in update 12; expected finite numbers.",
  ]);
});

test("a variant may be called as objects' own functions are", () => {
  const called = (name: string) => (name === "base" ? "toString" : name === "dense speed" ? "constructor" : name);
  const odd = withRuns(ablation, (run) => ({ ...run, variant: called(run.variant) }));
  const variants = ablation.variants.map(({ name, changes }) => ({ name: called(name), changes }));
  expect(leadOf({ ...odd, variants })).toMatch(/^Compared with toString, constructor is better/);
});

test("a variant that mostly failed takes no seeds from the others", () => {
  const one = withRuns(ablation, (run) =>
    run.variant === "without upright" && run.seed > 1 ? { ...run, status: "failed", evaluations: {} } : run,
  );
  const rows = tableIn(pageOf(one), "classic/cart-pole-v1");
  expect(columnIn(rows, "verdict")).toMatchObject({
    "without upright": "cannot tell: too few seeds",
    "dense speed": "better",
  });
});

test("a reward that rises while the score falls is pointed out", () => {
  const rows = tableIn(page, "Second half of training: own return and score");
  const marked = rows.filter((row) => row.at(-1) === "reward up, score down").map((row) => row.slice(0, 2));
  expect(marked).toEqual([["dense speed", "classic/mountain-car-v1"]]);
});

test("of many variants the reference and the best are drawn apart, the others faintly", () => {
  const many = Array.from({ length: 12 }, (_, i) => ({ name: `v${i}`, changes: { steps: i } }));
  const template = ablation.runs.filter(({ env, variant }) => env === ablation.envs[0] && variant === "base");
  const runs = many.flatMap(({ name }, i) => template.map((run) => scoring({ ...run, variant: name }, 0.5 + i / 100)));
  const drawn = pageOf({ ...ablation, envs: [ablation.envs[0]], variants: many, runs, question: smallest.question });
  const labels = [...drawn.querySelectorAll("#learning svg text")].map((text) => text.textContent);
  expect(many.map(({ name }) => name).filter((name) => labels.includes(name))).toEqual([
    "v0",
    "v6",
    "v7",
    "v8",
    "v9",
    "v10",
    "v11",
  ]);
});

test("pictures that Markdown shows are there", () => {
  const shown = [...files.get("report.md")!.matchAll(/\]\((report\/[^)]*)\)/g)].map(([, path]) => path);
  expect(shown.length).toBeGreaterThan(8);
  expect(new Set(shown)).toEqual(new Set([...files.keys()].filter((path) => path.endsWith(".svg"))));
});

test("the files are written under the name asked for", async () => {
  const folder = temporaryFolder();
  await writeReport(smallest, folder, "small");
  const markdown = new TextDecoder().decode(await readWhole(`${folder}/small.md`, "a report"));
  const [, picture] = markdown.match(/\]\((small\/[^)]*)\)/)!;
  expect((await readWhole(`${folder}/${picture}`, "a picture")).length).toBeGreaterThan(500);
});

const hostile =
  '<script>alert(1)</script><img src=x onerror=alert(1)> "quoted" & | `code` [a](javascript:alert(1)) \\ *b* _c_\u0000?';

function poisoned(): Ablation {
  const renamed = (name: string) => (name === "dense speed" ? hostile : name);
  const { question } = ablation;
  return {
    ...ablation,
    name: hostile,
    command: `npx rewardgym ablate "${hostile}" \`\`\` end`,
    variants: ablation.variants.map(({ name }) => ({ name: renamed(name), changes: { [hostile]: hostile } })),
    question: {
      ...question,
      question: hostile,
      published: [{ what: hostile, value: 1, source: `javascript:alert(1) ${hostile}` }],
    },
    runs: ablation.runs.map((run) => ({
      ...run,
      variant: renamed(run.variant),
      terms: { ...run.terms, [hostile]: 0.5 },
      versions: { [hostile]: hostile },
      ...(run.status === "failed" && { cause: hostile }),
    })),
  };
}

test("nothing in a question becomes markup", () => {
  const poison = reportFiles(poisoned());
  const { document } = parseHTML(poison.get("report.html")!);
  expect(document.querySelector("h1")!.textContent).toBe(hostile.replace("\u0000", "\ufffd"));
  expect(document.querySelectorAll("script, img, iframe, object, [onerror]")).toHaveLength(0);
  const links = [...document.querySelectorAll("a")].map((link) => link.getAttribute("href"));
  expect(links.filter((link) => !link?.startsWith("https://"))).toEqual([]);
  for (const [path, text] of poison) {
    expect(text.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, ""), path).not.toMatch(/(?<!\\)<(script|img)/);
    expect(text, path).not.toContain("\u0000");
  }
});

test("Markdown tables keep their columns whatever stands in them", () => {
  const markdown = reportFiles(poisoned()).get("report.md")!;
  const tables = markdown.split("\n\n").filter((part) => part.includes("\n| --- |"));
  expect(tables.length).toBeGreaterThan(5);
  for (const table of tables) {
    const widths = table
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .map((line) => line.match(/(?<!\\)\|/g)!.length);
    expect(new Set(widths).size, table).toBe(1);
  }
});
