import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { customaryReward } from "../../scripts/customary.ts";
import { bindEnv, generator, type Params, type Rng, sizeOf } from "../../src/core/index.ts";
import { buildReward } from "../../src/reward/index.ts";

/** What Gymnasium did (test/parity/mujoco-traces.py): `steps + 1` observations, `steps` of the rest. */
interface Trace {
  readonly seed: number;
  readonly params: Params;
  readonly draws: readonly number[];
  readonly actions: readonly (readonly number[])[];
  readonly observations: readonly (readonly number[])[];
  readonly rewards: readonly number[];
  readonly terminated: readonly number[];
  /** For how many steps Gymnasium agrees with itself when started 1e-15 away. */
  readonly certain: number;
}

const names = [
  "inverted-pendulum",
  "inverted-double-pendulum",
  "reacher",
  "pusher",
  "swimmer",
  "hopper",
  "half-cheetah",
  "walker2d",
  "ant",
  "humanoid",
  "humanoid-standup",
] as const;
const tolerance = 1e-6;

/**
 * How many steps are compared: all, but where the cheetah tumbles with full force, which amplifies the last bit of a
 * number to a tenth of a metre within 100 steps, in Gymnasium as here.
 */
const comparedSteps = (name: string, { certain, actions }: Trace) =>
  name === "half-cheetah" ? certain : actions.length;

const largest: { [name: string]: { observation: number; reward: number } } = {};

const tracesOf = (name: string): readonly Trace[] =>
  JSON.parse(gunzipSync(readFileSync(new URL(`../parity/locomotion/${name}.json.gz`, import.meta.url))).toString())
    .traces;

/** A generator that draws what it is told, so that a world starts where Gymnasium's did. */
function drawing(values: readonly number[]): Rng {
  let next = 0;
  const draw = () => values[next++];
  return { ...generator(0), uniform: draw, normal: draw };
}

/** Plays a trace in our world, whose observations are kept in double precision here, so that rounding hides nothing. */
function play(name: string, { params, draws, actions }: Trace) {
  const env = bindEnv(envs.find(`locomotion/${name}-v1`), params);
  const rows = actions.length;
  const observation = new Float64Array(sizeOf(env.observation));
  const action = new Float32Array(sizeOf(env.action));
  const columns = (length: number) =>
    Object.fromEntries(Object.keys(env.features).map((feature) => [feature, new Float64Array(length)]));
  const features = columns(1);
  const history = columns(rows);
  const world = env.create({
    row: 0,
    action,
    observation: observation as never, // float32 in a vector
    features,
    events: { diverged: new Int32Array(1) },
    mask: new Uint8Array(0),
  });
  world.reset(drawing(draws));
  const observations = [Array.from(observation)];
  const terminated: number[] = [];
  actions.forEach((values, step) => {
    action.set(values);
    world.step();
    terminated.push(Number(world.terminated()));
    observations.push(Array.from(observation));
    for (const [feature, column] of Object.entries(history)) column[step] = features[feature][0];
  });
  world.close?.();
  return { env, observations, terminated, history };
}

async function paidFor(name: string, { env, history }: Pick<ReturnType<typeof play>, "env" | "history">) {
  const live = buildReward(customaryReward(`locomotion/${name}-v1`), { rewards, transforms }, env, {
    worlds: 1,
    goal: env.goal,
    seed: 0,
  });
  const rows = Object.values(history)[0].length;
  const none = new Uint8Array(rows);
  const { total } = await live.evaluate({
    rows,
    features: history,
    before: { features: history },
    events: {},
    observations: new Float32Array(0),
    observationSize: 0,
    actions: new Float32Array(0),
    actionSize: 0,
    text: [],
    frames: none,
    steps: rows,
    worlds: 1,
    terminated: none,
    truncated: none,
  });
  return Array.from(total);
}

const difference = (ours: readonly number[], theirs: readonly number[]) =>
  ours.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i])), 0);

beforeAll(() => bindEnv(envs.get("locomotion/hopper-v1")).prepare());

describe.each(names)("%s moves as Gymnasium's", (name) => {
  test.each(tracesOf(name))("seed $seed, params $params", async (trace) => {
    const played = play(name, trace);
    const paid = await paidFor(name, played);
    expect(played.observations.length).toBe(trace.observations.length);
    expect(played.observations[0].length).toBe(trace.observations[0].length);
    const steps = comparedSteps(name, trace);
    expect(steps).toBeGreaterThan(30);
    const observation = difference(
      played.observations.slice(0, steps + 1).flat(),
      trace.observations.slice(0, steps + 1).flat(),
    );
    const reward = difference(paid.slice(0, steps), trace.rewards.slice(0, steps));
    const known = largest[name] ?? { observation: 0, reward: 0 };
    largest[name] = {
      observation: Math.max(known.observation, observation),
      reward: Math.max(known.reward, reward),
    };
    expect(observation).toBeLessThanOrEqual(tolerance);
    expect(reward).toBeLessThanOrEqual(tolerance);
    expect(played.terminated).toEqual(trace.terminated);
  });
});

afterAll(() => console.info("largest difference from Gymnasium:", largest));
