import fc from "fast-check";
import { expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { generator, poseSize, type SceneDescription, sample, sceneRows, write } from "../../src/core/index.ts";
import {
  type EpisodeRecord,
  episodeRecorder,
  packEpisode,
  parseEpisode,
  posesAt,
  withRoundedFeatures,
} from "../../src/record/index.ts";
import { poseTape } from "../../src/record/poses.ts";
import { openVector } from "../../src/vector/index.ts";
import { origin } from "./recorded-episodes.ts";

/** Angle between two turns [rad]. */
function angleBetween(one: Float64Array, other: Float64Array): number {
  const chord = Math.min(
    Math.hypot(...[0, 1, 2, 3].map((i) => one[i] - other[i])),
    Math.hypot(...[0, 1, 2, 3].map((i) => one[i] + other[i])),
  );
  return 4 * Math.asin(chord / 2);
}

/** The largest errors of places [m] and turns [rad] in `[rows, 7]`. */
function errorsOf(read: Float64Array, exact: Float64Array) {
  const errors = { place: 0, turn: 0 };
  for (let at = 0; at < exact.length; at += poseSize) {
    const off = Math.hypot(...[0, 1, 2].map((i) => read[at + i] - exact[at + i]));
    const angle = angleBetween(read.subarray(at + 3, at + 7), exact.subarray(at + 3, at + 7));
    errors.place = Math.max(errors.place, off);
    errors.turn = Math.max(errors.turn, angle);
  }
  return errors;
}

const sceneOf = (rows: number): SceneDescription => ({
  parts: [{ form: { kind: "sphere", radius: 1 }, colour: [1, 0, 0], row: rows - 1 }],
  light: { towards: [0, 0, 1], sun: 0.5, ambient: 0.5 },
  sky: { horizon: [0, 0, 0], zenith: [0, 0, 1], haze: 9 },
  cameras: { side: { eye: [0, -5, 0], target: [0, 0, 0], view: 1 } },
});

test("any pose comes back within the stated error", () => {
  const number = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
  const turn = fc
    .tuple(number(1), number(1), number(1), number(1))
    .filter((parts) => Math.hypot(...parts) > 1e-3)
    .map((parts) => parts.map((part) => part / Math.hypot(...parts)));
  const place = fc.tuple(number(1e6), number(10), number(1));
  fc.assert(
    fc.property(fc.array(fc.tuple(place, turn), { minLength: 2, maxLength: 4 }), (rows) => {
      const exact = Float64Array.from(rows.flat(2));
      const tape = poseTape(sceneOf(rows.length), 0.05);
      tape.push(exact);
      const recorded = tape.whole();
      const read = new Float64Array(exact.length);
      posesAt(recorded, 0, read);
      const errors = errorsOf(read, exact);
      expect(errors.place).toBeLessThanOrEqual(recorded.error.place);
      expect(errors.turn).toBeLessThanOrEqual(recorded.error.turn);
    }),
    { numRuns: 500 },
  );
});

test("what is not finite stays so, and what is too far away stays far", () => {
  const tape = poseTape(sceneOf(2), 0.05);
  tape.push(Float64Array.of(0, 0, 0, 1, 0, 0, 0, Number.NaN, 1e12, -1e12, Number.NaN, 0, 0, 0));
  tape.push(new Float64Array(14)); // no turn at all is read as none
  const read = new Float64Array(14);
  const recorded = tape.whole();
  posesAt(recorded, 0, read);
  expect([...read.subarray(0, 8)]).toEqual([0, 0, 0, 1, 0, 0, 0, Number.NaN]);
  expect(read[8]).toBeGreaterThan(1e6);
  expect(read[9]).toBeLessThan(-1e6);
  expect([...read.subarray(10)]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  posesAt(recorded, 1, read);
  expect([...read]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
});

/** Episodes of random actions, and the exact poses of the first: those of its last step are `final`. */
async function lived(id: string, params = {}, threads = 0) {
  const vector = await openVector({ envs, env: { id, params }, worlds: 2, threads, capture: { finalPoses: true } });
  try {
    await vector.reset(3);
    const recorder = episodeRecorder(vector, { watch: [1], origin });
    await recorder.start();
    const exact: Float64Array[] = [];
    const note = async (isFinal = false) => {
      const out = new Float64Array(sceneRows(await vector.scene(1)) * poseSize);
      await (isFinal ? vector.finalPoses! : vector.poses)(1, out);
      exact.push(out);
    };
    await note();
    const rng = generator(9, "actions");
    for (;;) {
      for (let world = 0; world < 2; world++)
        write(vector.env.action, vector.actions, sample(vector.env.action, rng), world);
      await vector.step();
      const isOver = vector.terminated[1] + vector.truncated[1] > 0;
      await note(isOver);
      await recorder.observe(
        [0, 1].flatMap((row) => (vector.terminated[row] + vector.truncated[row] > 0 ? { row, score: 0 } : [])),
      );
      const [record] = recorder.rewarded({ total: new Float64Array(2), terms: {} });
      if (record) return { record: parseEpisode(packEpisode(record)), exact };
    }
  } finally {
    await vector.close();
  }
}

function expectPosed({ poses, steps }: EpisodeRecord, exact: readonly Float64Array[]): void {
  expect(exact).toHaveLength(steps + 1);
  for (const [step, poses_] of exact.entries()) {
    const read = new Float64Array(poses_.length);
    posesAt(poses!, step, read);
    const errors = errorsOf(read, poses_);
    expect(errors.place).toBeLessThanOrEqual(poses!.error.place);
    expect(errors.turn).toBeLessThanOrEqual(poses!.error.turn);
  }
}

const unending = { terminateWhenUnhealthy: false, maxSteps: 60 };

test.each([
  ["locomotion/ant-v1", unending],
  ["locomotion/hopper-v1", {}],
  ["locomotion/hopper-v1", { engine: "rapier" }],
  ["classic/cart-pole-v1", {}],
])("an episode of %s with %j says where things were", async (id, params) => {
  const { record, exact } = await lived(id, params);
  expectPosed(record, exact);
});

test("the last poses are those before the restart, also in threads", async () => {
  const here = await lived("locomotion/hopper-v1");
  const there = await lived("locomotion/hopper-v1", {}, 1);
  expect(there.record.poses).toEqual(here.record.poses);
  // the body has fallen, whereas a new episode begins upright at 1.25 m
  const torso = 1;
  expect(here.exact.at(-1)![torso * poseSize + 2]).not.toBeCloseTo(here.exact[0][torso * poseSize + 2], 2);
});

test("an episode of 1,000 steps of an ant takes less than 150 kB with rounded features, or without them", async () => {
  const { record: ant } = await lived("locomotion/ant-v1", { ...unending, maxSteps: 1000 });
  expect(ant.steps).toBe(1000);
  const { forwardSpeed, effort, healthy, contactSquares } = ant.features; // four terms, as the customary reward has
  const terms = Object.entries({ forwardSpeed, effort, healthy, contactSquares });
  const record = { ...ant, terms: Object.fromEntries(terms.map(([name, column]) => [name, column.slice(1)])) };
  expect(packEpisode(withRoundedFeatures(record)).length).toBeLessThan(150_000);
  expect(packEpisode({ ...record, features: {} }).length).toBeLessThan(100_000);
  expect(packEpisode(record).length).toBeLessThan(300_000);
});

test("limbs are told relative to what carries them", async () => {
  const { record } = await lived("locomotion/hopper-v1");
  const rows = record.poses!.largest.length / (record.steps + 1);
  expect(record.poses!.parents).toHaveLength(rows);
  expect(Math.max(...record.poses!.parents!)).toBeGreaterThan(0);
});
