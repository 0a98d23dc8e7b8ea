import { describe, expect, it, test } from "vitest";
import {
  asWritten,
  checkFeatures,
  columnsInWords,
  columnsRead,
  elementsOf,
  requireFeatures,
  unitsOf,
  vectorsIn,
} from "../../src/core/index.ts";

const units = { height: "m", "joints.0": "rad", "joints.1": "rad", "joints.2": "rad", upright: "1" };

test("a vector is a column for each element, in the place of its name", () => {
  const features = { height: "m", joints: { unit: "rad", size: 3 }, upright: "1" };
  expect(Object.entries(unitsOf(features))).toEqual(Object.entries(units));
  expect(vectorsIn(units)).toEqual(["joints"]);
  expect(elementsOf(units, "joints")).toEqual(["joints.0", "joints.1", "joints.2"]);
  expect(elementsOf(units, "height")).toEqual([]);
  expect(columnsInWords(units)).toBe('"height", "joints.0 to joints.2" or "upright"');
});

test("elements are in their order, whatever that of the names is", () => {
  const many = unitsOf({ beams: { unit: "m", size: 12 } });
  const sorted = Object.fromEntries(Object.entries(many).sort(([a], [b]) => (a < b ? -1 : 1)));
  expect(Object.keys(sorted).slice(1, 3)).toEqual(["beams.1", "beams.10"]);
  expect(elementsOf(sorted, "beams")).toEqual(Object.keys(many));
});

test("a world writes into the columns themselves", () => {
  const columns = { height: new Float64Array(2), "tip.0": new Float64Array(2), "tip.1": new Float64Array(2) };
  const written = asWritten(columns);
  expect(Object.keys(written)).toEqual(["height", "tip"]);
  expect(written.height).toBe(columns.height);
  expect(written.tip[1]).toBe(columns["tip.1"]);
  const plain = { height: columns.height };
  expect(asWritten(plain)).toBe(plain);
});

describe("checkFeatures", () => {
  it.each([
    ["a vector of nothing", { a: { unit: "m", size: 0 } }, 'a vector "a" of size 0'],
    ["half an element", { a: { unit: "m", size: 2.5 } }, "of size 2.5"],
    ["a negative size", { a: { unit: "m", size: -1 } }, "from 1 to 256"],
    ["a huge vector", { a: { unit: "m", size: 1e9 } }, "from 1 to 256"],
    ["a size that is no number", { a: { unit: "m", size: "3" as never } }, "of size 3"],
    ["a number with a dot in its name", { "joints.3": "rad" }, "a name without a dot"],
    ["a vector with a dot in its name", { "a.b": { unit: "m", size: 2 } }, "a name without a dot"],
    ["nothing measured", {}, "no features"],
  ])("refuses %s", (_, features, words) => {
    expect(() => checkFeatures("fixture/a-v1", features)).toThrow(
      expect.objectContaining({ code: "env/invalid", message: expect.stringContaining(words) }),
    );
  });

  it("takes the smallest and the largest vector", () => {
    checkFeatures("fixture/a-v1", { a: { unit: "m", size: 1 }, b: { unit: "m", size: 256 } });
  });
});

describe("what a reward reads", () => {
  it("is each column once", () => {
    expect(columnsRead({ features: ["joints.1", "height"], vectors: ["joints"] }, units)).toEqual([
      "joints.1",
      "height",
      "joints.0",
      "joints.2",
    ]);
  });

  it.each([
    [{ features: ["joints"] }, '"joints" is a vector: name an element, joints.0 to joints.2'],
    [{ features: ["joints.3"] }, '"joints" is a vector: name an element, joints.0 to joints.2'],
    [{ features: ["hieght"] }, 'expected "height", "joints.0 to joints.2" or "upright". Did you mean "height"?'],
    [{ vectors: ["height"] }, 'the vector "height"; expected "joints". It is a number: declare a feature.'],
    [{ vectors: ["joints.0"] }, "It is a number: declare a feature."],
    [{ vectors: ["joint"] }, 'Did you mean "joints"?'],
  ])("is refused where it is not measured: %j", (inputs, words) => {
    expect(() => requireFeatures("a/b-v1", inputs, units, "r/s-v1")).toThrow(
      expect.objectContaining({ code: "reward/input", message: expect.stringContaining(words) }),
    );
  });

  it("may be an element, or a vector", () => {
    requireFeatures("a/b-v1", { features: ["joints.2", "height"], vectors: ["joints"] }, units, "r/s-v1");
  });
});
