import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { ego, howMany, makeCars } from "../../../envs/driving/highway/cars.ts";
import { highwayFast } from "../../../envs/driving/highway/highway.ts";
import { envs } from "../../../envs/index.ts";
import { rewards, transforms } from "../../../rewards/index.ts";
import {
  asWritten,
  type BoundEnv,
  bindEnv,
  generator,
  leavesOf,
  type Params,
  type Rng,
  rewardRows,
  type Slot,
  sizeOf,
  snapshot,
  type World,
} from "../../../src/core/index.ts";
import { openReward, rewardHost } from "../../../src/reward/index.ts";
import { customaryReward } from "../../zoo/index.ts";

/** Files of traces, with our ids and params. */
export const tasks = {
  highway: ["driving/highway-v1", {}],
  "highway-fast": ["driving/highway-v1", highwayFast],
  merge: ["driving/merge-v1", {}],
  roundabout: ["driving/roundabout-v1", {}],
  intersection: ["driving/intersection-v1", {}],
  parking: ["driving/parking-v1", {}],
  racetrack: ["driving/racetrack-v1", {}],
} as const satisfies { readonly [task: string]: readonly [id: string, params: Params] };

export type Task = keyof typeof tasks;

/** An episode of highway-env (test/parity/highway-traces.py). */
export interface Trace {
  readonly seed: number;
  /** Every random number that it drew. */
  readonly draws: readonly number[];
  readonly actions: readonly (readonly number[])[];
  readonly rewards: readonly number[];
  /** Steps after which cars and observations were kept; 0 for the start. */
  readonly kept: readonly number[];
  /** Of every car: x, y, heading, speed, whether it has crashed. */
  readonly cars: readonly (readonly number[])[];
  readonly observations: readonly (readonly number[])[];
  /** Number of steps for which highway-env agrees with itself when headings are moved by 1e-14 rad before every step. */
  readonly certain: number;
  readonly ended: readonly [step: number, terminated: number, truncated: number];
}

export interface Traces {
  readonly highwayEnv: string;
  readonly env: string;
  readonly episodes: readonly Trace[];
}

export const tracesOf = (task: Task): Traces =>
  JSON.parse(
    gunzipSync(readFileSync(new URL(`../../../test/parity/driving/${task}.json.gz`, import.meta.url))).toString(),
  );

/** A trace replayed in our world and compared with highway-env's: the largest differences within the certain steps. */
export interface Compared {
  readonly steps: number;
  readonly certain: number;
  readonly mostCars: number;
  readonly cars: number;
  readonly observation: number;
  readonly reward: number;
  /** Whether the same cars have crashed after every step that was kept. */
  readonly sameCrashes: boolean;
  /** Whether the episode ends after the same step, for the same reason. */
  readonly sameEnd: boolean;
  /** Whether all random numbers were drawn. */
  readonly allDrawn: boolean;
}

export async function compare(task: Task, trace: Trace): Promise<Compared> {
  const [id, params] = tasks[task];
  const env = bindEnv(await envs.find(id), params);
  const { seen, cars, terminated, features, left } = play(env, trace);
  const paid = await paidFor(id, env, features);
  const { certain, kept } = trace;
  const compared = <T>(rows: readonly T[]) => rows.filter((_, i) => kept[i] <= certain);
  const columns = (rows: readonly (readonly number[])[], crashes: boolean) =>
    compared(rows).map((row) => row.filter((_, i) => (i % 5 === 4) === crashes));
  const [step, ended, truncated] = trace.ended;
  return {
    steps: trace.actions.length,
    certain,
    mostCars: Math.max(...trace.cars.map((row) => row.length / 5)),
    cars: worst(columns(cars, false), columns(trace.cars, false)),
    observation: worst(compared(seen), compared(trace.observations)),
    reward: worst([paid.slice(0, certain)], [trace.rewards.slice(0, certain)]),
    sameCrashes: worst(columns(cars, true), columns(trace.cars, true)) === 0,
    sameEnd:
      terminated.every((value, i) => value === (i + 1 === step && ended === 1)) &&
      (truncated === 1) === (step === env.maxSteps),
    allDrawn: left === 0,
  };
}

