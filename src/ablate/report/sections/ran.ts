import { canonical, clipped } from "../../../core/index.ts";
import type { Section, Table } from "../../../report/blocks.ts";
import { count, told } from "../../../report/numbers.ts";
import type { RunResult } from "../../result.ts";
import { heldOutOf, plain } from "../measure.ts";
import type { Study } from "../study.ts";

const numeric = (title: string) => ({ title, numeric: true });

/** Ids, settings and versions: all that decides what comes out. */
export function ranSection(study: Study): Section {
  return {
    title: "What was run",
    id: "ran",
    blocks: [
      baseTable(study),
      {
        kind: "table",
        caption: "Variants",
        columns: [{ title: "variant" }, { title: "what differs" }],
        rows: study.ablation.variants.map(({ name, changes }) => [name, changesIn(changes)]),
      },
      { kind: "table", caption: "Settings", columns: [{ title: "what" }, { title: "value" }], rows: settings(study) },
      { kind: "fold", summary: "Every run", blocks: [everyRun(study)] },
    ],
  };
}

/** What the variants change, as it was settled for each env. */
function baseTable({ ablation: { runs, envs }, reference }: Study): Table {
  const ofReference = envs.flatMap((env) => runs.find((run) => run.env === env && run.variant === reference) ?? []);
  return {
    kind: "table",
    caption: `As ${reference} was run`,
    columns: [
      { title: "environment", unbroken: true },
      { title: "its params" },
      { title: "reward" },
      { title: "agent" },
      numeric("steps"),
      numeric("worlds"),
      { title: "device" },
    ],
    rows: ofReference.map(({ env, spec }) => [
      env,
      paramsOf(spec.env) || "defaults",
      expression(spec.reward),
      [spec.agent.id, paramsOf(spec.agent)].join(" ").trim(),
      count(spec.steps),
      count(spec.worlds),
      spec.overlap ? `${spec.device}, overlap` : spec.device,
    ]),
  };
}

function settings({ ablation, measure, confidence }: Study): string[][] {
  const { runs, question, seeds } = ablation;
  const evaluation = question.evaluation ?? {};
  const evaluated = runs.find(({ status }) => status === "done")?.evaluations[plain].scores.length;
  const heldOut = heldOutOf(ablation).map((set) => `${set}: ${canonical(evaluation.heldOut?.[set])}`);
  return [
    ["seeds", seeds.join(", ")],
    [
      "measure",
      `${measure.name}, mean of ${evaluated ?? "no"} ${evaluation.sampled ? "episodes with drawn actions" : "greedy episodes"} a run`,
    ],
    ...(evaluation.reward ? [["reward that returns are measured with", expression(evaluation.reward)]] : []),
    ...(heldOut.length ? [["held-out evaluations", heldOut.join("; ")]] : []),
    ...(question.stopAtScore ? [["stops early", `at a training score of ${question.stopAtScore}`]] : []),
    ...(question.halving ? [["successive halving", canonical(question.halving)]] : []),
    ["confidence", String(confidence)],
    ["versions", versionsOf(runs)],
  ];
}

const expression = (reward: unknown) => (typeof reward === "string" ? reward : canonical(reward));

const paramsOf = ({ params }: RunResult["spec"]["env"]) =>
  Object.keys(params).length ? clipped(canonical(params)) : "";

const changesIn = (changes: { readonly [path: string]: unknown }) =>
  Object.entries(changes)
    .map(([path, value]) => `${path} = ${canonical(value)}`)
    .join("; ") || "nothing";

/** More than one of a package where runs were made by several. */
function versionsOf(runs: readonly RunResult[]): string {
  const all = new Set(runs.flatMap(({ versions }) => Object.entries(versions).map(([name, at]) => `${name} ${at}`)));
  return [...all].sort().join(", ");
}

const everyRun = ({ ablation, measure }: Study): Table => ({
  kind: "table",
  caption: "Runs by environment, variant and seed",
  columns: [
    { title: "identity" },
    { title: "variant" },
    { title: "environment", unbroken: true },
    numeric("seed"),
    { title: "status" },
    numeric("steps"),
    numeric(measure.name),
  ],
  rows: ablation.runs.map((run) => [
    run.identity,
    run.variant,
    run.env,
    String(run.seed),
    run.status,
    count(run.steps),
    run.status === "done" ? told({ value: measure.of(run) }) : "–",
  ]),
});
