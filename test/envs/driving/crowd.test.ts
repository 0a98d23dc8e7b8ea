import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { crowd } from "../../../envs/driving/crowd/crowd.ts";
import { gapAhead } from "../../../envs/driving/crowd/gap-ahead.ts";
import { pairs } from "../../../envs/driving/crowd/pairs.ts";
import { type CrowdRoute, crowdTown } from "../../../envs/driving/crowd/places.ts";
import { type CrowdState, crowdState, status } from "../../../envs/driving/crowd/state.ts";
import { timeToTouch } from "../../../envs/driving/crowd/time-to-touch.ts";
import { placeOnRoute } from "../../../envs/driving/roads/route.ts";
import { sampleSize } from "../../../envs/driving/roads/sampled.ts";
import { driven } from "../../../envs/driving/town/bicycle.ts";
import { bodySize, placeBody } from "../../../envs/driving/town/boxes.ts";
import { noCollision, timeToCollision } from "../../../envs/driving/town/collision-time.ts";
import { onRoute } from "../../../envs/driving/town/state.ts";
import { envs } from "../../../envs/index.ts";
import { checkEnv } from "../../../src/check/index.ts";
import { openStage, type Stage } from "../../../src/check/stage.ts";
import { bindEnv, generator, type Params } from "../../../src/core/index.ts";
import { openVector } from "../../../src/vector/index.ts";
import { beyondSample, sample } from "../../sample.ts";
import { continued } from "./crowd-continued.ts";

const small = { seats: 4, towns: 2, blocks: 6 };

/** Bodies in a row: place, heading and speed of each. */
function bodiesOf(...all: readonly (readonly [x: number, y: number, heading: number, speed: number])[]): Float64Array {
  const bodies = new Float64Array(bodySize * all.length);
  for (const [i, [x, y, heading, speed]] of all.entries()) {
    placeBody(bodies, bodySize * i, x, y, Math.cos(heading), Math.sin(heading), speed);
    bodies[bodySize * i + 6] = 2.25;
    bodies[bodySize * i + 7] = 0.95;
  }
  return bodies;
}

/** A route straight to the east, on a lane of its own. */
const straight = (lane: number): CrowdRoute => ({
  ...{
    parts: 100,
    spacing: 1,
    length: 100,
    startOf: Float64Array.from([0, 1, 2], (i) => (i === lane ? 0 : Number.NaN)),
  },
  takes: Int32Array.of(1 << lane),
  line: Float32Array.from({ length: 404 }, (_, i) => [i >> 2, 0, 1, 0][i & 3]),
  ...({} as Omit<CrowdRoute, "parts" | "spacing" | "length" | "startOf" | "line" | "takes">),
});

/** Cars that all follow straight routes on lane 0, and are told to be on lanes. */
const lookAt = (bodies: Float64Array, lanes: readonly number[]) =>
  pairs(bodies, {
    routes: lanes.map(() => straight(0)),
    along: Float64Array.from(lanes, (_, i) => bodies[bodySize * i]),
    lane: Int32Array.from(lanes),
    onLane: Float64Array.from(lanes, (_, i) => bodies[bodySize * i]),
  })();

