import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";

interface Measured {
  readonly env: string;
  readonly rowsPerSecond: number;
  readonly meanSteps: number;
}

/** How long a million recorded rows take to be scored again. */
export const rescore: Section<readonly Measured[]> = {
  name: "rescore",
  title: "A million recorded rows scored again",
  measure: () => runScript(new URL("./rescore-once.ts", import.meta.url), []),
  tell: (measured) =>
    `Episodes of random play, scored by a sum of a reward and the potential of a feature, in one thread; CPU time of the process, garbage collection included, the median of five rounds. Asked for: under 2 s for a million rows.\n\n${table(
      ["env", "steps an episode", "rows a CPU second", "CPU seconds for a million rows"],
      measured.map(({ env, meanSteps, rowsPerSecond }) => [
        `\`${env}\``,
        meanSteps.toFixed(0),
        `${(rowsPerSecond / 1e6).toFixed(2)} M`,
        `**${(1e6 / rowsPerSecond).toFixed(2)}**`,
      ]),
    )}`,
};
