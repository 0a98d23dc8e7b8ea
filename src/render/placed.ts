import type { Part } from "../core/index.ts";
import type { View } from "./camera.ts";
import { linearOf } from "./colour.ts";
import type { Outlook } from "./rays.ts";
import { type Solid, solidOf } from "./solids/index.ts";
import { matrix } from "./turn-matrix.ts";

/** A part at its place in one picture. All vectors except `centre` and `balls` are in the part's own frame. */
export interface Placed extends Outlook {
  readonly part: Part;
  readonly solid: Solid;
  readonly colour: Float64Array;
  readonly checkerColour: Float64Array;
  /** 0: none. */
  readonly squares: number;
  /** Rotation from the part's frame to the world, row-major. */
  readonly turn: Float64Array;
  /** Relative to the eye, in the world's axes. */
  readonly centre: Float64Array;
  /** The hull, `[count, 4]`: places likewise, and radii. */
  readonly balls: Float64Array;
  readonly sun: Float64Array;
}

export function placedOf(part: Part): Placed {
  const solid = solidOf(part.form);
  const point = () => new Float64Array(3);
  return {
    part,
    solid,
    colour: linearOf(part.colour),
    checkerColour: linearOf(part.checker?.colour ?? part.colour),
    squares: part.checker ? 1 / part.checker.size : 0,
    turn: new Float64Array(9),
    centre: point(),
    balls: new Float64Array(solid.hull.flat()),
    eye: point(),
    corner: point(),
    across: point(),
    down: point(),
    sun: point(),
  };
}

/** Moves a part to its row's pose. `places` is `[rows, 3]`, `turns` `[rows, 4]`, `sun` of length 1. */
export function place(placed: Placed, places: Float64Array, turns: Float64Array, view: View, sun: Float64Array): void {
  const { part, turn, centre, balls, solid } = placed;
  const row = part.row ?? 0;
  const at = part.at;
  const own = part.turn;
  const w = row ? turns[4 * row] : 1;
  const x = row ? turns[4 * row + 1] : 0;
  const y = row ? turns[4 * row + 2] : 0;
  const z = row ? turns[4 * row + 3] : 0;
  matrix(turn, w, x, y, z);
  for (let i = 0; i < 3; i++) {
    const offset = at ? turn[3 * i] * at[0] + turn[3 * i + 1] * at[1] + turn[3 * i + 2] * at[2] : 0;
    centre[i] = (row ? places[3 * row + i] : 0) + offset - view.eye[i];
  }
  if (own)
    matrix(
      turn,
      w * own[0] - x * own[1] - y * own[2] - z * own[3],
      w * own[1] + x * own[0] + y * own[3] - z * own[2],
      w * own[2] - x * own[3] + y * own[0] + z * own[1],
      w * own[3] + x * own[2] - y * own[1] + z * own[0],
    );
  for (let i = 0; i < solid.hull.length; i++) {
    const ball = solid.hull[i];
    for (let j = 0; j < 3; j++)
      balls[4 * i + j] = centre[j] + turn[3 * j] * ball[0] + turn[3 * j + 1] * ball[1] + turn[3 * j + 2] * ball[2];
  }
  intoFrame(turn, centre, placed.eye);
  for (let i = 0; i < 3; i++) placed.eye[i] = -placed.eye[i];
  intoFrame(turn, view.corner, placed.corner);
  intoFrame(turn, view.across, placed.across);
  intoFrame(turn, view.down, placed.down);
  intoFrame(turn, sun, placed.sun);
}

function intoFrame(turn: Float64Array, vector: Float64Array, into: Float64Array): void {
  for (let i = 0; i < 3; i++) into[i] = turn[i] * vector[0] + turn[3 + i] * vector[1] + turn[6 + i] * vector[2];
}
