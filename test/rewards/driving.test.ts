import { describe, expect, test } from "vitest";
import { rewards as listedRewards } from "../../rewards/index.ts";
import { bindReward, type Params, rewardRows } from "../../src/core/index.ts";
import { rewardHost } from "../../src/reward/index.ts";
import { loaded } from "../loaded.ts";

const rewards = await loaded(listedRewards);

type Moment = { readonly [name: string]: number | undefined };

/** A car that drives well: at 5 m/s in the middle of a route of 100 m, with nothing ahead. */
const well: Moment = {
  ...{ gained: 0.005, progress: 0.5, routeLength: 100, speed: 5, limit: 10, over: 0, outside: 0, pace: 1 },
  ...{ laneOverstep: 0, roadOverstep: 0, against: 0, lateral: 0, headingError: 0, inJunction: 0, success: 0 },
  ...{ timeToCollision: 10, leadGap: 50, hazardGap: 50, steering: 0, atFault: 0 },
  ...{
    longitudinalAcceleration: 0,
    lateralAcceleration: 0,
    jerk: 0,
    longitudinalJerk: 0,
    yawRate: 0,
    yawAcceleration: 0,
  },
};

const open = (id: string, params: Params = {}) =>
  bindReward(rewards.get(id as never), params).create(
    rewardHost({ goal: "", stepSeconds: 0.1 }, { seats: 1, seed: 0 }),
  );

/** What each step of one car is paid: what differs from driving well, and "t" or "u" where the episode ends. */
function paid(id: string, moments: readonly Moment[], ends = "", params: Params = {}, live = open(id, params)) {
  const { terms, inputs } = bindReward(rewards.get(id as never), params);
  const column = (name: string) => Float64Array.from(moments, (moment) => moment[name] ?? well[name] ?? 0);
  const names = [...new Set([...Object.keys(well), ...moments.flatMap((moment) => Object.keys(moment))])];
  const columns = terms.map(() => new Float64Array(moments.length));
  const features = Object.fromEntries(names.map((name) => [name, column(name)]));
  const flags = (letter: string) => Uint8Array.from(moments, (_, row) => Number(ends[row] === letter));
  live.evaluate(
    rewardRows({
      ...{ steps: moments.length, seats: 1, features },
      before: { features: { steering: Float64Array.from(moments, (_, i) => (i ? features.steering[i - 1] : 0)) } },
      events: Object.fromEntries(
        (inputs.events ?? []).map((name) => [name, Int32Array.from(moments, (moment) => moment[name] ?? 0)]),
      ),
      ...{ terminated: flags("t"), truncated: flags("u") },
    }),
    columns,
  );
  return moments.map((_, row) => ({
    total: columns.reduce((sum, values) => sum + values[row], 0),
    ...Object.fromEntries(terms.map((name, i) => [name, columns[i][row]])),
  })) as { readonly [name: string]: number }[];
}

const totals = (...given: Parameters<typeof paid>) => paid(...given).map(({ total }) => total);

describe("shaped/carl-v1", () => {
  test("pays points of the route, and nothing for standing", () => {
    expect(totals("shaped/carl-v1", [{}, { gained: 0 }, { gained: 0.01 }])).toEqual([0.5, 0, 1]);
  });

  test("multiplies by each factor, whose term is what it took", () => {
    // half of 2.23 m/s too fast: 0.5; one comfort limit of six broken: 1 - 0.5 / 6
    const [row] = paid("shaped/carl-v1", [{ over: 1.115, yawRate: 1 }]);
    expect(row.progress).toBeCloseTo(0.5, 12);
    expect(row.speed).toBeCloseTo(-0.25, 12);
    expect(row.comfort).toBeCloseTo(-0.25 / 12, 12);
    expect(row.total).toBeCloseTo(0.25 * (11 / 12), 12);
    expect(totals("shaped/carl-v1", [{ laneOverstep: 0.1 }])[0]).toBe(0);
  });

  test("remembers a risk for as long as it says, across rollouts, until the episode ends", () => {
    const live = open("shaped/carl-v1", { riskHeld: 0.2 });
    const params = { riskHeld: 0.2 };
    // in the step, and for two steps after it
    expect(totals("shaped/carl-v1", [{ timeToCollision: 0.9 }, {}], "", params, live)).toEqual([0.25, 0.25]);
    const copy = open("shaped/carl-v1", params);
    copy.loadSeat!(0, live.saveSeat!(0));
    for (const each of [live, copy]) expect(totals("shaped/carl-v1", [{}, {}], "", params, each)).toEqual([0.25, 0.5]);
    expect(totals("shaped/carl-v1", [{ timeToCollision: 0 }, {}], "u.", params, live)).toEqual([0.25, 0.5]);
  });

  test("halves after three seconds beside the centre, not in a junction", () => {
    const steps = Array.from({ length: 31 }, () => ({ lateral: -0.6 }));
    expect(totals("shaped/carl-v1", steps)).toEqual([...Array(30).fill(0.5), 0.25]);
    expect(
      totals(
        "shaped/carl-v1",
        steps.map((each) => ({ ...each, inJunction: 1 })),
      ),
    ).toEqual(Array(31).fill(0.5));
  });

  test("a crash and a red light cost the hint, other ends nothing", () => {
    const ends = [{ vehicleCollision: 1 }, { redLight: 1, gained: 0 }, { stopSign: 1 }];
    expect(totals("shaped/carl-v1", ends, "ttt")).toEqual([-0.5, -1, 0.5]);
    expect(totals("shaped/carl-v1", ends, "ttt", { hint: 0 })).toEqual([0.5, 0, 0.5]);
  });

  test("as a sum it takes the same from whoever stands", () => {
    const params = { combine: "sum", price: 0.2 };
    expect(totals("shaped/carl-v1", [{ gained: 0, over: 1.115 }], "", params)[0]).toBeCloseTo(-0.1, 12);
  });

  test("its other factors are off, and work where they are on", () => {
    const params = { tooClose: 2, slowest: 10, steeringChange: 0.5, survival: 0.25 };
    expect(totals("shaped/carl-v1", [{ leadGap: 1 }])[0]).toBe(0.5);
    // half as fast as asked for: 0.25; wheel turned by 0.6: halved; and a quarter for not having ended
    expect(totals("shaped/carl-v1", [{}, { steering: 0.6 }, { leadGap: 1 }], "..t", params)).toEqual([0.5, 0.375, 0]);
  });

  test("an episode is worth at most the whole route, and a step without progress nothing", () => {
    const drive = Array.from({ length: 200 }, (_, i) => ({
      gained: i % 3 ? 0.0075 : 0,
      over: (i % 7) / 3,
      jerk: i % 11,
    }));
    const steps = paid("shaped/carl-v1", drive, `${".".repeat(199)}u`);
    expect(steps.reduce((sum, { total }) => sum + total, 0)).toBeLessThanOrEqual(100);
    expect(steps.every(({ total, progress }) => total <= progress)).toBe(true);
  });
});

