import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkTransform } from "../../src/check/index.ts";
import type { Params } from "../../src/core/index.ts";
import { apply, type Given, open, transforms } from "./apply.ts";

type Id = Parameters<typeof transforms.get>[0];
const seats = 3;

/** Transforms that remember seats, or have chance of their own, with params that make use of it. */
const cases: readonly (readonly [Id, Params])[] = [
  ["transform/delta-v1", {}],
  ["transform/delay-v1", { steps: 3 }],
  ["transform/segment-v1", { steps: 3, pays: "mean" }],
  ["transform/segment-v1", { by: "feature", feature: "room" }],
  ["transform/segment-v1", { by: "event", event: "gate", pays: "last" }],
  ["transform/segment-v1", { by: "episode", pays: "zScore" }],
  ["transform/flip-v1", { share: 0.5, unit: "step" }],
  ["transform/flip-v1", { share: 0.5, unit: "episode", of: "label" }],
  ["transform/flip-v1", { share: 0.5, unit: "group" }],
  ["transform/verified-v1", { share: 0.5 }],
  ["transform/par-v1", { known: [0.5, -0.5] }],
  ["transform/par-v1", { shape: "minMax", unit: "step", context: "feature", feature: "room" }],
  ["transform/z-score-v1", { context: "start" }],
  ["transform/z-score-v1", { context: "feature", feature: "room" }],
];

/** Rows of several episodes for each seat. */
const lived = fc
  .array(
    fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 0, max: 2 }), fc.constantFrom(".", ".", "t", "u")),
    {
      minLength: 12,
      maxLength: 24,
    },
  )
  .map((rows) => rows.slice(0, rows.length - (rows.length % seats)));
type Lived = typeof lived extends fc.Arbitrary<infer T> ? T : never;

function applyTo(live: ReturnType<typeof open>, rows: Lived, isNamed: boolean, first: number): number[] {
  const values = rows.map(([value]) => value);
  const given: Given = {
    seats,
    ends: rows.map(([, , end]) => end).join(""),
    features: { room: rows.map(([, room]) => room) },
    events: { gate: rows.map(([, room]) => Number(room === 2)) },
    groups: rows.map((_, row) => Math.floor((first + row) / 6)),
    learns: false,
  };
  return apply(live, isNamed ? { learned: values, verified: values.map((value) => 10 * value) } : values, given);
}

describe("rollouts of any length pay the same", () => {
  // but for the z-score, which counts the rows of its own rollout
  test.each(cases.filter(([id]) => id !== "transform/z-score-v1"))("%s %j", (id, params) => {
    const isNamed = id === "transform/verified-v1";
    fc.assert(
      fc.property(lived, fc.nat(), (rows, at) => {
        const cut = seats * (1 + (at % (rows.length / seats - 1)));
        const whole = applyTo(open(transforms.get(id), params, seats), rows, isNamed, 0);
        const live = open(transforms.get(id), params, seats);
        const first = applyTo(live, rows.slice(0, cut), isNamed, 0);
        const resumed = open(transforms.get(id), params, seats);
        for (let seat = 0; seat < seats; seat++) resumed.loadSeat!(seat, live.saveSeat!(seat));
        expect([...first, ...applyTo(resumed, rows.slice(cut), isNamed, cut)]).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });
});

describe("transforms keep their contract with params that make use of them", () => {
  test.each(cases)("%s %j", async (id, params) => {
    const failed = (await checkTransform(transforms.get(id), { params })).filter(({ ok }) => !ok);
    // chance of a seat's own is the seat's, so a seat in another place fares otherwise
    const isChance = id === "transform/verified-v1" || (id === "transform/flip-v1" && params.unit !== "group");
    expect(failed.map(({ name }) => name)).toEqual(isChance ? ["the order of rows does not matter"] : []);
  });
});
