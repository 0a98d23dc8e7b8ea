import type { Metrics, RewardInputs, RewardRows } from "../core/index.ts";
import { type Check, type Finding, findAll, wrong } from "./finding.ts";
import { type Scorer, type ScorerSubject, scorerChecks } from "./scorer/index.ts";

/** What is checked of an expression come to life. */
export interface LiveRewardLike {
  readonly inputs: RewardInputs;
  readonly terms: readonly string[];
  evaluate(
    rows: RewardRows,
  ): Promise<{ readonly total: Float64Array; readonly terms: { readonly [name: string]: Float64Array } }>;
  learn(rows: RewardRows, progress: number): Promise<Metrics>;
  saveSeat(seat: number): Uint8Array;
  loadSeat(seat: number, bytes?: Uint8Array): void;
  save(): Promise<Uint8Array>;
  load(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** How far terms may be from their total. */
const slack = 1e-9;

/**
 * Checks a reward expression as a whole.
 * @param build makes a new instance in its initial state
 * @param rows two rollouts that hold what it reads
 */
export function checkLiveReward(
  build: () => Promise<LiveRewardLike>,
  rows: readonly [RewardRows, RewardRows],
): Promise<Finding[]> {
  const checks = [...scorerChecks.map(opened), termsSum, arraysStay];
  return findAll<LiveSubject>(checks, { build, rows });
}

interface LiveSubject {
  build(): Promise<LiveRewardLike>;
  readonly rows: readonly [RewardRows, RewardRows];
}

/** The same check for a live reward, which is built where the check begins. */
const opened = (check: Check<ScorerSubject>): Check<LiveSubject> => ({
  ...check,
  async run({ build, rows }) {
    const first = await build();
    await first.close();
    return check.run({ open: async () => scorerOf(await build()), rows, history: first.inputs.history === true });
  },
});

const scorerOf = (live: LiveRewardLike): Scorer => ({
  async score(rows, out) {
    out.set((await live.evaluate(rows)).total);
  },
  learn: (rows) => live.learn(rows, 0),
  saveSeat: (seat) => live.saveSeat(seat),
  loadSeat: (seat, bytes) => live.loadSeat(seat, bytes),
  save: () => live.save(),
  load: (bytes) => live.load(bytes),
  close: () => live.close(),
});

const termsSum: Check<LiveSubject> = {
  name: "terms sum to the total",
  fix: "Weigh every term before adding it, and add nothing else.",
  async run({ build, rows }) {
    const live = await build();
    for (const batch of rows) {
      const { total, terms } = await live.evaluate(batch);
      if (Object.keys(terms).join() !== live.terms.join())
        wrong(`it names the terms ${live.terms.join()}, and scores ${Object.keys(terms).join()}`);
      for (let row = 0; row < batch.rows; row++) {
        const sum = Object.values(terms).reduce((sum, values) => sum + values[row], 0);
        if (!(Math.abs(sum - total[row]) <= slack)) wrong(`row ${row} scores ${total[row]}, its terms ${sum}`);
      }
    }
    await live.close();
    return live.terms.join(", ");
  },
};

const arraysStay: Check<LiveSubject> = {
  name: "nothing is allocated again for equal rows",
  fix: "Keep the arrays of the last evaluation, and overwrite them.",
  async run({ build, rows: [rows] }) {
    const live = await build();
    const first = await live.evaluate(rows);
    const arrays = [first.total, ...Object.values(first.terms)];
    const second = await live.evaluate(rows);
    const same = [second.total, ...Object.values(second.terms)].every((values, i) => values === arrays[i]);
    if (!same) wrong("a second evaluation has other arrays");
    await live.close();
    return `${arrays.length} arrays`;
  },
};
