import { readFileSync } from "node:fs";
import {
  bootstrapInterval,
  type Estimate,
  improvementInterval,
  interquartileMean,
  mean,
  median,
  optimalityGap,
  performanceProfile,
  type Scores,
  taskMeanProfile,
} from "../../../src/ablate/statistics/index.ts";
import { type Section, table } from "../report.ts";

interface Row {
  readonly what: string;
  readonly figures: number;
  readonly worst: number;
}

const sets = ["suite", "ties", "single"];
const aggregates = { mean, median, interquartileMean, optimalityGap: (scores: Scores) => optimalityGap(scores) };
const indicesOf = (text: string) => Array.from(text, (digit) => Number.parseInt(digit, 36));

/** Our statistics beside rliable's, on rliable's resampling indices. */
export const parity: Section<readonly Row[]> = {
  name: "parity",
  title: "Statistics beside rliable's",
  async measure() {
    const worst = new Map<string, { figures: number; worst: number }>();
    const note = (what: string, found: Estimate, expected: Estimate) => {
      const row = worst.get(what) ?? { figures: 0, worst: 0 };
      for (const key of ["value", "low", "high"] as const) {
        row.figures++;
        row.worst = Math.max(row.worst, Math.abs(found[key] - expected[key]));
      }
      worst.set(what, row);
    };
    for (const set of sets) {
      const { x, y, sameIndices } = JSON.parse(readFileSync(`test/parity/rliable/${set}.json`, "utf8"));
      const indices = indicesOf(sameIndices.aggregates.indices);
      for (const [what, aggregate] of Object.entries(aggregates))
        note(what, bootstrapInterval(x, aggregate, { seed: 0, indices }), sameIndices.aggregates.expected[what]);
      for (const [what, profile] of Object.entries({ runProfile: performanceProfile, taskMeanProfile })) {
        const { expected, indices } = sameIndices[what];
        const found = profile(
          x,
          expected.map(({ tau }: { tau: number }) => tau),
          { seed: 0, indices: indicesOf(indices) },
        );
        for (const [i, point] of found.entries()) note(what, point, expected[i]);
      }
      const [ofX, ofY] = sameIndices.improvement.indices.map(indicesOf);
      note(
        "probability of improvement",
        improvementInterval(x, y, { seed: 0, indices: [ofX, ofY] }),
        sameIndices.improvement.expected,
      );
    }
    return Array.from(worst, ([what, row]) => ({ what, ...row }));
  },
  tell: (rows) =>
    `Values and both ends of intervals, from the same scores and the same resampling indices as rliable 1.2.0 (\`test/parity/rliable-golden.py\`; three sets of scores). On own draws they agree within Monte-Carlo error: \`test/ablate/statistics/rliable.test.ts\`.\n\n${table(
      ["statistic", "figures", "largest difference", "at most"],
      rows.map(({ what, figures, worst }) => [what, figures, worst === 0 ? "0" : worst.toExponential(1), "1e-9"]),
    )}`,
};
