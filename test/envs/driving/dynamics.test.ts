import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { car, driven } from "../../../envs/driving/town/bicycle.ts";
import { bicycle } from "../../../envs/driving/town/dynamics.ts";
import { hillsOf } from "../../../envs/driving/town/ground.ts";
import { townState } from "../../../envs/driving/town/state.ts";
import { axesOf, turnOnSlope } from "../../../envs/driving/town/turns.ts";
import { wheeled } from "../../../envs/driving/town/wheels.ts";
import { envs } from "../../../envs/index.ts";
import { checkEnv } from "../../../src/check/index.ts";
import { openCar } from "../../../src/physics/index.ts";
import { openVector } from "../../../src/vector/index.ts";
import { beyondSample, sample } from "../../sample.ts";
import { type Drive, openDrive, trace } from "./drives.ts";

const drives: readonly Drive[] = [
  { id: "driving/route-v1", dynamics: "bicycle" },
  { id: "driving/route-v1", dynamics: "rapier" },
  { id: "driving/hills-v1", dynamics: "rapier" },
];

/** Everything that can be driven on wheels keeps its contract there too. */
describe("every town on Rapier's wheels", async () => {
  const all = (await envs.all()).filter(({ params, limits }) => {
    const kinds: unknown = (limits as { readonly dynamics?: unknown } | undefined)?.dynamics;
    return "dynamics" in params && Array.isArray(kinds) && kinds.includes("rapier");
  });
  const chosen = sample(all, 1);
  test.for(all)("$id conforms", async (env, { skip }) => {
    if (!chosen.has(env)) skip(beyondSample);
    const findings = await checkEnv(env, { params: { dynamics: "rapier" }, cycles: 20, watchedSteps: 400 });
    expect(findings.filter(({ ok, warning }) => !ok || warning)).toEqual([]);
  });
});

/** Drives on until the car touches another, and then for one step more. */
async function untilCollision(drive: Drive) {
  const vector = await openDrive(drive);
  for (let step = 0; step < 2000; step++) {
    await trace(vector, 1);
    if (vector.events.vehicleCollision[0] > 0) {
      await trace(vector, 1);
      return vector;
    }
  }
  throw new Error("no collision to test on");
}

describe.each(drives)("$id by $dynamics, saved in the middle of a collision", (drive) => {
  test("goes on bit for bit: loaded, branched, played again, and in another process", async () => {
    const vector = await untilCollision(drive);
    const saved = await vector.save(0);
    const branch = await vector.branch(0, 1);
    const went = await trace(vector, 150);
    expect(await trace(branch, 150)).toBe(went);
    await vector.load(0, saved);
    expect(await trace(vector, 150)).toBe(went);

    const again = await untilCollision(drive);
    expect(Buffer.from(await again.save(0)).equals(saved)).toBe(true);
    expect(await trace(again, 150)).toBe(went);

    const child = fileURLToPath(new URL("./drive-on.ts", import.meta.url));
    const input = JSON.stringify({ drive, saved: Buffer.from(saved).toString("base64"), steps: 150 });
    const { stdout, stderr } = spawnSync(process.execPath, [child], { input, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout).toBe(went);
    for (const each of [vector, branch, again]) await each.close();
  });
});

test("on wheels a car is stopped by what lies in its way, which counts once however long it pushes", async () => {
  const params = { hazard: "debris", vehicles: 0, walkers: 0, parked: 0, ends: "route", dynamics: "rapier" };
  const vector = await openVector({ envs, env: { id: "driving/hazards-v1", params }, worlds: 1 });
  await vector.reset(1);
  const { speed, headingError, lateral, atFault } = vector.features;
  let [hits, faults, fastest, since] = [0, 0, 0, 0];
  for (let step = 0; step < 300 && since < 40; step++) {
    const wheel = Math.min(1, Math.max(-1, -2 * headingError[0] - 0.15 * lateral[0]));
    (vector.actions as Float32Array).set([speed[0] < 7 ? 0.6 : 0, wheel]);
    fastest = Math.max(fastest, speed[0]);
    await vector.step();
    hits += vector.events.staticCollision[0];
    faults += atFault[0];
    if (hits > 0) since++;
  }
  expect({ hits, faults }).toEqual({ hits: 1, faults: 1 });
  expect(fastest).toBeGreaterThan(6);
  expect(speed[0]).toBeLessThan(1);
  await vector.close();
});

test("a car on its roof is blocked, and its drive is over", async () => {
  const vector = await openDrive({ id: "driving/route-v1", dynamics: "rapier" });
  const saved = await vector.save(0);
  const simulation = openCar(wheeled);
  const upright = simulation.capture();
  const at = Buffer.from(saved).lastIndexOf(Buffer.from(upright.subarray(upright.length - 64))); // where both end alike
  expect(at).toBeGreaterThan(0);
  simulation.motion.set([0, 0, 1, 0, 1, 0, 0]); // half a turn about x
  simulation.place();
  const roof = simulation.capture();
  const crafted = Uint8Array.from(saved);
  crafted.set(roof, at + 64 - roof.length);
  await vector.load(0, crafted);
  await vector.step();
  expect(vector.events.blocked[0]).toBe(1);
  expect(vector.terminated[0]).toBe(1);
  simulation.close();
  await vector.close();
});

test("hills are as steep as asked, and the car leans as they do", async () => {
  const ground = hillsOf(0.12);
  const slopes = new Float64Array(2);
  let steepest = 0;
  for (let i = 0; i < 4000; i++) {
    ground.slopesAt(0.37 * i, 5.3 * (i % 61), slopes);
    steepest = Math.max(steepest, Math.hypot(...slopes));
  }
  expect(steepest).toBeGreaterThan(0.1);
  expect(steepest).toBeLessThan(0.13);

  // Facing east where the ground rises by 0.1 to the east and 0.2 to the north: up by 0.1, the left side by 0.2.
  const turn = new Float64Array(4);
  const axes = new Float64Array(6);
  turnOnSlope(1, 0, 0.1, 0.2, turn, 0);
  axesOf(turn, 0, axes);
  expect(axes[2] / axes[0]).toBeCloseTo(0.1, 2);
  expect(axes[3] / axes[5]).toBeCloseTo(-0.1, 9);
  expect(axes[4] / axes[5]).toBeCloseTo(-0.2, 9);
});

test("a car rolls back where it is steep, and a brake holds it", async () => {
  for (const [pedal, least, most] of [
    [0, 0.3, 30],
    [-0.5, 0, 0.06],
  ]) {
    const vector = await openDrive({ id: "driving/hills-v1", dynamics: "rapier", worlds: 12 });
    const actions = vector.actions as Float32Array;
    for (let step = 0; step < 30; step++) {
      for (let row = 0; row < 12; row++) actions.set([pedal, 0], 2 * row);
      await vector.step();
    }
    const speeds = vector.features.speed.map(Math.abs);
    expect(Math.max(...speeds)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...speeds)).toBeLessThan(most);
    await vector.close();
  }
});

test("a bicycle saves nothing of its own, and refuses what somebody else saved", () => {
  const state = townState({ vehicles: 1, walkers: 0, parked: 0 });
  const dynamics = bicycle(state);
  state.driven[driven.x] = 3;
  dynamics.place(0);
  expect(state.own[0]).toBe(3);
  expect(dynamics.save()).toHaveLength(0);
  expect(() => dynamics.load(new Uint8Array(1))).toThrow(expect.objectContaining({ code: "file/corrupt" }));
  expect(car.halfLength).toBe(wheeled.half[0]);
});