describe("pairs of cars", () => {
  test("touch at the same moment as bodies do one by one", () => {
    const rng = generator(3, "pairs");
    let met = 0;
    for (let i = 0; i < 2000; i++) {
      const drawn = () =>
        [rng.uniform(-25, 25), rng.uniform(-25, 25), rng.uniform(-3.2, 3.2), rng.uniform(0, 14)] as const;
      const bodies = bodiesOf(drawn(), drawn());
      const [a, b] = [bodies.subarray(0, bodySize), bodies.subarray(bodySize)];
      const time = timeToTouch(bodies, 0, bodySize);
      expect(time).toBeCloseTo(timeToCollision(a, b, { at: Int32Array.of(0), count: 1 }), 9);
      expect(timeToTouch(bodies, bodySize, 0)).toBe(time);
      if (time < noCollision) met++;
    }
    expect(met).toBeGreaterThan(100);
  });

  test("are known to both: time to collision, gap, speeds around, the nearest first", () => {
    // 0 follows 1, which stands; 2 comes towards both on the other side of the road; 3 is out of sight
    const found = lookAt(bodiesOf([0, 0, 0, 10], [20, 0, 0, 0], [30, 4, Math.PI, 5], [95, 40, 0, 8]), [0, 0, 1, 2]);
    // 20 m less two halves of 4.5 m at 10 m/s is 1.55 s, which is seen at 1.7 s
    expect(Array.from(found.timeToCollision, (time) => Number(time.toFixed(9)))).toEqual([1.7, 1.7, 10, 10]);
    // 2 is 4 m beside the route, more than two half widths and 0.3 m; 1 is ahead of it on lane 0, but behind its back
    expect(Array.from(found.lead)).toEqual([15.5, 50, 50, 50]);
    expect(Array.from(found.seen)).toEqual([2, 2, 2, 0]);
    expect([0, 1, 2].map((seat) => Array.from(found.neighbours.subarray(8 * seat, 8 * seat + 2)))).toEqual([
      [1, 2],
      [2, 0],
      [1, 0],
    ]);
    expect([Array.from(found.speeds), Array.from(found.around)]).toEqual([
      [5, 15, 10, 0],
      [2, 2, 2, 0],
    ]);
    expect(found.touches).toBe(0);
  });

  test("who crosses the route is in the way, who has passed is not", () => {
    const bodies = bodiesOf([0, 0, 0, 10], [12, 1, Math.PI / 2, 3], [-9, 0, 0, 0]);
    const where = {
      ...{ routes: [straight(0), straight(1), straight(1)], along: Float64Array.of(0, 0, 0) },
      ...{ lane: Int32Array.of(0, -1, 1), onLane: new Float64Array(3) },
    };
    expect(gapAhead(where, bodies, 0, 1)).toBeCloseTo(12 - 4.5, 9);
    expect(gapAhead(where, bodies, 0, 2)).toBe(50);
  });

  test("eight neighbours are the eight nearest", () => {
    const rng = generator(5, "nearest");
    const places = Array.from({ length: 40 }, () => [rng.uniform(0, 90), rng.uniform(0, 90), 0, 0] as const);
    const found = lookAt(
      bodiesOf(...places),
      places.map(() => 2),
    );
    for (const [seat, [x, y]] of places.entries()) {
      const away = (i: number) => (places[i][0] - x) ** 2 + (places[i][1] - y) ** 2;
      const others = [...places.keys()].filter((i) => i !== seat && away(i) <= 3600);
      const nearest = others.sort((a, b) => away(a) - away(b)).slice(0, 8);
      expect(Array.from(found.neighbours.subarray(8 * seat, 8 * seat + found.seen[seat]))).toEqual(nearest);
    }
  });
});

