import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";

/** Training steps a second of one setting. */
interface Setting {
  /** `minibatch 64`. */
  readonly name: string;
  /** One thread. */
  readonly one: number;
  /** Two threads that collect, in turns with the learner. */
  readonly threads: number;
  /** One thread that collects, while the learner works in another. */
  readonly overlapAlone: number;
  /** Two threads that collect, while the learner works in another. */
  readonly overlap: number;
  /** The share of the time that one thread collects. */
  readonly collecting: number;
}

interface Measured {
  readonly settings: readonly Setting[];
}

const env = "locomotion/half-cheetah-v1";
const updates = ofBudget(40, 4);

/** How much faster than one thread, in turns; with overlap 1.7 everywhere. */
const demanded: { readonly [name: string]: number } = { "minibatch 64": 1.3, "minibatch 256": 1.45 };

/** Training on two cores beside one. */
export const cores: Section<Measured> = {
  name: "cores",
  title: "Training on two cores",
  measure: () => runScript<Measured>(new URL("cores-once.ts", import.meta.url), [env, String(updates)]),
  tell: ({ settings }) =>
    `Whole training of half-cheetah, steps a second by the median of ${updates} updates of each way; the ways take turns, an update each, so that whatever else the machine does meets them all alike. With two threads that collect, in turns with the learner, a run is that of one thread bit for bit. The option that collects the next rollout while the learner works is off by default: its experience is one update stale. What can be gained follows from the share of the time in which one thread collects: c of it on two threads at best gives 1 / (1 - c / 2), in turns; with overlap, where the learner needs 1 - c of a core, 1 / max(1 - c, 1 / 2).\n\n${table(
      [
        "",
        "one thread",
        "of it collecting",
        "two threads, in turns",
        "ratio",
        "at best",
        "demanded",
        "overlap",
        "ratio",
        "overlap, two threads",
        "ratio",
        "at best",
        "demanded",
      ],
      settings.map(({ name, one, threads, overlapAlone, overlap, collecting }) => [
        name,
        thousands(one),
        `${Math.round(100 * collecting)} %`,
        thousands(threads),
        `**${(threads / one).toFixed(2)}x**`,
        `${(1 / (1 - collecting / 2)).toFixed(2)}x`,
        demanded[name] === undefined ? "" : `${demanded[name]}x`,
        thousands(overlapAlone),
        `${(overlapAlone / one).toFixed(2)}x`,
        thousands(overlap),
        `**${(overlap / one).toFixed(2)}x**`,
        `${(1 / Math.max(1 - collecting, 0.5)).toFixed(2)}x`,
        "1.7x",
      ]),
    )}`,
};

const thousands = (value: number) => `${(value / 1000).toFixed(1)} k/s`;
