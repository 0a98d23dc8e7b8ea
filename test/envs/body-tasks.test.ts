import { describe, expect, test } from "vitest";
import { envs as listedEnvs } from "../../envs/index.ts";
import { antBody } from "../../envs/locomotion/bodies/ant.ts";
import { hopperBody } from "../../envs/locomotion/bodies/hopper.ts";
import { roughGround } from "../../envs/locomotion/rough-ground.ts";
import { stairway } from "../../envs/locomotion/stairs.ts";
import { onTerrain, type Terrain } from "../../envs/locomotion/terrain.ts";
import { randomActor } from "../../src/check/actors.ts";
import type { Stage } from "../../src/check/stage.ts";
import { arraysOf, bindEnv, type Episode, type FeatureSummary, generator } from "../../src/core/index.ts";
import { type Body, engines, openSimulation, prepareEngine } from "../../src/physics/index.ts";
import { loaded } from "../loaded.ts";
import { pose, rest, stageOf } from "./posed.ts";

const envs = await loaded(listedEnvs);

const read = (stage: Stage, feature: string) => stage.features[feature][0];
const observed = (stage: Stage) => arraysOf(stage.observations)[0];

/** An episode of which only this is known. */
function episode(
  features: { readonly [name: string]: Partial<FeatureSummary> },
  rest: Partial<Omit<Episode, "features">> = {},
): Episode {
  const summary = { first: 0, last: 0, lowest: 0, highest: 0, mean: 0 };
  return {
    steps: 1000,
    maxSteps: 1000,
    terminated: false,
    truncated: true,
    events: {},
    features: Object.fromEntries(Object.entries(features).map(([name, known]) => [name, { ...summary, ...known }])),
    ...rest,
  };
}
const score = (name: string, played: Episode) => bindEnv(envs.find(`locomotion/${name}-v1`)).score(played);

describe("standing", () => {
  test("is being upright and at height; a far fall ends it", async () => {
    const stage = await stageOf(envs.find("locomotion/hopper-stand-v1"), { frameSkip: 1 });
    const standing = async (z: number, pitch: number) => {
      await pose(stage, hopperBody, { joints: { rootZ: z, rootPitch: pitch } }); // z as rootZ counts it
      rest(stage);
      return [read(stage, "standing"), Number(stage.worlds[0].terminated(0))];
    };
    expect(await standing(1.25, 0)).toEqual([1, 0]);
    expect(await standing(1.25, 0.3)).toEqual([1, 0]); // cos 0.3 = 0.955
    expect(await standing(1.25, 0.35)).toEqual([0, 0]); // 0.939
    expect(await standing(0.95, 0)).toEqual([0, 0]);
    expect(await standing(0.35, 1.5)).toEqual([0, 1]);
  });

  test("is scored by its share of the full time", () => {
    expect(score("hopper-stand", episode({ standing: { mean: 0.5 } }))).toBe(0.5);
    expect(score("hopper-stand", episode({ standing: { mean: 0.5 } }, { steps: 500, terminated: true }))).toBe(0.25);
  });
});

