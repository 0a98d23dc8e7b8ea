import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { envs } from "../../../envs/index.ts";
import { rewards, transforms } from "../../../rewards/index.ts";
import {
  asWritten,
  type BoundEnv,
  bindEnv,
  generator,
  type Params,
  type Rng,
  rewardRows,
  type Slot,
  sizeOf,
} from "../../../src/core/index.ts";
import { openReward, rewardHost } from "../../../src/reward/index.ts";
import { customaryReward } from "../../zoo/index.ts";
import { idOf, type Task } from "./tasks.ts";

/** A trace of Gymnasium (test/parity/mujoco-traces.py): `steps + 1` observations, `steps` of the rest. */
export interface Trace {
  readonly seed: number;
  readonly params: Params;
  readonly draws: readonly number[];
  readonly actions: readonly (readonly number[])[];
  readonly observations: readonly (readonly number[])[];
  readonly rewards: readonly number[];
  readonly terminated: readonly number[];
  /** Number of steps with contacts. */
  readonly touching: number;
  /** Number of steps for which Gymnasium agrees with itself when started 1e-15 away. */
  readonly certain: number;
}

export interface Traces {
  readonly gymnasium: string;
  readonly mujoco: string;
  readonly traces: readonly Trace[];
}

export const tracesOf = (task: Task): Traces =>
  JSON.parse(gunzipSync(readFileSync(`test/parity/locomotion/${task}.json.gz`)).toString());

/**
 * The number of steps to compare: all, except when the cheetah tumbles at full force. That amplifies the last bit of a
 * number to a tenth of a metre within 100 steps, in Gymnasium as well as here.
 */
const comparedSteps = (task: Task, { certain, actions }: Trace) => (task === "half-cheetah" ? certain : actions.length);

/** A trace replayed in our world and compared with Gymnasium's. */
export interface Compared {
  readonly steps: number;
  /** Largest differences within `steps`. */
  readonly observation: number;
  readonly reward: number;
  /** Whether exactly the same steps of the whole trace were terminal. */
  readonly sameEnds: boolean;
}

export async function compare(task: Task, trace: Trace): Promise<Compared> {
  const env = bindEnv(await envs.find(idOf(task)), trace.params);
  await env.prepare();
  const { observations, terminated, features } = play(env, trace);
  const paid = await paidFor(task, env, features);
  const steps = comparedSteps(task, trace);
  const seen = observations.map((observation, step) => difference(observation, trace.observations[step]));
  return {
    steps,
    observation: Math.max(...seen.slice(0, steps + 1)),
    reward: difference(paid.slice(0, steps), trace.rewards.slice(0, steps)),
    sameEnds: trace.terminated.every((ended, step) => ended === terminated[step]),
  };
}

/** A generator that returns given numbers, so that a world starts where Gymnasium's did. */
function drawing(values: readonly number[]): Rng {
  let next = 0;
  const draw = () => values[next++];
  return { ...generator(0), uniform: draw, normal: draw };
}

/** Keeps observations in double precision, so that rounding hides nothing. */
function play(env: BoundEnv, { draws, actions }: Trace) {
  const observation = new Float64Array(sizeOf(env.observation));
  const action = new Float32Array(sizeOf(env.action));
  const columns = (length: number) =>
    Object.fromEntries(Object.keys(env.features).map((feature) => [feature, new Float64Array(length)]));
  const present = columns(1);
  const features = columns(actions.length);
  const world = env.create({
    row: 0,
    action,
    observation: observation as never, // float32 in a vector
    features: asWritten(present) as Slot["features"],
    events: { diverged: new Int32Array(1) },
    mask: new Uint8Array(0),
  });
  world.reset(drawing(draws));
  const observations = [Array.from(observation)];
  const terminated: number[] = [];
  actions.forEach((values, step) => {
    action.set(values);
    world.step();
    terminated.push(Number(world.terminated(0)));
    observations.push(Array.from(observation));
    for (const [feature, column] of Object.entries(features)) column[step] = present[feature][0];
  });
  world.close?.();
  return { observations, terminated, features };
}

/** The customary reward of every step. */
async function paidFor(task: Task, env: BoundEnv, features: { readonly [name: string]: Float64Array }) {
  const host = rewardHost(env, { seats: 1, seed: 0 });
  const live = await openReward(customaryReward(idOf(task)), { rewards, transforms }, env, host);
  const rows = Object.values(features)[0].length;
  const none = new Uint8Array(rows);
  const flags = { terminated: none, truncated: none };
  const { total } = await live.evaluate(
    rewardRows({ steps: rows, seats: 1, features, before: { features }, ...flags }),
  );
  return Array.from(total);
}

/** The largest difference; infinite if the lengths differ or a value is not a number. */
function difference(ours: readonly number[], theirs: readonly number[]): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  return ours.reduce((most, value, i) => {
    const apart = Math.abs(value - theirs[i]);
    return apart <= most ? most : Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
  }, 0);
}
