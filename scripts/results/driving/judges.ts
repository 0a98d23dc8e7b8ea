import { spearman } from "../../../src/audit/statistics/correlation.ts";
import { table } from "../report.ts";
import { told } from "../rewards/paired.ts";
import { type Judge, judges, type Seen, type Stretch } from "./drives.ts";
import type { Run } from "./minibatches.ts";

const names = Object.keys(judges) as Judge[];
const titles: { readonly [judge in Judge]: string } = {
  carla21: "CARLA 2.1",
  carla20: "CARLA 2.0",
  nuplan: "nuPlan",
  arrival: "arrived [%]",
};

/** Agents of each reward, and the driver written by hand, under each judge. */
export function tellJudges(runs: readonly Run[], script: Seen, minibatch: number): string {
  const agents = [...new Set(runs.map(({ reward }) => reward))].map((reward) => ({
    reward,
    own: runs.filter((run) => run.reward === reward && run.minibatch === minibatch && !run.constant),
  }));
  const trained = agents.flatMap(({ own }) => own);
  const correlations = names.map((a) => [
    titles[a],
    ...names.map((b) => {
      const of = (judge: Judge) => [...trained, script].map(({ scores }) => scores[judge]);
      return spearman(of(a), of(b))?.toFixed(2) ?? "";
    }),
  ]);
  const parted = agents.map(({ reward, own }) => [
    `\`${reward}\``,
    ...(["carla21", "nuplan"] as const).map((judge) => {
      const many = own.filter(({ curve }) => risesWhileFalls(curve, judge)).length;
      return `${many} of ${own.length}`;
    }),
  ]);
  return [
    `One agent, four judges, at a minibatch of ${minibatch.toLocaleString("en")}: points in the same towns for tests. The driver written by hand drives the same routes once.`,
    table(
      ["learned from", ...names.map((name) => titles[name])],
      [
        ...agents.map(({ reward, own }) => [
          `\`${reward}\``,
          ...names.map((judge) =>
            told(
              own.map(({ scores }) => 100 * scores[judge]),
              1,
            ),
          ),
        ]),
        ["written by hand", ...names.map((judge) => (100 * script.scores[judge]).toFixed(1))],
      ],
    ),
    "How alike the judges rank these agents, each seed an agent of its own (Spearman):",
    table(["", ...names.map((name) => titles[name])], correlations),
    "Seeds in which the reward paid more in the last fifth of the training than in the third, and the judge gave less:",
    table(["learned from", titles.carla21, titles.nuplan], parted),
  ].join("\n\n");
}

/** Whether the return rose from the middle of the training to its end, while a judge's score fell. */
function risesWhileFalls(curve: readonly Stretch[], judge: "carla21" | "nuplan"): boolean {
  const [middle, end] = [curve[2], curve[4]];
  return end.return > middle.return && end[judge] < middle[judge];
}
