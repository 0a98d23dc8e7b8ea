import { expect, test } from "vitest";
import type { SceneDescription } from "../../src/core/index.ts";
import { laterLook, laterNumbers, sharedEvents } from "../../src/viewer/page/align.ts";
import { firstDifference } from "../../src/viewer/page/compare.ts";
import { csvOf } from "../../src/viewer/page/exporting.ts";
import { spikesOf } from "../../src/viewer/page/marks.ts";
import { stackOf, sumCheck } from "../../src/viewer/page/plots/stack.ts";
import { hashOf, parseView, start } from "../../src/viewer/page/view.ts";
import type { EpisodeNumbers, Look } from "../../src/viewer/shapes.ts";

const doubles = (...values: number[]) => Float64Array.from(values);

/** An episode of two steps. */
const episode = (given: Partial<EpisodeNumbers> = {}): EpisodeNumbers => ({
  summary: { id: "a", env: "test/one-v1", agent: "b", score: 1, return: 3, steps: 2, end: "truncated" },
  goal: "",
  stepSeconds: 0.1,
  seats: 1,
  seat: 0,
  reward: null,
  rewards: doubles(1, 2),
  terms: { alive: doubles(3, 3), "effort, all": doubles(-2, -1) },
  watched: {},
  features: [{ name: "height", unit: "m", values: doubles(5, 6, 7) }],
  actions: [{ name: "push", unit: "", values: doubles(0, 1) }],
  observations: [],
  events: [],
  ...given,
});

test("terms that pay lie above zero and terms that cost below, one upon another", () => {
  const terms = { a: doubles(1, 2), b: doubles(3, -1), c: doubles(-2, -4), d: doubles(Number.NaN, 1) };
  const { areas } = stackOf(terms, ["a"], 2);
  expect(areas.map(({ name }) => name)).toEqual(["b", "c", "d"]); // a is hidden
  expect(areas.map(({ lower, upper }) => [[...lower], [...upper]])).toEqual([
    [
      [0, 0],
      [3, -1],
    ],
    [
      [0, -1],
      [-2, -5],
    ],
    [
      [3, 0],
      [3, 1],
    ],
  ]);
});

test("the sum of terms is checked against the total, and NaN is named", () => {
  const { terms, rewards } = episode();
  expect(sumCheck(terms, rewards)).toMatchObject({ holds: true });
  expect(sumCheck(terms, doubles(1, 2.5))).toEqual({ holds: false, words: "off by -5.0e-1 in step 2" });
  expect(sumCheck({ a: doubles(1, Number.NaN) }, rewards)).toEqual({ holds: false, words: "a is NaN in step 2" });
});

test("a spike is marked once, where it begins; a constant has none", () => {
  const column = new Float64Array(100).fill(1);
  expect(spikesOf(column)).toEqual([]);
  column[40] = column[41] = 50;
  expect(spikesOf(column)).toEqual([41]);
});

test("two episodes differ first in what was done, then in what was measured", () => {
  const features = [{ name: "height", unit: "m", values: doubles(5, 6.5, 7) }];
  const actions = [{ name: "push", unit: "", values: doubles(1, 1) }];
  expect(firstDifference(episode(), episode())).toBeUndefined();
  expect(firstDifference(episode(), episode({ features }))).toMatchObject({
    step: 1,
    words: expect.stringContaining("height"),
  });
  expect(firstDifference(episode(), episode({ features, actions }))).toMatchObject({
    step: 1,
    words: expect.stringContaining("push is 0.00000 here and 1.00000 there"),
  });
});

test("two episodes meet at the first of an event that both have", () => {
  const at = (...steps: number[]) => [
    { name: "hit", steps: Int32Array.from(steps), counts: Int32Array.from(steps, () => 1) },
    { name: "fell", steps: new Int32Array(0), counts: new Int32Array(0) },
  ];
  const [own, other] = [episode({ events: at(2) }), episode({ events: at(1, 2) })];
  expect(sharedEvents(own, other)).toEqual([{ name: "hit", later: 1 }]);
  const later = laterNumbers(other, 1);
  expect([...later.features[0].values]).toEqual([Number.NaN, 5, 6, 7]);
  expect(later.summary.steps).toBe(3);
  expect([...laterNumbers(other, -1).features[0].values]).toEqual([6, 7]);
  const look: Look = {
    kind: "scene",
    scene: { parts: [], light: {}, sky: {}, cameras: {} } as unknown as SceneDescription,
    poses: Float32Array.from({ length: 14 }, (_, i) => Math.floor(i / 7)),
  };
  const steps = (moved: Look) => (moved.kind === "scene" ? [...moved.poses].filter((_, i) => i % 7 === 0) : []);
  expect(steps(laterLook(look, 1))).toEqual([0, 0, 1]);
  expect(steps(laterLook(look, -1))).toEqual([1]);
});

test("a CSV has a line for the start and for every step", () => {
  expect(csvOf(episode())).toBe(
    'step,height [m],action push,reward,term alive,"term effort, all"\n0,5,,,,\n1,6,0,1,3,-2\n2,7,1,2,3,-1\n',
  );
});

test("a view survives its URL, and a broken URL is a view", () => {
  const view = {
    ...start,
    episode: "a b&c",
    step: 12,
    speed: 0.5,
    loop: [3, 9] as const,
    orbit: [1, -2, 0.125] as const,
    camera: "orbit",
    follow: 2,
    hidden: ["x", "y"],
    pins: ["f.height"],
    sort: "score-",
    theme: "dark" as const,
  };
  expect(parseView(hashOf(view))).toEqual(view);
  expect(hashOf(start)).toBe("");
  expect(parseView("#step=-3&speed=none&loop=9,3&orbit=1,2&theme=blue")).toEqual(start);
});
