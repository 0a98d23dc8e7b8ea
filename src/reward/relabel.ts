import {
  type BoundEnv,
  fail,
  leafName,
  leavesOf,
  listing,
  type RewardExpression,
  type RewardHost,
  type RewardInputs,
  type RewardRows,
  type Rng,
} from "../core/index.ts";
import type { RewardRegistries } from "./bind.ts";
import { type GoalStrategy, goalRow, goalStrategies, isFirst, lastOf } from "./goal-choice.ts";
import { openReward, type RewardScores } from "./open.ts";
import { ownGoal, type Retold, retelling } from "./retold.ts";

export interface RelabelOptions {
  readonly strategy: GoalStrategy;
  /** The probability that a piece gets another goal, in [0, 1]; the others are scored with their own. */
  readonly share: number;
  /**
   * How long a piece is. `row`, the default: one row, each with a goal drawn for it, as off-policy learners replay them.
   * `episode`: an episode from its first of the rows on; a goal that ends it earlier cuts it there, and the rest is a
   * piece of its own.
   */
  readonly each?: "row" | "episode";
  /** Rows where pieces begin, such as those drawn from a replay memory; every row, or every episode's first, unless given. */
  readonly only?: ArrayLike<number>;
}

/** Rows with other goals and what they are worth. The scores are valid until the next call, the rest for good. */
export interface Relabelled extends Retold, RewardScores {}

/** Tells rows as if other goals had been wanted, and scores them by a reward expression. It runs no code of the env's. */
export interface Relabeller {
  /** What the rows it is given must hold: gather them, or read them from a record, with these. */
  readonly inputs: RewardInputs;
  /**
   * Every piece equals what an env with that goal would have lived from there on with the same actions. A piece without
   * an end of its own is truncated: at its last row something follows, which `rows.leaves` holds.
   * @param rows of any number of seats, in the order in which they were lived
   * @throws `params/invalid`, `reward/input` for rows that do not hold `inputs`, or for single rows where the reward
   *   remembers episodes; `reward/value`
   */
  relabel(rows: RewardRows, options: RelabelOptions, rng: Rng): Promise<Relabelled>;
  /** Loads what the run's own reward has learned: `LiveReward.save`. @throws `checkpoint/foreign`, `file/corrupt` */
  load(learned: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a relabeller for an env that declares goals.
 * @throws `env/unsupported` without goals; `reward/input` for an expression that reads words, pictures or groups; and what
 *   `openReward` throws
 */
export async function openRelabeller(
  expression: RewardExpression,
  registries: RewardRegistries,
  env: BoundEnv,
  host: RewardHost,
): Promise<Relabeller> {
  const { goals } = env;
  if (!goals)
    return fail("env/unsupported", {
      given: `${env.id}, whose goals are to be relabelled`,
      expected: "an env whose definition has `goals`",
      fix: "Name the features that hold what is achieved and what is desired, by defineGoals.",
    });
  const live = await openReward(expression, registries, env, { ...host, seats: 1 });
  try {
    requireRetellable(live.inputs);
  } catch (thrown) {
    await live.close();
    throw thrown;
  }
  const { events, actions } = live.inputs;
  const remembers = live.saveSeat(0).length > 0;
  const inputs: RewardInputs = {
    features: Object.keys(env.features),
    before: true,
    leaves: leavesOf(env.observation).map(({ path }) => leafName(path)),
    events,
    actions,
    history: true,
  };

  return {
    inputs,
    async relabel(given, options, rng) {
      const { strategy, share, each = "row" } = options;
      requireOptions(options, given);
      if (each === "row" && remembers)
        fail("reward/input", {
          given: "a reward that remembers the episode, for single rows",
          expected: "a reward of each row alone, or whole episodes",
          fix: 'Relabel with each: "episode".',
        });
      requireHeld(given, inputs);
      const begins = options.only ?? beginsOf(given, each);
      const ends = Int32Array.from(begins, (row) => (each === "row" ? row : lastOf(given, row)));
      const room = ends.reduce((sum, end, i) => sum + 1 + (end - begins[i]) / given.seats, 0);
      const told = retelling(given, env, goals, live.inputs, room);
      for (let i = 0; i < begins.length; i++)
        for (let row = begins[i]; row <= ends[i]; ) {
          const goal = rng.uniform() < share ? goalRow(strategy, given, row, lastOf(given, row), rng) : ownGoal;
          told.begin(row, goal);
          for (let isOver = false; !isOver && row <= ends[i]; row += given.seats) isOver = told.add(row, goal);
          told.end();
        }
      const retold = told.done();
      live.loadSeat(0);
      return { ...retold, ...(await live.evaluate(retold.rows)) };
    },
    load: (learned) => live.load(learned),
    close: () => live.close(),
  };
}

/** The rows where pieces begin. */
function beginsOf(given: RewardRows, each: "row" | "episode"): number[] {
  const begins: number[] = [];
  for (let row = 0; row < given.rows; row++)
    if (each === "row" ? given.present[row] : isFirst(given, row)) begins.push(row);
  return begins;
}

function requireOptions({ strategy, share, each = "row", only = [] }: RelabelOptions, { present }: RewardRows): void {
  const wrong = (given: string, expected: string) => fail("params/invalid", { given: `${given} to relabel`, expected });
  if (!goalStrategies.includes(strategy)) wrong(`the strategy ${JSON.stringify(strategy)}`, listing(goalStrategies));
  if (!lengths.includes(each)) wrong(`each ${JSON.stringify(each)}`, listing(lengths));
  if (!(share >= 0 && share <= 1)) wrong(`a share of ${share}`, "0 to 1");
  for (let i = 0; i < only.length; i++)
    if (present[only[i]] !== 1) wrong(`row ${only[i]}`, "one of the rows, which somebody lived");
}

const lengths = ["row", "episode"] as const;

/** What only the env can say again: words and pictures; and what compares rows that are no longer side by side. */
function requireRetellable({ text, goals, frames, groups }: RewardInputs): void {
  for (const [input, isRead] of Object.entries({ text, goals, frames, groups }))
    if (isRead)
      fail("reward/input", {
        given: `a reward that reads ${input}, for rows with other goals`,
        expected: "a reward of features, events, observations and actions: the rest takes the env's own code",
      });
}

function requireHeld(given: RewardRows, { features = [], leaves = [], events = [] }: RewardInputs): void {
  const held = [
    ["feature", features, given.features],
    ["feature before the step", features, given.before.features],
    ["leaf", leaves, given.leaves],
    ["event", events, given.events],
  ] as const;
  for (const [what, names, columns] of held)
    for (const name of names)
      if (!columns[name])
        fail("reward/input", {
          given: `rows without the ${what} ${JSON.stringify(name)}`,
          expected: "rows that hold the relabeller's `inputs`",
        });
}
