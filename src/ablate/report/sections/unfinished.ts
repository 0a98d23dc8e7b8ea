import type { Column, Section } from "../../../report/blocks.ts";
import { count } from "../../../report/numbers.ts";
import type { Study } from "../study.ts";

const columns: readonly Column[] = [
  { title: "variant" },
  { title: "environment", unbroken: true },
  { title: "seed", numeric: true },
  { title: "steps trained", numeric: true },
  { title: "what happened" },
];

/** Runs without a result, and why; nothing where there are none. */
export function unfinishedSection({ ablation }: Study): Section[] {
  const runs = ablation.runs.filter(({ status }) => status !== "done");
  if (runs.length === 0) return [];
  const rows = runs.map(({ variant, env, seed, steps, status, cause }) => [
    variant,
    env,
    String(seed),
    count(steps),
    status === "halved" ? "stopped by successive halving" : (cause ?? "failed without a message"),
  ]);
  return [
    {
      title: "Runs that did not finish",
      id: "unfinished",
      blocks: [{ kind: "table", caption: "Failed and stopped runs", columns, rows }],
    },
  ];
}