describe("a crowd", () => {
  let stage: Stage;
  let actions: Float32Array;
  beforeAll(async () => {
    const bound = bindEnv(crowd, small);
    await bound.prepare();
    stage = openStage(bound, 2);
    actions = stage.actions as Float32Array;
  });

  const policyOf = (row: number) =>
    (stage.observations as { policy: Float32Array }).policy.subarray(130 * row, 130 * (row + 1));
  const townNow = (state: CrowdState) =>
    crowdTown({ split: "train", first: 0, blocks: 6, shortest: 80, longest: 200 }, state.clock[0], 4);

  /** Changes what a world is. */
  function change(how: (state: CrowdState) => void, world = 0): void {
    const moment = stage.save(world);
    const state = crowdState(4);
    state.load(moment.world);
    how(state);
    stage.load(world, { ...moment, world: state.save() });
  }

  /** Puts a car on its own route. */
  function put(state: CrowdState, seat: number, along: number, speed: number): void {
    const place = new Float64Array(sampleSize);
    const route = townNow(state).routes[state.route[seat]];
    placeOnRoute(route, along, place);
    const car = state.cars[seat];
    for (const [i, value] of [place[0], place[1], place[4], speed].entries()) car.driven[i] = value;
    car.route[onRoute.along] = car.route[onRoute.farthest] = along;
    car.route[onRoute.point] = Math.round(along / route.spacing);
  }

  /** Puts car 1 across the way of car 0. */
  const collide = () =>
    change((state) => {
      const [first, second] = state.cars;
      first.driven[driven.speed] = 8;
      for (const i of [driven.x, driven.y, driven.heading]) second.driven[i] = first.driven[i];
      second.driven[driven.x] += 4.8 * Math.cos(first.driven[driven.heading]);
      second.driven[driven.y] += 4.8 * Math.sin(first.driven[driven.heading]);
    });

  test("begins with a place and a route for everyone, at least 80 m through a junction", () => {
    for (let seed = 0; seed < 20; seed++) {
      stage.reset(0, seed);
      const state = crowdState(4);
      state.load(stage.save(0).world);
      const town = townNow(state);
      for (const route of state.route) {
        expect(town.routes[route].inJunction).toContain(1);
        expect(town.routes[route].length).toBeGreaterThanOrEqual(80);
      }
      expect(Array.from(stage.features.timeToCollision.subarray(0, 4))).not.toContain(0);
      expect(new Set(state.route).size).toBe(4);
    }
  });

  test("a crash ends both and nobody else; at fault is who drove into the other", () => {
    stage.reset(0, 1);
    collide();
    actions.fill(0);
    stage.step(0); // 0.8 m at 8 m/s, where 0.3 m were between the bumpers
    expect(Array.from(stage.events.vehicleCollision.subarray(0, 4))).toEqual([1, 1, 0, 0]);
    expect([0, 1, 2, 3].map((seat) => stage.hasEnded(0, seat))).toEqual([true, true, false, false]);
    expect(stage.worlds[0].terminated(0)).toBe(true);
    expect(Array.from(stage.features.atFault.subarray(0, 2))).toEqual([1, 0]);
    expect(Array.from(stage.features.speed.subarray(0, 2))).toEqual([0, 0]);
    expect(Array.from(stage.features.timeToCollision.subarray(0, 2))).toEqual([0, 0]);
    stage.settle(0);
    expect(Array.from(stage.present.subarray(0, 4))).toEqual([0, 0, 1, 1]);
    stage.step(0);
    change((state) => {
      expect(Array.from(state.status)).toEqual([status.gone, status.gone, status.drives, status.drives]);
      expect([state.bodies[6], state.bodies[bodySize + 6]]).toEqual([0, 0]);
    });
    expect(stage.events.vehicleCollision[0]).toBe(0);
  });

  test("who arrives has left the road, and is cut instead of ended", () => {
    stage.reset(0, 2);
    change((state) => put(state, 2, townNow(state).routes[state.route[2]].length - 2.5, 10));
    actions.fill(0);
    stage.step(0);
    const world = stage.worlds[0];
    expect([stage.features.success[2], stage.events.arrived[2], stage.features.progress[2]]).toEqual([
      ...[1, 1],
      expect.closeTo(1, 1),
    ]);
    expect([world.terminated(2), world.truncated?.(2), world.truncated?.(0)]).toEqual([false, true, false]);
    stage.settle(0);
    expect(world.present?.(2)).toBe(false);
  });

  test("whoever stands for half a minute or leaves the road has failed", () => {
    stage.reset(0, 3);
    change((state) => {
      state.cars[0].route[onRoute.standing] = 29.95;
      const { driven: self } = state.cars[1];
      self[driven.x] -= 40 * Math.sin(self[driven.heading]);
      self[driven.y] += 40 * Math.cos(self[driven.heading]);
    });
    actions.fill(0);
    stage.step(0);
    expect([stage.events.blocked[0], stage.events.offRoute[1]]).toEqual([1, 1]);
    expect([0, 1, 2].map((seat) => stage.worlds[0].terminated(seat))).toEqual([true, true, false]);
  });

  test.each(["light", "stop"] as const)(
    "a %s line may not be crossed, which ends a drive unless told otherwise",
    (kind) => {
      for (const ends of ["offence", "crash"] as const) {
        const other = openStage(bindEnv(crowd, { ...small, ends }), 1);
        let crossed = 0;
        for (let seed = 0; seed < 60 && crossed === 0; seed++) {
          other.reset(0, seed);
          const moment = other.save(0);
          const state = crowdState(4);
          state.load(moment.world);
          for (let seat = 0; seat < 4; seat++) {
            const route = townNow(state).routes[state.route[seat]];
            const stop = route.stopKind.findIndex((which, i) =>
              kind === "stop" ? which === 1 : which === 0 && route.stopLight[i] >= 0,
            );
            if (stop < 0) continue;
            put(state, seat, route.stopAt[stop] - 2.75, 8); // half a metre before the line
          }
          other.load(0, { ...moment, world: state.save() });
          (other.actions as Float32Array).fill(0);
          other.step(0);
          const events = kind === "light" ? other.events.redLight : other.events.stopSign;
          for (let seat = 0; seat < 4; seat++) {
            if (events[seat] === 0 || other.events.vehicleCollision[seat] > 0) continue;
            crossed++;
            expect(other.worlds[0].terminated(seat)).toBe(ends === "offence");
          }
        }
        expect(crossed).toBeGreaterThan(0);
      }
    },
  );

  test("goes on from the middle of a collision, here, in another world and in another process", () => {
    stage.reset(0, 4);
    collide();
    actions.fill(0);
    stage.step(0);
    stage.settle(0);
    const moment = stage.save(0);
    const there = execFileSync(process.execPath, [fileURLToPath(new URL("./crowd-continued.ts", import.meta.url))], {
      input: JSON.stringify({ params: small, world: Buffer.from(moment.world).toString("base64") }),
      encoding: "utf8",
    });
    const here = continued(small, moment.world);
    expect(here.length).toBeGreaterThan(100);
    expect(JSON.parse(there)).toEqual(here);
  });

  test("sees the eight nearest in its own frame", () => {
    stage.reset(0, 5);
    change((state) => {
      const [own, other] = state.cars;
      const heading = own.driven[driven.heading];
      other.driven.fill(0);
      // 8 m ahead and 3.5 m to the left, the other way round, at 4 m/s
      other.driven[driven.x] = own.driven[driven.x] + 8 * Math.cos(heading) - 3.5 * Math.sin(heading);
      other.driven[driven.y] = own.driven[driven.y] + 8 * Math.sin(heading) + 3.5 * Math.cos(heading);
      other.driven[driven.heading] = heading + Math.PI;
      other.driven[driven.speed] = 4;
    });
    actions.fill(0);
    stage.step(0);
    const [ahead, left, fast, aside, cos, sin, seen] = policyOf(0).subarray(48, 55);
    expect([left, fast, aside, cos, sin, seen].map((value) => Number(value.toFixed(4)) + 0)).toEqual([
      3.5, -4, 0, -1, 0, 1,
    ]);
    expect(ahead).toBeCloseTo(7.6, 4); // it came 0.4 m closer
  });
});

