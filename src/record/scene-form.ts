import type { Axis, Form as PartForm, SceneDescription } from "../core/index.ts";
import { count, fields, flag, type Kind, listOf, number, optional, recordOf, text } from "./form.ts";

const vector = listOf(number, 3);
const pair = listOf(number, 2);

const line: Kind<readonly number[]> = {
  words: "x and y of two points or more",
  is: (value): value is readonly number[] => listOf(number).is(value) && value.length >= 4 && value.length % 2 === 0,
};

const solids: { readonly [K in PartForm["kind"]]: Kind<unknown> } = {
  sphere: fields({ radius: number }),
  capsule: fields({ radius: number, halfLength: number }),
  cylinder: fields({ radius: number, halfLength: number }),
  box: fields({ half: vector }),
  plane: fields({ half: optional(pair) }),
  ribbon: fields({ width: number, lines: listOf(line) }),
  heights: fields({ rows: count, columns: count, half: pair, heights: listOf(number) }),
  mesh: fields({ vertices: listOf(number), triangles: listOf(count) }),
};

const solid: Kind<PartForm> = {
  words: Object.keys(solids).join(", "),
  is: (value): value is PartForm => {
    const { kind } = (value ?? {}) as { readonly kind?: unknown };
    if (typeof kind !== "string" || !Object.hasOwn(solids, kind)) return false;
    return solids[kind as PartForm["kind"]].is(value) && isWhole(value as PartForm);
  },
};

/** Whether lists are as long as they have to be, and numbers name what is there. */
function isWhole(form: PartForm): boolean {
  if (form.kind === "heights") return form.heights.length === form.rows * form.columns;
  if (form.kind !== "mesh") return true;
  const { vertices, triangles } = form;
  return (
    [vertices, triangles].every(({ length }) => length > 0 && length % 3 === 0) &&
    triangles.every((vertex) => 3 * vertex < vertices.length)
  );
}

const parts = listOf(
  fields({
    form: solid,
    colour: vector,
    checker: optional(fields({ colour: vector, size: number })),
    row: optional(count),
    at: optional(vector),
    turn: optional(listOf(number, 4)),
  }),
);
const cameras = recordOf(
  fields({ row: optional(count), rides: optional(flag), eye: vector, target: vector, view: number }),
);
const light = fields({ towards: vector, sun: number, ambient: number });
const sky = fields({ horizon: vector, zenith: vector, haze: number });
const masses = listOf(fields({ row: count, at: vector, mass: number }));
const kind: Kind<Axis["kind"]> = { words: "hinge or slide", is: (value) => value === "hinge" || value === "slide" };
const axes = listOf(fields({ row: count, name: text, kind, at: vector, along: vector }));
const whole = fields({
  ...{ parts, light, sky, cameras },
  ...{ names: optional(listOf(text)), masses: optional(masses), axes: optional(axes) },
});

const mostRows = 65_536;

/** A scene that can be shown: everything is there and has the right form. */
export const scene: Kind<SceneDescription> = {
  words: "a scene",
  is: (value): value is SceneDescription =>
    whole.is(value) &&
    [...value.parts, ...Object.values(value.cameras), ...(value.masses ?? []), ...(value.axes ?? [])].every(
      ({ row = 0 }) => row < mostRows,
    ) &&
    Object.keys(value.cameras).length > 0,
};
