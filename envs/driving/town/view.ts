import {
  type Colour,
  type Frame,
  type Part,
  poseSize,
  type SceneDescription,
  sceneRows,
} from "../../../src/core/index.ts";
import { rayCaster } from "../../../src/render/index.ts";
import { car } from "./bicycle.ts";
import { bodySize } from "./boxes.ts";
import { hillPeriod, hillsForm } from "./ground.ts";
import { reach } from "./near.ts";
import { far } from "./put-away.ts";
import type { TownState } from "./state.ts";
import { ribbonStreets, tiledStreets } from "./streets.ts";
import type { Town } from "./town.ts";
import { turnOnSlope } from "./turns.ts";
import type { Wheels } from "./wheels.ts";

const carHeight = 0.75; // [m], half
const raised = 0.1; // [m]: tiles are level and hills are not

const colours = {
  ground: [0.42, 0.52, 0.36],
  own: [0.13, 0.45, 0.86],
  other: [0.8, 0.8, 0.82],
  still: [0.55, 0.35, 0.25],
  person: [0.93, 0.62, 0.12],
} as const satisfies { readonly [name: string]: Colour };

/** What else is known of the world that is shown. */
export interface Setting {
  /** All towns that it may be in, if they are few, and the number of the one that it is in. */
  readonly towns?: readonly Pick<Town, "roads">[];
  here?(): number;
  readonly wheels?: Wheels;
}

/** What can be seen of a town: its roads, and all bodies as boxes. */
export function townView(
  { own, things, people, lane }: Pick<TownState, "own" | "things" | "people" | "lane">,
  { towns, here, wheels }: Setting = {},
) {
  const vehicles = lane.length + 1;
  const carBox: Part["form"] = { kind: "box", half: [car.halfLength, car.halfWidth, carHeight] };
  const count = things.length / bodySize;
  const parts: Part[] = [
    ...(wheels?.hills ? [] : [{ form: { kind: "plane" }, colour: colours.ground, at: [0, 0, -0.05] } as const]),
    { form: carBox, colour: colours.own, row: 1 },
  ];
  let rows = 2;
  for (let i = 0; i < count; i++)
    parts.push({ form: carBox, colour: i < vehicles ? colours.other : colours.still, row: rows++ });
  for (let i = 0; i < people.length / bodySize; i++)
    parts.push({ form: { kind: "capsule", radius: 0.3, halfLength: 0.55 }, colour: colours.person, row: rows++ });
  const firstStreet = rows;
  const streets =
    towns && here && !wheels?.hills ? ribbonStreets(towns, here, rows) : tiledStreets(rows, wheels?.hills ? raised : 0);
  parts.push(...streets.parts);
  rows += streets.rows;
  const firstHills = rows;
  if (wheels?.hills) {
    const form = hillsForm(wheels.hills.ground);
    for (let i = 0; i < 4; i++) parts.push({ form, colour: colours.ground, row: rows++ });
  }
  const numbered = (name: string, many: number) => Array.from({ length: many }, (_, i) => `${name} ${i + 1}`);
  const scene: SceneDescription = {
    parts,
    names: [
      ...["the world", "the driven car", ...numbered("car", vehicles)],
      ...numbered("thing", count - vehicles),
      ...numbered("person", people.length / bodySize),
      ...numbered("road", streets.rows),
      ...numbered("hills", rows - firstHills),
    ],
    light: { towards: [-0.3, -0.5, 0.8], sun: 0.75, ambient: 0.45 },
    sky: { horizon: [0.88, 0.92, 0.97], zenith: [0.4, 0.6, 0.86], haze: 900 },
    cameras: {
      map: { row: 1, eye: [0, -1, 75], target: [0, 0, 0], view: 0.8 },
      driver: { row: 1, rides: true, eye: [0.2, 0.35, 0.5], target: [15, 0.35, -0.3], view: 0.9 },
      chase: { row: 1, eye: [-14, -9, 9], target: [4, 0, 1], view: 0.9 },
    },
  };
  let paint: ReturnType<typeof rayCaster> | undefined;
  const all = new Float64Array(poseSize * sceneRows(scene));
  const places = new Float64Array(3 * sceneRows(scene));
  const turns = new Float64Array(4 * sceneRows(scene));

  const lie = new Float64Array(3); // height and rises of the ground

  function put(out: Float64Array, row: number, x: number, y: number, z: number, cos: number, sin: number): void {
    const at = poseSize * row;
    wheels?.lie(x, y, lie);
    out[at] = x;
    out[at + 1] = y;
    out[at + 2] = z + lie[0];
    turnOnSlope(cos, sin, lie[1], lie[2], out, at + 3);
  }

  /** Bodies out of reach are not placed in every step. */
  const isShown = (bodies: Float64Array, at: number): boolean =>
    bodies[at + 6] > 0 && (bodies[at] - own[0]) ** 2 + (bodies[at + 1] - own[1]) ** 2 < reach * reach;

  const putBody = (out: Float64Array, row: number, bodies: Float64Array, at: number, height: number): void =>
    put(out, row, bodies[at], bodies[at + 1], isShown(bodies, at) ? height : far, bodies[at + 2], bodies[at + 3]);

  function poses(town: Pick<Town, "roads">, out: Float64Array): void {
    out.fill(0, 0, poseSize);
    out[3] = 1;
    putBody(out, 1, own, 0, carHeight);
    wheels?.pose(out, poseSize);
    let row = 2;
    for (let at = 0; at < things.length; at += bodySize) putBody(out, row++, things, at, carHeight);
    for (let at = 0; at < people.length; at += bodySize) putBody(out, row++, people, at, 0.85);
    streets.lay(town, own[0], own[1], (street, x, y, z, cos, sin) => put(out, firstStreet + street, x, y, z, cos, sin));
    if (wheels?.hills) layHills(wheels, out);
  }

  /** Lays the four squares of hills that meet nearest to the car. */
  function layHills(wheels: Wheels, out: Float64Array): void {
    wheels.begin(lie);
    const [x, y] = [lie[0], lie[1]];
    const column = Math.round((own[0] - x) / hillPeriod);
    const row = Math.round((own[1] - y) / hillPeriod);
    for (let i = 0; i < 4; i++) {
      const at = poseSize * (firstHills + i);
      out.fill(0, at, at + poseSize);
      out[at] = x + hillPeriod * (column - 0.5 + (i & 1));
      out[at + 1] = y + hillPeriod * (row - 0.5 + (i >> 1));
      out[at + 3] = 1;
    }
  }

  return {
    scene,
    poses,
    draw(town: Pick<Town, "roads">, frame: Frame): void {
      paint ??= rayCaster(scene);
      poses(town, all);
      for (let row = 0; row < places.length / 3; row++) {
        for (let i = 0; i < 3; i++) places[3 * row + i] = all[poseSize * row + i];
        for (let i = 0; i < 4; i++) turns[4 * row + i] = all[poseSize * row + 3 + i];
      }
      paint(frame, places, turns);
    },
  };
}
