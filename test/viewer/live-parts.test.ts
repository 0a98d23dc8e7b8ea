import { expect, test } from "vitest";
import { box, choice } from "../../src/core/index.ts";
import { handsOf } from "../../src/viewer/live/hands.ts";
import { historyOf } from "../../src/viewer/page/live/history.ts";
import { risesOf } from "../../src/viewer/page/marks.ts";
import { wordsFor } from "../../src/viewer/page/stage/glyph-words.ts";

const written = (hands: NonNullable<ReturnType<typeof handsOf>>, size: number) => {
  const out = new Float32Array(size);
  hands.write(out);
  return [...out];
};

test("of a choice the key that was pressed last counts; without one it rests, or goes on", () => {
  const rests = handsOf({ action: choice("left", "none", "right"), keys: { a: 0, d: 2 }, seats: 1 })!;
  expect(written(rests, 1)).toEqual([1]);
  rests.press("a");
  rests.press("d");
  expect(written(rests, 1)).toEqual([2]);
  rests.release("d");
  expect(written(rests, 1)).toEqual([0]);
  rests.release("a");
  expect(written(rests, 1)).toEqual([1]);
  const goesOn = handsOf({ action: choice("left", "right"), keys: {}, seats: 1 })!;
  expect(goesOn.keys).toEqual([
    { key: "1", words: "left" },
    { key: "2", words: "right" },
  ]);
  goesOn.press("2");
  goesOn.release("2");
  expect(written(goesOn, 1)).toEqual([1]);
  expect(goesOn.press("x")).toBe(false);
});

test("axes add up within bounds, and each has a key for more and one for less", () => {
  const action = box({ dtype: "float32", shape: [2], low: -0.5, high: 1, labels: ["hip torque [N m]", "knee [1]"] });
  const hands = handsOf({ action, keys: {}, seats: 1 })!;
  expect(hands.axes).toEqual([
    { name: "hip torque", low: -0.5, high: 1, less: "a", more: "q" },
    { name: "knee", low: -0.5, high: 1, less: "s", more: "w" },
  ]);
  hands.press("q");
  hands.press("s");
  hands.lean(1, 0.25);
  expect(written(hands, 2)).toEqual([1, -0.25]);
  hands.letGo();
  expect(written(hands, 2)).toEqual([0, 0]);
});

test("nobody drives several seats at once", () => {
  expect(handsOf({ action: choice("a", "b"), keys: {}, seats: 2 })).toBeUndefined();
});

test("a history that is full drops its older half and keeps its numbers", () => {
  const history = historyOf(1, 3, 1); // room for 4 moments
  const at = (x: number) => Float64Array.of(x, 0, 0, 1, 0, 0, 0);
  history.begin(at(0));
  for (let step = 1; step <= 5; step++) history.add(at(step), step, [step]);
  expect(history.steps).toBe(5);
  expect(history.oldest).toBe(2);
  for (const step of [2, 3, 4, 5]) expect(history.poses[history.placeOf(step) * 7]).toBe(step);
  expect(history.rewards).toEqual([1, 2, 3, 4, 5]);
});

test("a contact is marked where it begins", () => {
  expect(risesOf([0, 0, 2, 3, 0, 1])).toEqual([2, 5]);
});

test("letters of a dungeon have words, blanks have none", () => {
  expect(wordsFor("d")).toContain("dog");
  expect(wordsFor("D")).toBe("a dragon");
  expect(wordsFor("Z")).toBe("a zombie");
  expect(wordsFor(" ")).toBeUndefined();
});
