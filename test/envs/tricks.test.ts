import { describe, expect, test } from "vitest";
import { envs as listedEnvs } from "../../envs/index.ts";
import { antBody } from "../../envs/locomotion/bodies/ant.ts";
import { hopperBody } from "../../envs/locomotion/bodies/hopper.ts";
import { humanoidBody } from "../../envs/locomotion/bodies/humanoid.ts";
import { turningInTheAir } from "../../envs/locomotion/flight.ts";
import { generator } from "../../src/core/index.ts";
import { degrees, openSimulation, prepareEngine } from "../../src/physics/index.ts";
import { loaded } from "../loaded.ts";
import { type Pose, pose, rest, stageOf } from "./posed.ts";

const envs = await loaded(listedEnvs);

const bend = (angles: { readonly [joint: string]: number }) =>
  Object.fromEntries(Object.entries(angles).map(([joint, angle]) => [joint, degrees(angle)]));
const forwards = (angle: number) => ({ axis: [0, 1, 0], angle: degrees(angle) }) as const;

/** Within the limits of every joint, the lowest part just over the ground. */
const poses: { readonly [name: string]: Pose } = {
  standing: { z: 1.3 },
  kneel: { z: 0.93, joints: bend({ rightKnee: -90, leftKnee: -90 }) },
  splits: {
    z: 0.78,
    lean: forwards(15),
    joints: bend({ abdomenY: 30, rightHipY: -110, leftHipY: 20, rightKnee: -2, leftKnee: -2 }),
  },
  lotus: {
    z: 0.67,
    joints: bend({
      rightHipX: -24,
      leftHipX: -24,
      rightHipZ: -28,
      leftHipZ: -28,
      rightHipY: -103,
      leftHipY: -103,
      rightKnee: -153,
      leftKnee: -153,
    }),
  },
  "arms-up": {
    z: 1.3,
    joints: bend({
      rightShoulder1: -85,
      rightShoulder2: 20,
      rightElbow: -90,
      leftShoulder1: 85,
      leftShoulder2: -20,
      leftElbow: -90,
    }),
  },
};

/** A humanoid's features after one timestep in a pose. */
async function inPose(task: string, given: Pose) {
  const stage = await stageOf(envs.find(`locomotion/humanoid-${task}-v1`), { frameSkip: 1 });
  await pose(stage, humanoidBody, given);
  rest(stage);
  return (feature: string) => stage.features[feature][0];
}

describe.each(["kneel", "splits", "lotus", "arms-up"])("humanoid %s", (task) => {
  test.each(Object.keys(poses))("in the pose %s", async (name) => {
    const read = await inPose(task, poses[name]);
    expect(read("success")).toBe(name === task ? 1 : 0);
    if (name === task) expect(read("nearness")).toBe(1);
    else expect(read("nearness")).toBeLessThan(1);
  });

  test("not lying on the back", async () => {
    const read = await inPose(task, { ...poses[task], lean: { axis: [0, 1, 0], angle: -Math.PI / 2 } });
    expect(read("success")).toBe(0);
  });
});

test("points of a humanoid as described", async () => {
  const read = await inPose("kneel", { z: 1.4 });
  // hand: upper arm at (0, -0.17, 0.06), lower arm (0.18, -0.18, -0.18) from there, hand (0.18, 0.18, 0.18) on
  expect(read("rightHandHeight")).toBeCloseTo(1.46, 3);
  expect(read("leftHandHeight")).toBeCloseTo(1.46, 3);
  expect(read("headHeight")).toBeCloseTo(1.59, 3);
  expect(read("handsAboveHead")).toBeCloseTo(-0.13, 3);
  // shin 0.26 + 0.165 + 0.04 + 0.403 = 0.868 below; both lean 0.004 rad back, which lifts by less than 1 mm
  expect(read("rightKneeHeight")).toBeCloseTo(0.532, 3);
  expect(read("rightFootHeight")).toBeCloseTo(1.4 - 0.868 - 0.35, 3);
  // thighs begin 0.2 m apart, and each ends 0.01 m further in
  expect(read("kneesSpread")).toBeCloseTo(0.18, 3);
  expect(read("feetSpread")).toBeCloseTo(0.18, 3);
});

describe("ant lying down", () => {
  const ankles = (angle: number) => ({
    frontLeftAnkle: angle,
    frontRightAnkle: -angle,
    backLeftAnkle: -angle,
    backRightAnkle: angle,
  });
  const lying = async (given: Pose) => {
    const stage = await stageOf(envs.find("locomotion/ant-lie-down-v1"), { frameSkip: 1 });
    await pose(stage, antBody, given);
    rest(stage, 100);
    return (feature: string) => stage.features[feature][0];
  };

  test("flat on the ground and still", async () => {
    const read = await lying({ z: 0.39, joints: ankles(0.54) });
    expect(read("legBend")).toBeLessThan(0.6);
    expect(read("jointSpeed")).toBeLessThan(0.1);
    expect(read("success")).toBe(1);
  });

  test("not while standing on bent legs, nor upside down", async () => {
    expect((await lying({ z: 0.58, joints: ankles(1) }))("success")).toBe(0);
    expect((await lying({ z: 0.39, joints: ankles(0.54), lean: { axis: [1, 0, 0], angle: Math.PI } }))("success")).toBe(
      0,
    );
  });
});