describe("commands", () => {
  test("a walker is told a speed, which is redrawn in time and observed one step ahead", async () => {
    const params = { commandedSpeed: [1, 2], standShare: 0, commandEvery: [0.4, 0.4], fallenHeight: -10 };
    const stage = await stageOf(envs.find("locomotion/walker2d-steer-v1"), params);
    const act = randomActor(1);
    const told = [read(stage, "commandedSpeed")];
    for (let step = 0; step < 200; step++) {
      const ahead = observed(stage)[17];
      act(stage, 0);
      stage.step(0);
      const commanded = read(stage, "commandedSpeed");
      expect(ahead).toBe(Math.fround(commanded));
      expect(commanded).toBeGreaterThanOrEqual(1);
      expect(commanded).toBeLessThan(2);
      const error = Math.abs(read(stage, "forwardSpeed") - commanded);
      expect(read(stage, "speedError")).toBe(error);
      expect(read(stage, "tracking")).toBeCloseTo(Math.exp(-Math.LN10 * error * error), 12); // 0.1 at 1 m/s
      if (commanded !== told.at(-1)) told.push(commanded);
    }
    expect(told.length).toBe(4); // after 50 steps of 0.008 s each, the last of them after the 200 steps
  });

  test("of which some are to stand", async () => {
    const stage = await stageOf(envs.find("locomotion/walker2d-steer-v1"), { standShare: 0.5 });
    let stood = 0;
    for (let i = 0; i < 400; i++) {
      stage.reset(0);
      if (read(stage, "commandedSpeed") === 0) stood++;
    }
    expect(stood).toBeGreaterThan(160); // 200 +- 10
    expect(stood).toBeLessThan(240);
  });

  test.each([0, 1, -2])("an ant faces 0.5 rad and stands still, told to go at 2 m/s along %d rad", async (heading) => {
    const params = {
      commandedSpeed: [2, 2],
      standShare: 0,
      commandedHeading: [heading, heading],
      frameSkip: 1,
      includeContacts: false,
    };
    const stage = await stageOf(envs.find("locomotion/ant-steer-v1"), params);
    await pose(stage, antBody, { z: 2, lean: { axis: [0, 0, 1], angle: 0.5 } });
    rest(stage); // where it was before the pose tells its speed, so a second one
    rest(stage);
    expect(read(stage, "commandedHeading")).toBe(heading);
    expect(read(stage, "headingError")).toBeCloseTo(0.5 - heading, 9);
    expect(read(stage, "speedError")).toBeCloseTo(2, 9);
    expect(read(stage, "tracking")).toBeCloseTo(0.1 ** 4 * 0.1 ** ((0.5 - heading) ** 2), 12);
    const ending = Array.from(observed(stage)).slice(-3);
    [2, Math.cos(0.5 - heading), Math.sin(0.5 - heading)].forEach((value, i) => {
      expect(ending[i]).toBeCloseTo(value, 6);
    });
  });

  test("going as told is full tracking", async () => {
    const params = { commandedSpeed: [0, 0], commandedHeading: [0, 0], frameSkip: 1 };
    const stage = await stageOf(envs.find("locomotion/ant-steer-v1"), params);
    await pose(stage, antBody, { z: 2 });
    rest(stage, 2);
    expect(read(stage, "tracking")).toBeCloseTo(1, 9);
  });
});

/** Whether a ball touches where the terrain says its ground is, and not 3 cm higher. */
async function matches(
  terrain: Terrain,
  places: readonly (readonly [number, number])[],
  engine: (typeof engines)[number],
) {
  const radius = 0.05;
  const ball: Body = {
    ...antBody,
    name: "ball",
    surface: { ...antBody.surface, margin: 0, looksFor: 1 },
    ground: [{ ...antBody.ground[0], name: "floor" }],
    links: [
      {
        name: "ball",
        at: [0, 0, 0],
        joints: [{ name: "root", kind: "free" }],
        shapes: [{ form: { kind: "sphere", radius } }],
      },
    ],
    motors: [],
  };
  await prepareEngine(engine);
  const simulation = openSimulation(engine, onTerrain(ball, terrain), { varies: false });
  const touches = (x: number, y: number, z: number) => {
    simulation.reset();
    simulation.positions.set([x, y, z]);
    simulation.place();
    simulation.step(1);
    return Math.hypot(simulation.contacts[9], simulation.contacts[10], simulation.contacts[11]) > 0;
  };
  const wrong = places.filter(([x, y]) => {
    const ground = terrain.heightAt(x, y);
    return touches(x, y, ground + radius + 0.03) || !touches(x, y, ground + radius - 0.03);
  });
  simulation.close();
  return wrong;
}

