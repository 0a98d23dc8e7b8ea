import { describe, expect, it } from "vitest";
import { bindEnv, box, choice, defineEnv, defineGoals, parts, snapshot } from "../../src/core/index.ts";

const features = {
  place: { unit: "m", size: 2 },
  target: { unit: "m", size: 2 },
  speed: "m/s",
  gap: { unit: "m", size: 2 },
  distance: "m",
  success: "1",
} as const;

const goals = defineGoals(features, {
  achieved: ["place"],
  desired: ["target"],
  derived: {
    "gap.0": ({ place, target }, row) => target[0][row] - place[0][row],
    "gap.1": ({ place, target }, row) => target[1][row] - place[1][row],
    distance: ({ gap }, row) => Math.hypot(gap[0][row], gap[1][row]),
    success: ({ distance }, row) => (distance[row] < 1 ? 1 : 0),
  },
  observed: { gap: { leaf: "aim", at: 1 }, distance: { leaf: "far", at: 0 } },
  ends: "success",
});

const envOf = (change: object) =>
  defineEnv({
    id: "fixture/aiming-v1",
    goal: "Aim.",
    observation: parts({
      aim: box({ dtype: "float32", shape: [3] }),
      mood: choice("good", "bad"),
      far: box({ dtype: "float64", shape: [1] }),
    }),
    action: choice("rest", "move"),
    features,
    goals: { ...goals, ...change },
    params: {},
    maxSteps: 1,
    stepSeconds: 0,
    score: () => 0,
    create: () => ({ reset() {}, step() {}, terminated: () => false, ...snapshot() }),
  });

describe("goals", () => {
  it("derive features of a row from the others, in order, and touch no other row", () => {
    const column = (...values: readonly number[]) => Float64Array.from(values);
    const written = {
      place: [column(9, 1), column(9, 2)],
      target: [column(9, 4), column(9, 6)],
      speed: column(9, 7),
      gap: [column(9, 0), column(9, 0)],
      distance: column(9, 0),
      success: column(9, 8),
    };
    goals.derive(written, 1);
    expect(written).toMatchObject({
      gap: [column(9, 3), column(9, 4)],
      distance: column(9, 5), // sqrt(3 ** 2 + 4 ** 2)
      success: column(9, 0),
      speed: column(9, 7),
    });
  });

  it("are bound by column, with their places in the observation", () => {
    expect(bindEnv(envOf({})).goals).toMatchObject({
      achieved: ["place.0", "place.1"],
      desired: ["target.0", "target.1"],
      derived: ["gap.0", "gap.1", "distance", "success"],
      observed: [
        { column: "gap.0", leaf: 0, element: 1 },
        { column: "gap.1", leaf: 0, element: 2 },
        { column: "distance", leaf: 2, element: 0 },
      ],
      ends: "success",
    });
  });

  it.each([
    ["a feature that is not measured", { achieved: ["plaice"] }],
    ["nothing achieved", { achieved: [], desired: [] }],
    ["more desired than achieved", { desired: ["target", "speed"] }],
    ["a number desired where a vector is achieved", { desired: ["distance"] }],
    ["another unit", { achieved: ["success"], desired: ["distance"] }],
    ["a feature that is achieved and desired", { desired: ["place"] }],
    ["a derived column that is not measured", { derived: { "gap.2": () => 0 }, observed: {}, ends: undefined }],
    ["a derived goal", { derived: { "target.0": () => 0 }, observed: {}, ends: undefined }],
    ["what does not depend on the goal observed", { observed: { speed: { at: 0 } } }],
    ["a vector of which one element is derived observed", { derived: { "gap.0": () => 0 }, ends: undefined }],
    ["an end that is not derived", { ends: "speed" }],
  ])("are refused with %s", (_, change) => {
    expect(() => envOf(change)).toThrow(expect.objectContaining({ code: "env/invalid" }));
  });

  it.each([
    ["in no leaf", { at: 0 }],
    ["in a leaf of options", { leaf: "mood", at: 0 }],
    ["beyond the leaf's end", { leaf: "aim", at: 2 }],
    ["between elements", { leaf: "aim", at: 0.5 }],
    ["before the leaf", { leaf: "aim", at: -1 }],
  ])("are refused where they are seen %s", (_, gap) => {
    expect(() => bindEnv(envOf({ observed: { gap } }))).toThrow(expect.objectContaining({ code: "env/invalid" }));
  });
});
