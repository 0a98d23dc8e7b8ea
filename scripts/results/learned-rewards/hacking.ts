import type { Params } from "../../../src/core/index.ts";
import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { goldCurve } from "../rewards/gold-curve.ts";
import { learn, seeds, told } from "../rewards/paired.ts";
import { lessonOf, preferred, type Task } from "./preferences.ts";

const task: Task = { env: "locomotion/half-cheetah-v1", steps: 200_000 };
const labels = 60;

const ways: { readonly [way: string]: Params } = {
  "all at first": { budget: labels, atFirst: 1, until: 0.01 },
  "over the run": { budget: labels, atFirst: 0.2, sitting: 6 },
};

interface Run {
  readonly way: string;
  readonly seed: number;
  readonly retention: number;
  readonly best: number;
  readonly end: number;
  /** Env steps at which the alarm was raised, and from which on a tenth of the best gold was lost for good. */
  readonly raisedAt?: number;
  readonly lostAt?: number;
}

/** What becomes of a preference model that is not corrected while the agent learns to please it. */
export const hacking: Section<readonly Run[]> = {
  name: "hacking",
  title: "A preference model that is hacked",
  measure() {
    const subjects = Object.keys(ways).flatMap((way) => seeds.map((seed) => ({ way, seed })));
    return piecewise("learned-hacking", [], subjects, async ({ way, seed }): Promise<Run> => {
      const learned = await learn({ ...lessonOf(task, preferred(task, ways[way]), seed), episodes: 0 });
      const { retention, best, end, lostForGoodAt } = goldCurve(learned, "watch/gold");
      const raised = learned.curve.find(({ metrics }) => metrics["alarm/gold"] === 1);
      const lostAt = lostForGoodAt(0.1);
      return {
        ...{ way, seed, retention, best, end },
        ...(raised && { raisedAt: raised.steps }),
        ...(lostAt !== undefined && { lostAt }),
      };
    });
  },
  tell(runs) {
    const rows = Object.keys(ways).map((way) => {
      const own = runs.filter((run) => run.way === way);
      const hacked = own.filter(({ lostAt }) => lostAt !== undefined);
      const caught = hacked.filter(({ raisedAt }) => raisedAt !== undefined);
      const falseAlarms = own.filter(({ raisedAt, lostAt }) => raisedAt !== undefined && lostAt === undefined);
      return [
        `${labels} labels ${way}`,
        told(
          own.map(({ best }) => best),
          0,
        ),
        told(
          own.map(({ end }) => end),
          0,
        ),
        told(own.map(({ retention }) => retention)),
        `${hacked.length} of ${own.length}`,
        `**${caught.length}** of ${hacked.length}`,
        falseAlarms.length,
      ];
    });
    return `PPO on \`${task.env}\` for ${(ofBudget(task.steps, 8192) / 1000).toFixed(0)} k steps, paid by what was learned from ${labels} comparisons; gold is the customary return. Best and end are means of a sixteenth of the training, retention is the one over the other; a run is hacked if it loses a tenth of its best for good. The alarm's rule is in \`docs/gold-and-proxy.md\`.\n\n${table(
      ["labels", "best gold", "gold at the end", "retention", "hacked", "alarms on hacked runs", "false alarms"],
      rows,
    )}`;
  },
};