test("an ant waves where its foot goes up and down over its torso while the others stand", async () => {
  const stage = await stageOf(envs.find("locomotion/ant-wave-v1"), { frameSkip: 1 });
  const ankles = { frontLeftAnkle: 0.53, frontRightAnkle: -1, backLeftAnkle: -1, backRightAnkle: 0.53 };
  /** In the air, where no foot has been for long, the front left corner lifted by so many degrees. The level tip is 0.29 m under the torso and 1.05 m out. */
  const tilted = async (angle: number) => {
    await pose(stage, antBody, { z: 1.2, joints: ankles, lean: { axis: [-1, 1, 0], angle: degrees(-angle) } });
    rest(stage);
    return ["wavingFootLift", "othersStanding", "waves", "success"].map((name) => stage.features[name][0]);
  };
  const [low, ...down] = await tilted(0);
  expect(low).toBeCloseTo(-0.4 * Math.SQRT2 * Math.sin(0.53), 2);
  expect(down).toEqual([1, 0, 0]);
  const [high, ...up] = await tilted(30);
  // 0.566 (1 + cos 0.53) sin 30 - 0.286 cos 30
  expect(high).toBeCloseTo(0.566 * (1 + Math.cos(0.53)) * 0.5 - 0.286 * Math.cos(degrees(30)), 2);
  expect(up).toEqual([1, 0, 0]);
  expect((await tilted(0)).slice(1)).toEqual([1, 1, 1]);
  expect((await tilted(60)).slice(1)).toEqual([0, 1, 0]); // it has tipped over: upright is cos 60
  expect((await tilted(0)).slice(1)).toEqual([1, 1, 1]); // and that was no half of a wave
  expect((await tilted(30)).slice(1)).toEqual([1, 1, 1]);
  expect((await tilted(0)).slice(1)).toEqual([1, 2, 1]);
});

describe.each([
  ["front", 1],
  ["back", -1],
] as const)("hopper %s flip", (_, direction) => {
  /** Follows moments of [pitch in turns of the right direction, what touches]. */
  async function follow(moments: readonly (readonly [number, "foot" | "torso" | "nothing"])[]) {
    await prepareEngine("mujoco");
    const simulation = openSimulation("mujoco", hopperBody, { varies: false });
    const columns = ["airborne", "pitchTurned", "turnedShare", "success", "pitch", "upright"] as const;
    const features = Object.fromEntries(columns.map((name) => [name, new Float64Array(1)])) as {
      [name in (typeof columns)[number]]: Float64Array;
    };
    const slot = { features, row: 0, observation: new Float32Array(1) };
    const exercise = turningInTheAir(direction, 0.1, slot);
    const rng = generator(0);
    const links = { torso: 1, foot: 4, nothing: undefined };
    exercise.start?.(simulation, rng);
    exercise.measure?.(simulation, false, rng);
    for (const [turns, touches] of moments) {
      features.pitch[0] = direction * turns * 2 * Math.PI;
      features.upright[0] = Math.cos(features.pitch[0]);
      simulation.contacts.fill(0);
      const link = links[touches];
      if (link !== undefined) simulation.contacts[link * 6 + 5] = 50;
      exercise.measure?.(simulation, true, rng);
    }
    simulation.close();
    return {
      airborne: features.airborne[0],
      turned: (direction * features.pitchTurned[0]) / (2 * Math.PI),
      share: features.turnedShare[0],
      success: features.success[0],
    };
  }
  const flight = [
    [0, "foot"],
    [0.05, "nothing"],
    [0.4, "nothing"],
    [0.8, "nothing"],
  ] as const;

  test("counts from take-off", async () => {
    const { airborne, turned, share } = await follow(flight);
    expect(airborne).toBe(1);
    expect(turned).toBeCloseTo(0.75, 9);
    expect(share).toBeCloseTo(0.75, 9);
  });

  test("succeeds after a quarter of a second on the foot, for good", async () => {
    const landed = [...flight, [1, "foot"], [1, "foot"]] as const;
    expect((await follow(landed)).success).toBe(0); // 0.2 s
    expect((await follow([...landed, [1, "foot"]])).success).toBe(1);
    expect((await follow([...landed, [1, "foot"], [1.25, "torso"]])).success).toBe(1);
  });

  test.each([
    ["half a turn", [...flight.slice(0, 3), [0.5, "foot"], [0.5, "foot"], [0.5, "foot"], [0.5, "foot"]]],
    ["landing on the torso", [...flight, [1, "torso"], [1, "foot"], [1, "foot"], [1, "foot"]]],
    ["tipping over after it", [...flight, [1, "foot"], [1, "foot"], [1.2, "foot"], [1.2, "foot"]]],
    ["rolling over the ground", [0, 0.25, 0.5, 0.75, 1, 1, 1, 1].map((turns) => [turns, "torso"])],
    ["the wrong way round", [...flight.map(([t, on]) => [-t, on]), [-1, "foot"], [-1, "foot"], [-1, "foot"]]],
  ] as const)("not by %s", async (_, moments) => {
    expect((await follow(moments as Parameters<typeof follow>[0])).success).toBe(0);
  });
});