const contracts: readonly (readonly [string, Params])[] = [
  ["64 seats", { seats: 64, blocks: 24, towns: 1 }],
  ["2 seats", { ...small, seats: 2 }],
  ["a grid of pedals and wheels", { ...small, actions: "grid" }],
  ["wishes", { ...small, actions: "meta" }],
  ["weights of their own", { ...small, conditioned: true }],
];
const chosen = sample(contracts, 1);

test.for(contracts)("keeps its contract with %s", async (contract, { skip }) => {
  if (!chosen.has(contract)) skip(beyondSample);
  const [, params] = contract;
  const findings = await checkEnv(crowd as never, { params, memory: false, steps: 60 });
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
});

test("more seats than a town has room for are refused, with the town's number, before any world is made", async () => {
  const open = (seats: number) =>
    openVector({
      envs,
      env: { id: "driving/crowd-v1", params: { seats, blocks: 1, towns: 2, shortest: 40 } },
      worlds: 1,
    });
  await expect(open(64)).rejects.toMatchObject({
    code: "params/invalid",
    given: expect.stringMatching(/^seats = 64 in town [01] of 1 blocks, with room for \d+ to start$/),
  });
});

describe("weights", () => {
  test("are 1 unless they are drawn; drawn, they differ, are seen, and last as long as an episode", async () => {
    const open = (conditioned: boolean) =>
      openVector({ envs, env: { id: "driving/crowd-v1", params: { ...small, conditioned } }, worlds: 2 });
    const names = ["progress", "collision", "rules", "offRoad", "lane", "comfort", "speed"].map(
      (name) => `${name}Weight`,
    );
    const plain = await open(false);
    await plain.reset(1);
    for (const name of names) expect(Array.from(plain.features[name])).toEqual(Array(8).fill(1));
    await plain.close();

    const vector = await open(true);
    await vector.reset(1);
    const { policy } = vector.observations as { policy: Float32Array };
    expect(policy.length).toBe(8 * 137);
    const first = names.map((name) => Array.from(vector.features[name]));
    expect(new Set(first.flat()).size).toBe(56);
    for (const [i, weights] of first.entries())
      for (const [row, weight] of weights.entries()) {
        expect(weight).toBeGreaterThan(1 / 4);
        expect(weight).toBeLessThan(4);
        expect(2 ** policy[137 * row + 130 + i]).toBeCloseTo(weight, 5);
      }
    (vector.actions as Float32Array).fill(0);
    for (let step = 0; step < 20; step++) await vector.step();
    expect(names.map((name) => Array.from(vector.features[name]))).toEqual(first);
    await vector.close();
  });
});
