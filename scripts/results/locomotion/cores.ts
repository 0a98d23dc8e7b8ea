import { percent } from "../../numbers.ts";
import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";

const env = "locomotion/half-cheetah-v1";
const updates = ofBudget(40, 4);
const rounds = ofBudget(3);
const settings = [
  { worlds: 8, rollout: 256, minibatch: 64, epochs: 10, inTurns: 1.3 },
  { worlds: 16, rollout: 128, minibatch: 256, epochs: 10, inTurns: 1.45 },
] as const;
const withOverlap = 1.7; // demanded, times one thread

type Setting = (typeof settings)[number];

/** Training steps per second. */
interface Speeds {
  /** One thread. */
  readonly one: number;
  /** Two threads that collect, in turns with the learner. */
  readonly threads: number;
  /** One thread that collects, while the learner works in another. */
  readonly overlapAlone: number;
  /** Two threads that collect, while the learner works in another. */
  readonly overlap: number;
  /** The share of one thread's time spent on stepping worlds. */
  readonly stepping: number;
  /** The share of its time spent on collecting: stepping, deciding, scoring. */
  readonly collecting: number;
}

interface Row extends Speeds {
  readonly setting: Setting;
  /** The total speed of two separate processes relative to a single one: the best that these cores can do. */
  readonly apart: number;
}

const numbersOf = ({ worlds, rollout, minibatch, epochs }: Setting) => [worlds, rollout, minibatch, epochs].map(String);

/** One alone and two side by side, in turns; the best of each. */
async function apartFor(setting: Setting): Promise<number> {
  const args = [env, ...numbersOf(setting), String(ofBudget(40_000, 4096))];
  const speedOf = async (): Promise<number> =>
    (await runScript<{ stepsPerSecond: number }>(new URL("training-once.ts", import.meta.url), args)).stepsPerSecond;
  let [alone, together] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    alone = Math.max(alone, await speedOf());
    const [one, other] = await Promise.all([speedOf(), speedOf()]);
    together = Math.max(together, one + other);
  }
  return together / alone;
}

/** Training on two cores compared with one. */
export const cores: Section<readonly Row[]> = {
  name: "cores",
  title: "Training on two cores",
  async measure() {
    const rows: Row[] = [];
    for (const setting of settings) {
      const script = new URL("cores-once.ts", import.meta.url);
      const speeds = await runScript<Speeds>(script, [env, String(updates), ...numbersOf(setting)]);
      rows.push({ setting, ...speeds, apart: await apartFor(setting) });
    }
    return rows;
  },
  tell: (rows) =>
    `Whole training of half-cheetah with the hyper-parameters of the section before, steps a second by the median of ${updates} updates of each way; the ways take turns, an update each, so that whatever else the machine does meets them all alike. With two threads that collect, in turns with the learner, a run is that of one thread bit for bit. The option that collects the next rollout while the learner works is off by default: its experience is one update stale.\n\n${table(
      [
        "minibatch",
        "one thread",
        "two threads, in turns",
        "",
        "demanded",
        "overlap",
        "",
        "overlap, two threads",
        "",
        "demanded",
      ],
      rows.map(({ setting: { minibatch, inTurns }, one, threads, overlapAlone, overlap }) => [
        minibatch,
        thousands(one),
        thousands(threads),
        `**${times(threads / one)}**`,
        times(inTurns),
        thousands(overlapAlone),
        `**${times(overlapAlone / one)}**`,
        thousands(overlap),
        times(overlap / one),
        times(withOverlap),
      ]),
    )}\n\nWhat can be gained. Of one thread's time a share s goes into stepping worlds, a share c into all of collecting: stepping, deciding and paying. In turns two threads share the stepping, while decisions are made for all worlds at once, as with one thread: at best 1 / (1 - s / 2). With overlap one collects beside the learner: at best 1 / max(c, 1 - c). And two cores may be less than twice one: the last column is what two runs in processes of their own, which share nothing, do together beside one of them alone.\n\n${table(
      ["minibatch", "stepping", "collecting", "in turns at best", "overlap at best", "two runs apart"],
      rows.map(({ setting: { minibatch }, stepping, collecting, apart }) => [
        minibatch,
        percent(stepping),
        percent(collecting),
        times(1 / (1 - stepping / 2)),
        times(1 / Math.max(collecting, 1 - collecting)),
        `**${times(apart)}**`,
      ]),
    )}`,
};

const thousands = (value: number) => `${(value / 1000).toFixed(1)} k/s`;
const times = (ratio: number) => `${ratio.toFixed(2)}x`;