describe("shaped/conditioned-v1", () => {
  const weights = {
    ...{ progressWeight: 1, collisionWeight: 1, rulesWeight: 1, offRoadWeight: 1 },
    ...{ laneWeight: 1, comfortWeight: 1, speedWeight: 1 },
  };
  const one = (moment: Moment) => paid("shaped/conditioned-v1", [{ ...weights, offRoad: 0, ...moment }])[0];

  test("pays a share of 10 points for the route, and nothing for standing", () => {
    expect(one({ gained: 0.05 }).total).toBeCloseTo(0.5, 12);
    expect(one({ gained: 0, speed: 0 }).total).toBe(0);
  });

  test("has a price for everything else, each by the driver's own weight", () => {
    // two of six limits of comfort; 3 m/s too fast; 0.5 m outside the lane; half of the car off the road
    const moment = { gained: 0, jerk: 9, yawRate: -1, over: 3, laneOverstep: 0.5, offRoad: 0.5 };
    const { comfort, speed, lane, offRoad, total } = one(moment);
    expect(comfort).toBeCloseTo(-0.01 / 3, 12);
    expect([speed, lane, offRoad]).toEqual([-0.03, -0.005, -0.01]);
    expect(total).toBeCloseTo(-0.01 / 3 - 0.045, 12);
    const heavy = one({ ...moment, comfortWeight: 3, speedWeight: 2, laneWeight: 4, offRoadWeight: 0.5 });
    expect(heavy.comfort).toBeCloseTo(-0.01, 12);
    expect([heavy.speed, heavy.lane, heavy.offRoad]).toEqual([-0.06, -0.02, -0.005]);
  });

  test("a crash, a line and a lost way cost 3 each time the weight, however many things were hit", () => {
    const ends = { vehicleCollision: 2, redLight: 1, offRoute: 1, gained: 0 };
    const { collision, rules, offRoad } = one({ ...ends, collisionWeight: 2, rulesWeight: 0.25, offRoadWeight: 4 });
    expect([collision, rules, offRoad]).toEqual([-6, -0.75, -12]);
    expect(one({ stopSign: 1, gained: 0 }).total).toBe(-3);
  });
});

describe("shaped/driving-sum-v1", () => {
  test("wants top speed where nothing is ahead, and to stand 2 m behind what is", () => {
    // 1 - 1/6 at 5 of 6 m/s; standing 2 m behind: 1; half way through the 8 m: wanted 3 m/s
    const steps = [{}, { speed: 0, hazardGap: 2 }, { speed: 3, hazardGap: 6 }];
    const [first, second, third] = totals("shaped/driving-sum-v1", steps);
    expect(first).toBeCloseTo(5 / 6, 12);
    expect([second, third]).toEqual([1, 1]);
  });

  test("takes for position, heading and a restless wheel", () => {
    const [row] = paid("shaped/driving-sum-v1", [{ speed: 6, lateral: -0.4, headingError: 0.1, steering: 0.02 }]);
    expect(row.total).toBeCloseTo(1 - 0.2 - 0.1 - 0.1, 12);
  });

  test("ends with -1 - v after a crash, -1 after another failure, 0 on arrival", () => {
    const ends = [{ pedestrianCollision: 1 }, {}, { success: 1 }, {}];
    expect(paid("shaped/driving-sum-v1", ends, "tttu").map(({ end }) => end)).toEqual([-6, -1, 0, 0]);
  });
});