describe("terrain", () => {
  const scattered = (count: number, halfX: number, halfY: number) => {
    const rng = generator(4, "places");
    return Array.from({ length: count }, () => [rng.uniform(-halfX, halfX), rng.uniform(-halfY, halfY)] as const);
  };

  test.each(engines)("heights are where %s has them", async (engine) => {
    const rough = roughGround({ terrainSeed: 7, roughness: 0.3 });
    expect(await matches(rough, scattered(100, 32, 10), engine)).toEqual([]);
    const stairs = stairway({ rise: 0.2, depth: 1, stairs: 5 });
    const flatEnough = scattered(100, 10, 6).filter(
      ([x, y]) => (x + 100) % 1 > 0.1 && (x + 100) % 1 < 0.9 && Math.abs(y) < 4.9,
    );
    expect(await matches(stairs, flatEnough, engine)).toEqual([]);
  });

  test("rough ground is flat at its border, as rough as asked, another by another seed", () => {
    const rough = roughGround({ terrainSeed: 0, roughness: 0.15 });
    const heights = scattered(5000, 30, 9).map(([x, y]) => rough.heightAt(x, y));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...heights)).toBeLessThanOrEqual(0.15);
    expect(Math.max(...heights)).toBeGreaterThan(0.12);
    expect([rough.heightAt(-30, 0), rough.heightAt(0, 9), rough.heightAt(100, 0)]).toEqual([0, 0, 0]);
    expect(roughGround({ terrainSeed: 1, roughness: 0.15 }).heightAt(1, 1)).not.toBe(rough.heightAt(1, 1));
  });

  test("stairs rise by steps", () => {
    const { heightAt } = stairway({ rise: 0.1, depth: 0.8, stairs: 20 });
    const heights = [1.99, 2.01, 2.79, 2.81, 17.1, 17.3, 30].map((x) => heightAt(x, 0));
    // the twentieth begins at 2 + 19 * 0.8 = 17.2 m and ends with the landing at 37.2 m
    [0, 0.1, 0.1, 0.2, 1.9, 2, 2].forEach((height, i) => {
      expect(heights[i]).toBeCloseTo(height, 12);
    });
    expect([heightAt(38, 0), heightAt(10, 5.1)]).toEqual([0, 0]);
  });

  test("an ant on the second stair has climbed it, and sees the third ahead", async () => {
    const stairs = { rise: 0.1, depth: 0.8, stairs: 4 };
    const stage = await stageOf(envs.find("locomotion/ant-stairs-v1"), {
      ...stairs,
      frameSkip: 1,
      includeContacts: false,
    });
    const start = Math.abs(read(stage, "height") - read(stage, "clearance"));
    expect([start, read(stage, "climbed"), read(stage, "climbedShare")]).toEqual([0, 0, 0]); // before the stairs
    await pose(stage, onTerrain(antBody, stairway(stairs)), { x: 3.5, y: 1, z: 1 });
    rest(stage);
    expect(read(stage, "groundHeight")).toBeCloseTo(0.2, 12);
    expect(read(stage, "climbed")).toBeCloseTo(0.2, 12);
    expect(read(stage, "climbedShare")).toBeCloseTo(0.5, 12);
    expect(read(stage, "clearance")).toBeCloseTo(0.8, 2);
    // 0.5 m behind, here, and 0.5, 1 and 1.5 m ahead: at 3, 3.5, 4, 4.5 and 5 m, each row alike; from 1 m high
    const rows = [0.2, 0.2, 0.3, 0.4, 0.4].flatMap((height) => [height, height, height]);
    const grid = Array.from(observed(stage)).slice(-15);
    rows.forEach((height, i) => {
      expect(grid[i]).toBeCloseTo(height - read(stage, "height"), 6);
    });
    // facing left it looks along the stair that it is on
    await pose(stage, onTerrain(antBody, stairway(stairs)), {
      x: 3.5,
      y: 1,
      z: 1,
      lean: { axis: [0, 0, 1], angle: Math.PI / 2 },
    });
    rest(stage);
    const turned = Array.from(observed(stage)).slice(-15);
    for (let i = 0; i < 15; i += 3) {
      expect(turned[i]).toBeCloseTo(0.3 - read(stage, "height"), 6); // to its right, up the stairs
      expect(turned[i + 2]).toBeCloseTo(0.2 - read(stage, "height"), 6);
    }
  });

  test("starts are drawn, above the ground", async () => {
    const stage = await stageOf(envs.find("locomotion/humanoid-rough-v1"), { excludePosition: false, roughness: 1 });
    const starts = new Set<number>();
    for (let i = 0; i < 20; i++) {
      stage.reset(0);
      starts.add(observed(stage)[0]);
      expect(read(stage, "clearance")).toBeGreaterThan(1.38);
    }
    expect(starts.size).toBe(20);
  });

  test("climbing is scored by the highest place, rough ground by distance", () => {
    expect(score("ant-stairs", episode({ climbedShare: { highest: 0.75, last: 0.2 } }))).toBe(0.75);
    expect(score("ant-rough", episode({ forwardSpeed: { mean: 0.5 } }, { steps: 800 }))).toBeCloseTo(0.4, 12);
  });
});

