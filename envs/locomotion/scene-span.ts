import type { Form, Part } from "../../src/core/index.ts";
import { type Body, layoutOf, type Turn, type Vector } from "../../src/physics/index.ts";
import { afterTurn, turned } from "../../src/render/index.ts";

const nowhere: Vector = [0, 0, 0];
const unturned: Turn = [1, 0, 0, 0];

/** An axis-aligned box [m]. */
export interface Span {
  readonly low: Vector;
  readonly high: Vector;
}

export interface Pose {
  readonly at: Vector;
  readonly turn: Turn;
}

/** The pose of every row in the body's description: `[links + 1]`. */
export function restingPoses(body: Body): Pose[] {
  const rows = layoutOf(body).links;
  const poses: Pose[] = [{ at: nowhere, turn: unturned }];
  for (const { at, turn = unturned, parent } of body.links) {
    const base = poses[rows[parent ?? "world"]];
    poses.push({ at: sum(base.at, turned(at, base.turn)), turn: afterTurn(base.turn, turn) });
  }
  return poses;
}

/** A box around all parts that are not endless, each approximated by a ball, or a capsule by two. */
export function spanOf(parts: readonly Part[], poses: readonly Pose[]): Span {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = low.map((value) => -value);
  for (const { form, row = 0, at = nowhere, turn = unturned } of parts)
    for (const { end, radius } of ballsOf(form)) {
      const centre = sum(poses[row].at, turned(sum(at, turned(end, turn)), poses[row].turn));
      for (let i = 0; i < 3; i++) {
        low[i] = Math.min(low[i], centre[i] - radius);
        high[i] = Math.max(high[i], centre[i] + radius);
      }
    }
  return { low: [low[0], low[1], low[2]], high: [high[0], high[1], high[2]] };
}

function ballsOf(form: Form): readonly { readonly end: Vector; readonly radius: number }[] {
  switch (form.kind) {
    case "sphere":
      return [{ end: [0, 0, 0], radius: form.radius }];
    case "capsule":
      return [-1, 1].map((side) => ({ end: [0, 0, side * form.halfLength], radius: form.radius }));
    case "cylinder":
      return [{ end: [0, 0, 0], radius: Math.hypot(form.radius, form.halfLength) }];
    case "box":
      return [{ end: [0, 0, 0], radius: Math.hypot(...form.half) }];
    default:
      return [];
  }
}

const sum = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
