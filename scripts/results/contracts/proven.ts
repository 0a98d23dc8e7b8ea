import { estimate } from "../../../src/run/index.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";
import { proofs } from "./proof-cases.ts";

const seeds = [1, 2, 3, 4, 5];

/** What the contracts can say, learned on small fixtures: the mean of greedy episodes by proof and seed. */
export const proven: Section<{ readonly [proof: string]: readonly number[] }> = {
  name: "proofs",
  title: "What can be said can be learned",
  async measure() {
    const measured: { [proof: string]: number[] } = {};
    for (const { name } of proofs) {
      measured[name] = [];
      for (const seed of seeds)
        measured[name].push(
          (await runScript<{ value: number }>(new URL("proof-once.ts", import.meta.url), [name, String(seed)])).value,
        );
    }
    return measured;
  },
  tell: (measured) =>
    `Small worlds of the tests, each trained with ${seeds.length} seeds; 100 greedy episodes each, which no training has seen. The interval is over the seeds (Student's t, 95 %); there is none where all are equal.\n\n${table(
      ["", "what it shows", "steps trained", "best possible", "mean", "interval", "by seed"],
      proofs
        .filter(({ name }) => measured[name])
        .map(({ name, shows, spec, measure, best }) => {
          const values = measured[name];
          const { mean, low, high } = estimate(values);
          const digits = (value: number) => (measure === "steps" ? value.toFixed(0) : value.toFixed(3));
          return [
            name,
            shows,
            spec.steps.toLocaleString("en"),
            `${best} (${measure})`,
            `**${digits(mean)}**`,
            low === undefined || high === undefined
              ? ""
              : `${digits(low)} to ${digits(Math.min(high, measure === "score" ? 1 : high))}`,
            values.map(digits).join(", "),
          ];
        }),
    )}`,
};