describe("pushes", () => {
  test("are counted, and a body that stands on has recovered from each", async () => {
    // of no strength, so that an ant which does nothing stands through them
    const params = { randomise: { pushEvery: 2, pushSpeed: 0 } };
    const stage = await stageOf(envs.find("locomotion/ant-push-v1"), params);
    const events: [number, string][] = [];
    for (let step = 1; step <= 90; step++) {
      rest(stage);
      for (const name of ["pushed", "recovered"]) if (stage.events[name][0]) events.push([step, name]);
      if (events.at(-1)?.[0] === step && events.at(-1)?.[1] === "pushed")
        expect([read(stage, "timeSincePush"), read(stage, "recovered")]).toEqual([0.05, 0]);
    }
    // steps of 0.05 s: a push after 2 s, recovered 0.5 s later with the step of the push counted in
    expect(events.map(([, name]) => name)).toEqual(["pushed", "recovered", "pushed", "recovered"]);
    const [first, second, third] = events.map(([step]) => step);
    expect(Math.abs(first - 40)).toBeLessThanOrEqual(1);
    expect(Math.abs(second - first - 9)).toBeLessThanOrEqual(1);
    expect(Math.abs(third - first - 40)).toBeLessThanOrEqual(1);
  });

  const played = (
    pushed: number,
    recovered: number,
    last: { recovered: number; timeSincePush: number },
    rest: Partial<Episode> = {},
  ) =>
    score(
      "hopper-push",
      episode(
        { recovered: { last: last.recovered }, timeSincePush: { last: last.timeSincePush } },
        { events: { pushed, recovered }, ...rest },
      ),
    );

  test("are scored by the share that was recovered from", () => {
    expect(played(4, 4, { recovered: 1, timeSincePush: 1 })).toBe(1);
    expect(played(4, 3, { recovered: 0, timeSincePush: 2.5 })).toBe(0.75);
    expect(played(4, 3, { recovered: 0, timeSincePush: 0.3 })).toBe(1); // the last one is too young
    expect(played(1, 0, { recovered: 0, timeSincePush: 0.3 })).toBe(0);
    expect(played(0, 0, { recovered: 1, timeSincePush: 5 })).toBe(0);
    // fell to the second push in the middle: half of them, and none of the second half
    const fell = { steps: 500, terminated: true, truncated: false };
    expect(played(2, 1, { recovered: 0, timeSincePush: 0.3 }, fell)).toBe(0.25);
  });
});

test("poses are scored by how long they are held, flips by their landing", () => {
  expect(score("humanoid-kneel", episode({ success: { mean: 0.25 } }))).toBe(0.5);
  expect(score("humanoid-kneel", episode({ success: { mean: 0.75 } }))).toBe(1);
  expect(score("hopper-back-flip", episode({ success: { highest: 0 }, turnedShare: { highest: 0.5 } }))).toBe(0.25);
  expect(score("hopper-back-flip", episode({ success: { highest: 1 }, turnedShare: { highest: 0.9 } }))).toBe(1);
});

test("every body says how it is", async () => {
  const said = async (name: string) => {
    const stage = await stageOf(envs.find(`locomotion/${name}-v1`));
    return stage.worlds[0].text?.();
  };
  expect(await said("hopper")).toMatch(
    /^Its height is 1\.2\d m, it is upright to 1\.00 of 1, it moves forward at -?0\.0\d m\/s/,
  );
  expect(await said("humanoid-kneel")).toMatch(/it is 0\.\d\d of 1 near the pose, success is 0\.$/);
  for (const { id } of envs.all.filter(({ id }) => id.startsWith("locomotion/")))
    expect(await said(id.slice("locomotion/".length, -"-v1".length)), id).toMatch(/^[A-Z].*\d.*\.$/);
});
