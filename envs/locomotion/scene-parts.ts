import type { Form, Part } from "../../src/core/index.ts";
import { type Body, type Colour, layoutOf, type Shape } from "../../src/physics/index.ts";
import { afterTurn, turned, turnOfZ } from "../../src/render/index.ts";
import { colourOf, colours } from "./scene-colours.ts";

/** Every shape of a body as a part of a scene. @param tile side of the floor's squares [m] */
export function partsOf(body: Body, tile: number): Part[] {
  const rows = layoutOf(body).links;
  return [
    ...body.ground.map((shape) => groundOf(body, shape, tile)),
    ...body.links.flatMap((link) =>
      link.shapes.map((shape) => partOf(shape, shape.colour ?? colourOf(body, link), rows[link.name])),
    ),
  ];
}

/** Planes and landscapes are tiled. */
function groundOf({ physics }: Body, shape: Shape, tile: number): Part {
  const { kind } = shape.form;
  if (kind !== "plane" && kind !== "heights") return partOf(shape, shape.colour ?? colours.fixture, 0);
  const [colour, other] = physics.medium ? colours.water : colours.tiles;
  return { ...partOf(shape, shape.colour ?? colour, 0), checker: { colour: other, size: tile } };
}

/** Planes are endless for contacts, whatever their `half`, so they are painted as endless too. */
function partOf({ form, at = [0, 0, 0], turn }: Shape, colour: Colour, row: number): Part {
  if (form.kind === "plane") return { form: { kind: "plane" }, colour, row, at, turn };
  if (form.kind !== "limb") return { form, colour, row, at, turn };
  const [x, y, z] = form.to.map((end, i) => end - form.from[i]);
  const middle = turned([form.from[0] + x / 2, form.from[1] + y / 2, form.from[2] + z / 2], turn ?? [1, 0, 0, 0]);
  const along = turnOfZ([x, y, z]);
  const capsule: Form = { kind: "capsule", radius: form.radius, halfLength: Math.sqrt(x * x + y * y + z * z) / 2 };
  return {
    form: capsule,
    colour,
    row,
    at: [at[0] + middle[0], at[1] + middle[1], at[2] + middle[2]],
    turn: turn ? afterTurn(turn, along) : along,
  };
}
