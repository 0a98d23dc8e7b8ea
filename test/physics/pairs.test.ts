import { expect, test } from "vitest";
import { antBody } from "../../envs/locomotion/bodies/ant.ts";
import { hopperBody } from "../../envs/locomotion/bodies/hopper.ts";
import type { Body, Shape } from "../../src/physics/index.ts";
import { pairsOf } from "../../src/physics/pairs.ts";

const ball = (surface: Partial<Shape> = {}): Shape => ({ form: { kind: "sphere", radius: 0.1 }, ...surface });

const named = (body: Body) => pairsOf(body)?.map(({ shapes: [one, other] }) => `${one} ${other}`);

test("a hopper's links touch the floor and each other, but not across a joint", () => {
  expect(named(hopperBody)?.map((pair) => pair.replaceAll("/0", ""))).toEqual([
    "floor torso",
    "floor thigh",
    "floor leg",
    "floor foot",
    "torso leg",
    "torso foot",
    "thigh foot",
  ]);
});

test("links of an ant touch nothing but the floor", () => {
  const pairs = named(antBody)!;
  expect(pairs).toHaveLength(antBody.links.flatMap(({ shapes }) => shapes).length);
  for (const pair of pairs) expect(pair).toMatch(/^floor /);
});

/** Three links in a row, the last without a joint of its own. */
const row: Body = {
  ...hopperBody,
  surface: { friction: [1, 0.2, 0.3], dimensions: 1, is: 1, looksFor: 1, margin: 0.01 },
  ground: [ball({ friction: [0.5, 0.1, 0.4], dimensions: 3, margin: 0.02 })],
  links: ["first", "second", "third"].map((name, i) => ({
    name,
    parent: i ? ["first", "second"][i - 1] : undefined,
    at: [0, 0, 1],
    joints: i < 2 ? [{ name, kind: "hinge", axis: [0, 1, 0] }] : [],
    shapes: [ball()],
  })),
};

test("a link without a joint is one with its parent, and the parent's neighbours are its own", () => {
  expect(named(row)).toEqual(["ground/0 first/0", "ground/0 second/0", "ground/0 third/0"]);
});

test("of two surfaces the larger friction holds, and margins add up", () => {
  expect(pairsOf(row)?.[0]).toMatchObject({ friction: [1, 0.2, 0.4], dimensions: 3, margin: 0.03 });
});

test("what gives unequally, and what is too much, is not listed", () => {
  expect(pairsOf({ ...row, ground: [ball({ impedance: [0, 0.8, 0.01] })] })).toBeUndefined();
  expect(pairsOf({ ...row, ground: Array.from({ length: 85 }, () => ball()) })).toHaveLength(255);
  expect(pairsOf({ ...row, ground: Array.from({ length: 86 }, () => ball()) })).toBeUndefined();
});
