import { describe, expect, test } from "vitest";
import { checkRoads, generateTown, type RoadMap, type Trace } from "../../../envs/driving/roads/index.ts";
import { readOpenDrive } from "../../../envs/driving/roads/opendrive/read.ts";
import { writeOpenDrive } from "../../../envs/driving/roads/opendrive/write.ts";
import { bodySize } from "../../../envs/driving/town/boxes.ts";
import { type townParams, townsOf } from "../../../envs/driving/town/definition.ts";
import { driveLog } from "../../../envs/driving/town/drive-log.ts";
import { reach } from "../../../envs/driving/town/near.ts";
import { route } from "../../../envs/driving/town/route.ts";
import { townState } from "../../../envs/driving/town/state.ts";
import { compileTraces, sharedOut } from "../../../envs/driving/town/traces.ts";
import { envs } from "../../../envs/index.ts";
import { readXml } from "../../../scripts/map/xml.ts";
import { openStage } from "../../../src/check/stage.ts";
import { bindEnv, type Params } from "../../../src/core/index.ts";
import { openVector } from "../../../src/vector/index.ts";
import { trace } from "./drives.ts";
import { smallMap } from "./roads/small-map.ts";

const crowd = { vehicles: 12, walkers: 0, parked: 0 };
const alone = { ...crowd, hazards: "none", ends: "route" };
const generated: Params = { ...alone, towns: 1, firstTown: 5, blocks: 6 };

/** A car that drives east on lane a of the small map, at 10 m/s unless told otherwise. */
const east = (start: number, steps: number, from = 40, speed = 10): Trace => ({
  ...{ length: 4, width: 1.8, start },
  poses: Array.from({ length: steps }, (_, i) => [from + 0.1 * speed * i, 0, 0] as const),
});
const withTraces = (...traces: Trace[]): RoadMap => ({ ...smallMap, traces });
const recorded = (map: RoadMap) =>
  ({ ...alone, map: JSON.stringify(map), traffic: "recorded", shortest: 20 }) satisfies Params;

/** Drives along the route for some steps, and returns what all bodies were after each, the ego first. */
async function drive(params: Params, steps: number, follow?: readonly (readonly [number, number])[]) {
  const bound = bindEnv(route, params);
  await bound.prepare();
  const stage = openStage(bound);
  const state = townState(crowd);
  const log = driveLog(townsOf(bound.params as unknown as typeof townParams).set, crowd);
  const moments: { readonly own: Float64Array; readonly things: Float64Array }[] = [];
  const acted: (readonly [number, number])[] = [];
  const look = () => {
    const saved = stage.worlds[0].save();
    log.note(saved);
    state.load(saved.subarray(0, state.save().length));
    moments.push({ own: state.own.slice(), things: state.things.slice() });
  };
  stage.reset(0, 3);
  look();
  for (let step = 0; step < steps; step++) {
    const { speed, headingError, lateral, leadGap } = stage.features;
    const action = follow?.[step] ?? [
      leadGap[0] < 12 ? -0.5 : speed[0] < 7 ? 0.5 : 0,
      Math.min(1, Math.max(-1, -2 * headingError[0] - 0.15 * lateral[0])),
    ];
    acted.push(action);
    (stage.actions as Float32Array).set(action);
    stage.step(0);
    look();
  }
  stage.close();
  return { moments, acted, map: checkRoads(JSON.parse(JSON.stringify(log.map()))) };
}

/** The cars near the ego, from west to east; those farther away may be shown up to four steps late while they drive. */
const carsNear = (own: Float64Array, things: Float64Array): readonly (readonly number[])[] =>
  Array.from({ length: crowd.vehicles }, (_, i) => [...things.subarray(bodySize * i, bodySize * (i + 1))])
    .filter(([x, y, , , , , half]) => half > 0 && Math.hypot(x - own[0], y - own[1]) < reach - 8)
    .sort(([a], [b]) => a - b);

