import {
  type AgentHost,
  fail,
  isWithin,
  type Json,
  limitInWords,
  listing,
  type Rollout,
} from "../../src/core/index.ts";
import { explainedVariance, followingValues } from "./advantage.ts";
import { assignCredit } from "./credit.ts";
import { type RewardScale, rewardScale } from "./reward-scale.ts";
import { type CreditForm, creditForms, type Settings } from "./settings.ts";

/** How the learner takes one stream of rewards: the run's own, or a further one. */
interface Stream {
  readonly name: string;
  readonly gamma: number;
  /** Of its advantages in their sum. */
  readonly weight: number;
  readonly credit: CreditForm;
  /** Whether an episode's end is the end of its returns. */
  readonly episodic: boolean;
  readonly scale: RewardScale;
  /** `[rows]`, as scaled for the rollout at hand. */
  readonly rewards: Float64Array;
  readonly advantages: Float32Array;
  readonly returns: Float32Array;
}

/** The rewards of a rollout and what follows from them, for every stream that has a value head. */
export interface Streams {
  /** `[rows]`: weighted over the streams. */
  readonly advantages: Float32Array;
  /** `[rows, streams]`: what the value heads learn. */
  readonly returns: Float32Array;
  /** Takes in a rollout's rewards. */
  scale(rollout: Rollout): void;
  /**
   * Values of what comes after every row, `[rows, streams]`.
   * @param followed the same where every stream ends with the episode; others go on with the next row of the seat
   */
  next(rollout: Pick<Rollout, "notes">, followed: Float32Array): Float32Array;
  /**
   * Fills advantages and returns.
   * @param values and next values `[rows, streams]`
   * @param begins where macro actions begin; undefined if every step is one
   */
  estimate(rollout: Rollout, values: Float32Array, nextValues: Float32Array, begins?: Uint8Array): void;
  /** The next values as newer values `[rows, streams]` would have them. */
  follow(rollout: Rollout, values: Float32Array, nextValues: Float32Array, newer: Float32Array): Float32Array;
  /** How much of each stream's returns the values explain: `explainedVariance`, with `/<stream>` for further ones. */
  explained(rollout: Pick<Rollout, "present">, values: Float32Array): { readonly [metric: string]: number };
  save(): readonly Float64Array[];
  load(states: readonly Float64Array[]): void;
}

/** @throws `params/invalid` for settings of a stream that the run does not have, or that are out of range */
export function validateStreams({ streams }: Settings, { streams: names = [], mayBeAbsent }: AgentHost): void {
  for (const [name, given] of Object.entries(streams)) {
    const wrong = (what: string, expected: string) =>
      fail("params/invalid", { given: `${what} for learner/ppo-v1`, expected });
    if (!names.includes(name)) wrong(`streams.${name}`, `a stream of the run: ${listing(names)}`);
    if (typeof given !== "object" || given === null)
      wrong(`streams.${name} = ${given}`, `settings: ${listing(Object.keys(ranges))}`);
    for (const [key, value] of Object.entries<unknown>(given)) {
      const range = Object.hasOwn(ranges, key) ? ranges[key as keyof typeof ranges] : undefined;
      if (!range) wrong(`streams.${name}.${key}`, listing(Object.keys(ranges)));
      else if (key === "episodic" ? typeof value !== "boolean" : !isWithin(value as Json, range))
        wrong(`streams.${name}.${key} = ${JSON.stringify(value)}`, limitInWords(range));
    }
    if (mayBeAbsent && given.episodic === false)
      wrong(
        `streams.${name}.episodic = false where seats may be absent`,
        "a stream whose returns end with the episode",
      );
  }
}

const ranges = {
  gamma: [0, 1],
  weight: [-1e6, 1e6],
  credit: creditForms,
  episodic: { form: "true or false" },
} as const;

export function streamsOf({ streams: own, ...settings }: Settings, { seats, streams: names = [] }: AgentHost): Streams {
  const { rolloutSteps, scaleRewards, creditTemperature } = settings;
  const rows = rolloutSteps * seats;
  const streams = ["", ...names].map((name): Stream => {
    const { gamma = settings.gamma, weight = 1, credit = settings.credit, episodic = true } = own[name] ?? {};
    const scale = rewardScale(seats, credit === "sum" ? gamma : 0, settings.rewardClip); // a minimum is one reward's size
    const [advantages, returns] = [new Float32Array(rows), new Float32Array(rows)];
    return { name, gamma, weight, credit, episodic, scale, rewards: new Float64Array(rows), advantages, returns };
  });
  const count = streams.length;
  const isSingle = count === 1;
  const advantages = isSingle ? streams[0].advantages : new Float32Array(rows);
  const returns = isSingle ? streams[0].returns : new Float32Array(rows * count);
  const columnOf = (values: Float32Array, stream: number) =>
    isSingle ? values : Float32Array.from({ length: rows }, (_, row) => values[row * count + stream]);

  /** The same rows as one life that episodes do not end. */
  const none = new Uint8Array(rows);
  const endless = (rollout: Rollout): Rollout => ({ ...rollout, terminated: none, truncated: none });

  return {
    advantages,
    returns,
    scale(rollout) {
      for (const { name, scale, rewards } of streams) {
        const given = name ? rollout.streams[name] : rollout.rewards;
        if (scaleRewards) scale.apply(given, rollout, rewards);
        else rewards.set(given);
      }
    },
    next({ notes }, followed) {
      if (streams.every(({ episodic }) => episodic)) return followed;
      return followed.map((value, at) => (streams[at % count].episodic ? value : notes.values[at + seats * count]));
    },
    estimate(rollout, values, nextValues, begins) {
      for (const [i, { gamma, credit, episodic, scale, rewards, ...stream }] of streams.entries()) {
        const lived = episodic ? rollout : endless(rollout);
        const columns = { ...lived, rewards, values: columnOf(values, i), nextValues: columnOf(nextValues, i) };
        const temperature = creditTemperature * (scaleRewards ? scale.factor : 1);
        assignCredit(columns, { ...settings, gamma, credit, temperature }, begins, stream.advantages, stream.returns);
      }
      if (isSingle) return;
      for (let row = 0; row < rows; row++) {
        let sum = 0;
        for (let i = 0; i < count; i++) {
          sum += streams[i].weight * streams[i].advantages[row];
          returns[row * count + i] = streams[i].returns[row];
        }
        advantages[row] = sum;
      }
    },
    follow(rollout, values, nextValues, newer) {
      const followed = streams.map(({ episodic }, i) => {
        const [before, next] = [columnOf(values, i), columnOf(nextValues, i)];
        const lived = episodic ? rollout : endless(rollout);
        return followingValues({ ...lived, values: before }, columnOf(newer, i), next);
      });
      if (isSingle) return followed[0];
      return Float32Array.from({ length: rows * count }, (_, at) => followed[at % count][Math.floor(at / count)]);
    },
    explained: ({ present }, values) =>
      Object.fromEntries(
        streams.map(({ name, returns }, i) => [
          name ? `explainedVariance/${name}` : "explainedVariance",
          explainedVariance(columnOf(values, i), returns, present),
        ]),
      ),
    save: () => streams.map(({ scale }) => scale.save()),
    load(states) {
      streams.forEach(({ scale }, i) => {
        scale.load(states[i]);
      });
    },
  };
}
