import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";

/** Training steps a second of one setting. */
interface Setting {
  /** `minibatch 64`. */
  readonly name: string;
  /** One thread. */
  readonly one: number;
  /** Two worker threads, collecting and learning in turns. */
  readonly threads: number;
  /** Two worker threads, collecting while the learner works. */
  readonly overlap: number;
}

interface Measured {
  readonly settings: readonly Setting[];
}

/** How much faster than one thread, in turns; with overlap 1.7 everywhere. */
const demanded: { readonly [name: string]: number } = { "minibatch 64": 1.3, "minibatch 256": 1.45 };

/** Training on two cores beside one. */
export const cores: Section<Measured> = {
  name: "cores",
  title: "Training on two cores",
  measure: () => runScript<Measured>(new URL("cores-once.ts", import.meta.url), []),
  tell: ({ settings }) =>
    `Whole training of half-cheetah, steps a second. With workers, collecting and learning take turns, and the run equals that of one thread bit for bit. The option that collects the next rollout while the learner works is off by default: its experience is one update stale.\n\n${table(
      ["", "one thread", "workers", "ratio", "at least", "workers, overlapping", "ratio", "at least"],
      settings.map(({ name, one, threads, overlap }) => [
        name,
        thousands(one),
        thousands(threads),
        `**${(threads / one).toFixed(2)}x**`,
        demanded[name] === undefined ? "" : `${demanded[name]}x`,
        thousands(overlap),
        `**${(overlap / one).toFixed(2)}x**`,
        "1.7x",
      ]),
    )}`,
};

const thousands = (value: number) => `${(value / 1000).toFixed(1)} k/s`;