describe("the traffic of a drive, recorded", async () => {
  const first = await drive(generated, 200);

  test("comes again as it was while the ego does the same", async () => {
    const again = await drive(recorded(first.map), 200, first.acted);
    let [seen, fastest] = [0, 0];
    for (const [step, { own, things }] of first.moments.entries()) {
      const there = again.moments[step];
      for (const i of [0, 1, 2, 3]) expect(there.own[i], `step ${step}`).toBeCloseTo(own[i], 2);
      const [before, after] = [carsNear(own, things), carsNear(own, there.things)];
      expect(after.length, `step ${step}`).toBe(before.length);
      for (const [k, car] of before.entries()) {
        for (const i of [0, 1]) expect(after[k][i]).toBeCloseTo(car[i], 3);
        for (const i of [2, 3]) expect(after[k][i]).toBeCloseTo(car[i], 3);
        for (const i of [6, 7]) expect(after[k][i]).toBeCloseTo(car[i], 9);
        seen++;
        fastest = Math.max(fastest, Math.hypot(after[k][4], after[k][5]));
      }
    }
    expect(seen).toBeGreaterThan(200);
    expect(fastest).toBeGreaterThan(5);
  });

  test("begins where the ego began, and its route is the ego's way", async () => {
    const env = { id: "driving/route-v1", params: recorded(first.map) } as const;
    const vector = await openVector({ envs, env, worlds: 1 });
    await vector.reset(9);
    const [x, y] = first.map.traces![0].poses[0];
    const way = first.moments.reduce((sum, { own }, i) => {
      const before = first.moments[Math.max(0, i - 1)].own;
      return sum + Math.hypot(own[0] - before[0], own[1] - before[1]);
    }, 0);
    const { routeLength, lateral } = vector.features;
    expect(routeLength[0]).toBeGreaterThan(0.95 * way);
    expect(routeLength[0]).toBeLessThan(1.05 * way + 3);
    expect(Math.abs(lateral[0])).toBeLessThan(0.5);
    const poses = new Float64Array(7 * 400);
    await vector.poses(0, poses.subarray(0, 7 * 400));
    expect([poses[7], poses[8]]).toEqual([x, y]);
    await vector.close();
  });

  test.each(["bicycle", "rapier"])("is saved, loaded and branched bit for bit by %s", async (dynamics) => {
    const params = { ...recorded(first.map), dynamics, walkers: 3, hazards: "even" };
    const vector = await openVector({ envs, env: { id: "driving/route-v1", params }, worlds: 1 });
    await vector.reset(2);
    await trace(vector, 40);
    const saved = await vector.save(0);
    const branch = await vector.branch(0, 1);
    const went = await trace(vector, 100);
    expect(await trace(branch, 100)).toBe(went);
    await vector.load(0, saved);
    expect(await trace(vector, 100)).toBe(went);
    expect(saved.length).toBeLessThan(params.map.length / 3); // the map is not in it

    const other = { ...params, map: params.map.replace("recorded", "recordeD") };
    const elsewhere = await openVector({ envs, env: { id: "driving/route-v1", params: other }, worlds: 1 });
    await expect(elsewhere.load(0, saved)).rejects.toMatchObject({ code: "checkpoint/foreign" });
    for (const each of [vector, branch, elsewhere]) await each.close();
  });

  test("outlives OpenDRIVE", () => {
    const map = { ...generateTown(3, { blocks: 2 }), traces: first.map.traces };
    expect(readOpenDrive(readXml(writeOpenDrive(map), "town"), "town").traces).toEqual(map.traces);
  });
});

test("a recorded car is there from its start to its end, as fast as its poses say, and reacts to nobody", async () => {
  const { moments } = await drive(recorded(withTraces(east(5, 20, 60, 8))), 40);
  for (const [step, { things }] of moments.entries()) {
    const isThere = step >= 5 && step < 25;
    const pose = step - 5;
    const expected = isThere ? [60 + 0.8 * pose, 0, 1, 0, 8, 0, 2, 0.9] : new Array(8).fill(0);
    for (const [i, value] of expected.entries()) expect(things[i], `${i} at ${step}`).toBeCloseTo(value, 9);
  }
});

test("a car that would appear on top of the ego is left out, and one that drives into it is not", async () => {
  const ego: Trace = { ...east(0, 60, 20, 2), ego: true };
  const stands: Trace = { ...east(0, 60, 20, 0) };
  const hits: Trace = east(0, 60, 4, 5);
  const { moments } = await drive(recorded(withTraces(ego, stands, hits)), 50, new Array(50).fill([0, 0]));
  expect(moments[0].things[6]).toBe(0);
  expect(moments[49].things[6]).toBe(0);
  expect(moments[49].things[bodySize]).toBeCloseTo(4 + 0.5 * 49, 9);
});

test("traces share as many bodies as there may be", () => {
  const table = compileTraces([east(0, 10), east(4, 10), east(6, 10), east(12, 10), { ...east(0, 9), ego: true }]);
  const listed = (bodies: number) => {
    const { from, values } = sharedOut(table, bodies);
    return Array.from({ length: bodies }, (_, i) => [...values.subarray(from[i], from[i + 1])]);
  };
  expect(listed(1)).toEqual([[0, 3]]);
  expect(listed(2)).toEqual([[0, 3], [1]]);
  expect(listed(3)).toEqual([[0, 3], [1], [2]]);
  expect(listed(0)).toEqual([]);
});

const refused = (traces: readonly unknown[]): string => {
  try {
    checkRoads({ ...smallMap, traces }, "town.json");
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return "fine";
};

test.each([
  [
    "two egos",
    [
      { ...east(0, 20), ego: true },
      { ...east(0, 20), ego: true },
    ],
    "traces 0 and 1 that both say ego: true",
  ],
  ["an ego that comes later", [{ ...east(3, 20), ego: true }], "the ego's trace 0, which starts at step 3"],
  [
    "a jump",
    [
      east(0, 3),
      {
        ...east(0, 3),
        poses: [
          [0, 0, 0],
          [11, 0, 0],
        ],
      },
    ],
    "a jump of 11.0 m from pose 0 to pose 1 in trace 1",
  ],
  ["half a step", [east(0.5, 3)], "0.5 at traces.0.start of town.json; expected a whole number from 0 to"],
  ["no poses", [{ ...east(0, 3), poses: [] }], "0 elements at traces.0.poses"],
])("%s is refused by name", (_, traces, given) => {
  expect(refused(traces)).toContain(given);
});

test.each([
  [
    "leaves the lanes",
    { ...east(0, 40), poses: Array.from({ length: 40 }, (_, i) => [40, 0.9 * i, 0] as const) },
    "leaves the lanes at pose ",
  ],
  ["stands", east(0, 40, 40, 0), "0.0 m long; expected at least 10 m"],
])("an ego that %s is refused before any world is made", async (_, ego, given) => {
  const env = bindEnv(route, recorded(withTraces({ ...ego, ego: true })));
  await expect(env.prepare()).rejects.toThrow(given);
});
