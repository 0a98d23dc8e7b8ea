import { CoefficientCombineRule, ColliderDesc, HalfSpace, HeightFieldFlags } from "@dimforge/rapier3d-compat";
import type { Form, HeightField, Turn, Vector } from "../body.ts";
import { layOf, limbHalf } from "./mass.ts";
import { noTurn, plus, product, rotated } from "./rotation.ts";
import type { LinkPlace } from "./skeleton.ts";
import type { Solid } from "./touching.ts";

const quarter: Turn = [Math.SQRT1_2, Math.SQRT1_2, 0, 0]; // Rapier's capsules, cylinders and heights rise along y, ours along z

export interface Placed {
  readonly description: ColliderDesc;
  /** In the part's frame. */
  readonly at: Vector;
  readonly turn: Turn;
}

/** A shape as Rapier's collider. Without mass, because each part gets its mass as a whole. */
export function colliderOf({ shape, groups, friction }: Solid, link: LinkPlace, margin: number): Placed {
  const lay = layOf(shape);
  const at = plus(link.at, rotated(link.turn, lay.at));
  const turn = product(product(link.turn, lay.turn), risesAlongY(shape.form) ? quarter : noTurn);
  const [w, x, y, z] = turn;
  const description = formOf(shape.form)
    .setTranslation(...at)
    .setRotation({ w, x, y, z })
    .setDensity(0)
    .setFriction(friction)
    .setFrictionCombineRule(CoefficientCombineRule.Max)
    .setContactSkin(margin)
    .setCollisionGroups(groups);
  return { description, at, turn };
}

const risesAlongY = ({ kind }: Form) => kind !== "sphere" && kind !== "box" && kind !== "plane";

function formOf(form: Form): ColliderDesc {
  switch (form.kind) {
    case "sphere":
      return ColliderDesc.ball(form.radius);
    case "capsule":
      return ColliderDesc.capsule(form.halfLength, form.radius);
    case "limb":
      return ColliderDesc.capsule(limbHalf(form), form.radius);
    case "cylinder":
      return ColliderDesc.cylinder(form.halfLength, form.radius);
    case "box":
      return ColliderDesc.cuboid(...form.half);
    case "plane": // endless, like MuJoCo's
      return new ColliderDesc(new HalfSpace({ x: 0, y: 0, z: 1 }));
    case "heights":
      return heightsOf(form);
  }
}

/** Rapier's field is column-major with rows along z, which points against our y once the field is turned upright. */
function heightsOf({ rows, columns, half, heights }: HeightField): ColliderDesc {
  const field = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      field[column * rows + (rows - 1 - row)] = heights[row * columns + column];
  const scale = { x: 2 * half[0], y: 1, z: 2 * half[1] };
  return ColliderDesc.heightfield(rows - 1, columns - 1, field, scale, HeightFieldFlags.FIX_INTERNAL_EDGES);
}
