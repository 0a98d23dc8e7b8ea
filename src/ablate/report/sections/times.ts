import type { Section } from "../../../report/blocks.ts";
import { counted, duration } from "../../../report/numbers.ts";
import type { Study } from "../study.ts";

/** All that differs when the same is run again; nothing of it stands anywhere else. */
export function timesSection({ ablation }: Study): Section {
  const { runs, envs, variants } = ablation;
  const seconds = (of: typeof runs) => of.reduce((sum, { time }) => sum + time.seconds, 0);
  const machines = [...new Set(runs.map(({ time }) => time.machine))].sort();
  const finished = runs.map(({ time }) => time.finished).sort();
  return {
    title: "Times and machines",
    id: "times",
    varying: true,
    blocks: [
      {
        kind: "list",
        items: [
          `${counted(runs.length, "run")}, ${duration(seconds(runs))} in all if one after the other.`,
          ...(finished.length ? [`The first ended at ${finished[0]}, the last at ${finished.at(-1)}.`] : []),
          ...machines.map((machine) => `Machine: ${machine}.`),
        ],
      },
      {
        kind: "table",
        caption: "Wall time of all runs of a variant",
        columns: [{ title: "variant" }, ...envs.map((env) => ({ title: env, numeric: true }))],
        rows: variants.map(({ name }) => [
          name,
          ...envs.map((env) => duration(seconds(runs.filter((run) => run.env === env && run.variant === name)))),
        ]),
      },
    ],
  };
}
