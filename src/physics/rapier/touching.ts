import { assert } from "../../core/index.ts";
import type { Body, Shape } from "../body.ts";
import type { Skeleton } from "./skeleton.ts";

/** A shape on its part, with what it may touch. */
export interface Solid {
  readonly shape: Shape;
  readonly row: number;
  readonly part: number;
  /** Rapier's groups: membership in the upper 16 bits, filter in the lower 16. */
  readonly groups: number;
  /** Sliding friction. */
  readonly friction: number;
  /** Indices of solids that it may touch. */
  readonly touches: readonly number[];
}

const most = 16; // groups that Rapier tells apart

/**
 * Shapes touch if MuJoCo's bits say so, but never within one tree: self-collision costs more time than it is worth here.
 * Rapier's groups require both sides to agree, MuJoCo's either, so every kind of shape gets a group of its own.
 */
export function solidsOf(body: Body, { links }: Skeleton): Solid[] {
  const all = [
    ...body.ground.map((shape) => ({ shape, row: 0 })),
    ...body.links.flatMap(({ shapes }, i) => shapes.map((shape) => ({ shape, row: i + 1 }))),
  ].map(({ shape, row }) => ({ row, ...links[row], ...body.surface, ...shape, shape }));
  type One = (typeof all)[number];
  const meet = (a: One, b: One) => a.tree !== b.tree && ((a.is & b.looksFor) !== 0 || (b.is & a.looksFor) !== 0);
  const keyOf = ({ tree, is, looksFor }: One) => `${tree} ${is} ${looksFor}`;
  const sorts = [...new Map(all.map((one) => [keyOf(one), one]))];
  assert(sorts.length <= most, `${body.name}: at most ${most} sorts of shapes on Rapier, not ${sorts.length}`);
  return all.map((one) => {
    const sort = sorts.findIndex(([key]) => key === keyOf(one));
    const filter = sorts.reduce((bits, [, other], i) => (meet(one, other) ? bits | (1 << i) : bits), 0);
    const touches = all.flatMap((other, i) => (meet(one, other) ? [i] : []));
    const rubs = one.dimensions > 1 || touches.some((i) => all[i].dimensions > 1);
    return {
      shape: one.shape,
      row: one.row,
      part: one.part,
      groups: (2 ** sort * 65536 + filter) >>> 0,
      friction: rubs ? one.friction[0] : 0,
      touches,
    };
  });
}