describe("shaped/nuplan-sum-v1", () => {
  test("pays eleven sixteenths for standing still", () => {
    expect(totals("shaped/nuplan-sum-v1", [{ gained: 0, speed: 0 }])[0]).toBeCloseTo(11 / 16, 12);
    // half of what 10 m/s allow in 0.1 s
    expect(totals("shaped/nuplan-sum-v1", [{}])[0]).toBeCloseTo(11 / 16 + 2.5 / 16, 12);
    expect(totals("shaped/nuplan-sum-v1", [{ gained: 0, timeToCollision: 0.9, over: 3, jerk: 9 }])[0]).toBe(0);
  });
});

describe("shaped/metadrive-v1", () => {
  test("pays metres and a little speed, and replaces the last step", () => {
    const ends = [{}, { success: 1 }, { vehicleCollision: 1 }, { offRoute: 1 }, { blocked: 1 }];
    const steady = 0.5 + (0.1 * 5) / (80 / 3.6);
    const each = totals("shaped/metadrive-v1", ends, ".tttt");
    for (const [i, value] of [steady, 10, -5, -5, steady].entries()) expect(each[i]).toBeCloseTo(value, 12);
  });
});

describe("sparse/carla-score-v1", () => {
  const drive = [{ redLight: 1 }, { vehicleCollision: 1 }, { progress: 0.8 }];

  test("pays once, in the last row, what the version says", () => {
    // 2.1: 0.8 / (1 + 0.4 + 0.7); 2.0: 0.8 x 0.7 x 0.6
    expect(totals("sparse/carla-score-v1", drive, "..u")[2]).toBeCloseTo(0.8 / 2.1, 12);
    expect(totals("sparse/carla-score-v1", drive, "..u", { version: "2.0" })).toEqual([
      0,
      0,
      expect.closeTo(0.336, 12),
    ]);
  });

  test("each offence's term is what it took, and they sum to the score", () => {
    const [, , row] = paid("sparse/carla-score-v1", drive, "..u", { version: "2.0" });
    expect(row.completion).toBe(0.8);
    expect(row.vehicleCollision).toBeCloseTo(-0.32, 12); // 0.8 x 0.4, as crashes come first
    expect(row.redLight).toBeCloseTo(-0.144, 12); // 0.48 x 0.3
  });

  test("counts the way outside the lanes and slowness", () => {
    const slow = [{ progress: 1, outside: 0.1, pace: 0.5 }];
    expect(totals("sparse/carla-score-v1", slow, "t")[0]).toBeCloseTo(0.9 / 1.2, 12);
    expect(totals("sparse/carla-score-v1", slow, "t", { version: "2.0" })[0]).toBeCloseTo(0.9 * 0.85, 12);
    expect(totals("sparse/carla-score-v1", slow, "t", { version: "1.0" })[0]).toBeCloseTo(0.9, 12);
  });

  test("forgets with the episode", () => {
    expect(totals("sparse/carla-score-v1", [{ redLight: 1, progress: 1 }, { progress: 1 }], "tt")[1]).toBe(1);
  });
});

describe("sparse/nuplan-score-v1", () => {
  const arrived = { progress: 1 };

  test("is 1 for a drive without fault", () => {
    expect(totals("sparse/nuplan-score-v1", [{}, arrived], ".t")).toEqual([0, 1]);
  });

  test("weighs progress 5, risk 5, speed 4 and comfort 2", () => {
    const half = [{ timeToCollision: 0.5 }, { progress: 0.5, jerk: 9 }];
    expect(totals("sparse/nuplan-score-v1", half, ".u")[1]).toBeCloseTo(2.5 / 16 + 4 / 16, 12);
    // 1.115 m/s too fast all the way
    const fast = [{ over: 1.115 }, { ...arrived, over: 1.115 }];
    expect(totals("sparse/nuplan-score-v1", fast, ".t")[1]).toBeCloseTo(14 / 16, 12);
  });

  test.each([
    ["a crash that was another's fault", { vehicleCollision: 1 }, 1],
    ["a crash at fault", { vehicleCollision: 1, atFault: 1 }, 0],
    ["one with what stands", { staticCollision: 1, atFault: 1 }, 0.5],
    ["a corner off the road", { roadOverstep: 0.31 }, 0],
    ["against traffic for 3 m", { against: 3 }, 0.5],
    ["against traffic for 7 m", { against: 7 }, 0],
  ])("%s", (_, moment, score) => {
    expect(totals("sparse/nuplan-score-v1", [moment, arrived], ".t")[1]).toBeCloseTo(score, 12);
  });

  test("is 0 for whoever stands", () => {
    expect(totals("sparse/nuplan-score-v1", [{ progress: 0.1 }], "u")).toEqual([0]);
  });
});

test("what is off stays off for a car that rolls back into another", () => {
  expect(totals("shaped/carl-v1", [{ speed: -1, leadGap: -1 }])).toEqual([0.5]);
});