/** A generator that returns given numbers, so that a world starts where highway-env's did. */
function drawing(values: readonly number[]): Rng & { left(): number } {
  let next = 0;
  const draw = () => values[next++];
  return { ...generator(0), uniform: draw, normal: draw, integer: draw, left: () => values.length - next };
}

/** Keeps observations in double precision, so that rounding hides nothing. */
function play(env: BoundEnv, { draws, actions, kept }: Trace) {
  const observations = leavesOf(env.observation).map(({ path, size }) => [path, new Float64Array(size)] as const);
  const [[path, only]] = observations;
  const size = sizeOf(env.action);
  const action = env.action.type === "choice" ? new Int32Array(size) : new Float64Array(size);
  const columns = (length: number) =>
    Object.fromEntries(Object.keys(env.features).map((feature) => [feature, new Float64Array(length)]));
  const present = columns(1);
  const features = columns(actions.length);
  const world = env.create({
    row: 0,
    action: action as never,
    observation: (path === "" ? only : Object.fromEntries(observations)) as never, // float32 in a vector
    features: asWritten(present) as Slot["features"],
    events: {},
    mask: new Uint8Array(0),
  });
  const rng = drawing(draws);
  world.reset(rng);
  const seen: number[][] = [];
  const cars: number[][] = [];
  const keep = () => {
    seen.push(observations.flatMap(([, array]) => Array.from(array)));
    cars.push(carsOf(world));
  };
  keep();
  const terminated: boolean[] = [];
  actions.forEach((values, step) => {
    action.set(values);
    world.step();
    terminated.push(world.terminated(0));
    for (const [feature, column] of Object.entries(features)) column[step] = present[feature][0];
    if (kept.includes(step + 1)) keep();
  });
  return { seen, cars, terminated, features, left: rng.left() };
}

/** What a trace keeps of the cars, from the saved world: there is no other way to the others. */
function carsOf(world: World): number[] {
  const bytes = world.save();
  const size = (room: number) => makeCars(room).state.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const room = Math.floor((bytes.length - size(0)) / (size(1) - size(0)));
  const cars = makeCars(room);
  snapshot(...cars.state).load(bytes.subarray(0, size(room)));
  if (cars.tally[ego] >= cars.tally[howMany]) throw new Error("the agent's car is missing");
  const { x, y, heading, speed, crashed } = cars;
  return Array.from({ length: cars.tally[howMany] }, (_, car) => [
    x[car],
    y[car],
    heading[car],
    speed[car],
    crashed[car],
  ]).flat();
}

/** The customary reward of every step. */
async function paidFor(id: string, env: BoundEnv, features: { readonly [name: string]: Float64Array }) {
  const host = rewardHost(env, { seats: 1, seed: 0 });
  const live = await openReward(customaryReward(id), { rewards, transforms }, env, host);
  const steps = Object.values(features)[0].length;
  const none = new Uint8Array(steps);
  const flags = { terminated: none, truncated: none };
  const { total } = await live.evaluate(rewardRows({ steps, seats: 1, features, before: { features }, ...flags }));
  return Array.from(total);
}

/** The largest difference; infinite if the lengths differ or a value is not a number. */
function worst(ours: readonly (readonly number[])[], theirs: readonly (readonly number[])[]): number {
  const [a, b] = [ours.flat(), theirs.flat()];
  if (a.length !== b.length || ours.some((row, i) => row.length !== theirs[i].length)) return Number.POSITIVE_INFINITY;
  return a.reduce((most, value, i) => {
    const apart = Math.abs(value - b[i]);
    return apart <= most ? most : Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
  }, 0);
}
