import { describe, expect, test } from "vitest";
import { apply, type Given, open, transforms } from "./apply.ts";

const segment = transforms.get("transform/segment-v1");
const rewards = [1, 2, 3, 4, 5, 6, 7];
const ends = "....t..";
const paid = (params: Parameters<typeof open>[1], given: Given = {}) =>
  apply(open(segment, params), rewards, { ends, ...given });

describe("segment", () => {
  test("ends every so many steps, and with the episode", () => {
    expect(paid({ steps: 3 })).toEqual([0, 0, 6, 0, 9, 0, 0]);
    expect(paid({ by: "episode" })).toEqual([0, 0, 0, 0, 15, 0, 0]);
    expect(paid({ by: "episode" }, { ends: "..u...t" })).toEqual([0, 0, 6, 0, 0, 0, 22]);
  });

  test("ends with the step that changes a feature or counts an event", () => {
    // rooms 0 0 1 1 1 | 2 2: the first step of an episode changes nothing
    const features = { room: [0, 0, 1, 1, 1, 2, 2] };
    expect(paid({ by: "feature", feature: "room" }, { features })).toEqual([0, 0, 6, 0, 9, 0, 0]);
    const events = { gate: [0, 2, 0, 0, 0, 1, 0] };
    expect(paid({ by: "event", event: "gate" }, { events })).toEqual([0, 3, 0, 0, 12, 6, 0]);
  });

  test("pays the sum, the mean or the last reward", () => {
    expect(paid({ steps: 3, pays: "mean" })).toEqual([0, 0, 2, 0, 4.5, 0, 0]);
    expect(paid({ steps: 3, pays: "last" })).toEqual([0, 0, 3, 0, 5, 0, 0]);
  });

  test("pays how far a sum is from those that training has seen", () => {
    const live = open(segment, { by: "episode", pays: "zScore" });
    expect(apply(live, [1, 3, 1, 1], { ends: ".t.t" })).toEqual([0, 0, 0, 0]); // nothing seen yet: then 4 and 2
    expect(apply(live, [2, 5], { ends: ".t", learns: false })).toEqual([0, 4]); // mean 3, deviation 1
    expect(apply(live, [2, 5], { ends: ".t" })).toEqual([0, 4]); // an evaluation taught it nothing
    expect(apply(live, [0], { ends: "t" })[0]).not.toBe(-3);
  });
});
