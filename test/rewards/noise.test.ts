import { describe, expect, test } from "vitest";
import { apply, open, transforms } from "./apply.ts";

const flip = transforms.get("transform/flip-v1");
const verified = transforms.get("transform/verified-v1");
const seats = 50;
const steps = 40;
const ones = Array<number>(seats * steps).fill(1);
/** Every seat's episodes last ten steps. */
const ends = Array.from({ length: seats * steps }, (_, row) => (Math.floor(row / seats) % 10 === 9 ? "t" : ".")).join(
  "",
);
/** Seats in groups of five; each episode begins from another start. */
const groups = ones.map((_, row) => Math.floor(row / seats / 10) * (seats / 5) + Math.floor((row % seats) / 5));
const given = { seats, ends, groups };

const flipped = (params: Parameters<typeof open>[1]) => apply(open(flip, params, seats), ones, given);
const share = (values: readonly number[], value: number) =>
  values.filter((one) => one === value).length / values.length;
const at = (step: number, seat: number) => step * seats + seat;
const across = Array.from({ length: seats }, (_, seat) => seat);

describe("flip", () => {
  test.each(["step", "episode", "group"])("hits about its share of each %s", (unit) => {
    // 2000 steps, 200 episodes, 40 groups: four deviations of a mean of 0.4
    const count = { step: 2000, episode: 200, group: 40 }[unit]!;
    const hit = share(flipped({ share: 0.4, unit }), -1);
    expect(Math.abs(hit - 0.4)).toBeLessThan(4 * Math.sqrt((0.4 * 0.6) / count));
    expect(share(flipped({ share: 1, unit }), -1)).toBe(1);
    expect(share(flipped({ share: 0, unit }), -1)).toBe(0);
  });

  test("keeps to one sign for an episode, and for all episodes from one start", () => {
    const byEpisode = flipped({ share: 0.5, unit: "episode" });
    const byGroup = flipped({ share: 0.5, unit: "group" });
    for (const seat of across)
      for (let step = 0; step < steps; step++) {
        expect(byEpisode[at(step, seat)]).toBe(byEpisode[at(step - (step % 10), seat)]);
        expect(byGroup[at(step, seat)]).toBe(byGroup[at(step - (step % 10), seat - (seat % 5))]);
      }
    expect(across.some((seat) => byEpisode[seat] !== byEpisode[seat - (seat % 5)])).toBe(true);
    expect(across.some((seat) => byEpisode[seat] !== byEpisode[at(10, seat)])).toBe(true);
  });

  test("turns labels over", () => {
    expect(apply(open(flip, { share: 1, of: "label" }), [0, 1, 1])).toEqual([1, 0, 0]);
  });

  test("follows from the seed and its stream, and from nothing else", () => {
    const params = { share: 0.5, unit: "step" };
    expect(flipped(params)).toEqual(flipped(params));
    expect(flipped({ ...params, stream: 1 })).not.toEqual(flipped(params));
  });
});

describe("verified", () => {
  test("adds the verified reward in its share of the episodes, to whole episodes", () => {
    const tens = ones.map(() => 10);
    const paid = apply(open(verified, { share: 0.25 }, seats), { learned: ones, verified: tens }, given);
    const checked = share(paid, 11);
    expect(checked + share(paid, 1)).toBe(1);
    expect(Math.abs(checked - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 200));
    for (const seat of across)
      for (let step = 0; step < steps; step++) expect(paid[at(step, seat)]).toBe(paid[at(step - (step % 10), seat)]);
  });
});
