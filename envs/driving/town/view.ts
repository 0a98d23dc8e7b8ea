import {
  type Colour,
  type Frame,
  type Part,
  poseSize,
  type SceneDescription,
  sceneRows,
} from "../../../src/core/index.ts";
import { rayCaster } from "../../../src/render/index.ts";
import { sampleSize } from "../roads/sampled.ts";
import { car } from "./bicycle.ts";
import { bodySize } from "./boxes.ts";
import { reach } from "./near.ts";
import type { TownState } from "./state.ts";
import type { Town } from "./town.ts";

const tiles = 160;
const tileLength = 5; // [m]
const around = 70; // [m] that is shown
const carHeight = 0.75; // [m], half
const far = -100; // [m] below the ground, where things are put away

const colours = {
  ground: [0.42, 0.52, 0.36],
  road: [0.27, 0.28, 0.3],
  own: [0.13, 0.45, 0.86],
  other: [0.8, 0.8, 0.82],
  still: [0.55, 0.35, 0.25],
  person: [0.93, 0.62, 0.12],
} as const satisfies { readonly [name: string]: Colour };

/** What can be seen of a town: its lanes as tiles near the car, and all bodies as boxes. */
export function townView({ own, things, people, lane }: TownState) {
  const vehicles = lane.length + 1;
  const carBox: Part["form"] = { kind: "box", half: [car.halfLength, car.halfWidth, carHeight] };
  const count = things.length / bodySize;
  const parts: Part[] = [
    { form: { kind: "plane" }, colour: colours.ground, at: [0, 0, -0.05] },
    { form: carBox, colour: colours.own, row: 1 },
  ];
  let rows = 2;
  for (let i = 0; i < count; i++)
    parts.push({ form: carBox, colour: i < vehicles ? colours.other : colours.still, row: rows++ });
  for (let i = 0; i < people.length / bodySize; i++)
    parts.push({ form: { kind: "capsule", radius: 0.3, halfLength: 0.55 }, colour: colours.person, row: rows++ });
  const firstTile = rows;
  for (let i = 0; i < tiles; i++)
    parts.push({ form: { kind: "box", half: [tileLength / 2, 1.72, 0.02] }, colour: colours.road, row: rows++ });
  const scene: SceneDescription = {
    parts,
    light: { towards: [-0.3, -0.5, 0.8], sun: 0.75, ambient: 0.45 },
    sky: { horizon: [0.88, 0.92, 0.97], zenith: [0.4, 0.6, 0.86], haze: 900 },
    cameras: {
      map: { row: 1, eye: [0, -1, 75], target: [0, 0, 0], view: 0.8 },
      chase: { row: 1, eye: [-14, -9, 9], target: [4, 0, 1], view: 0.9 },
    },
  };
  let paint: ReturnType<typeof rayCaster> | undefined;
  const all = new Float64Array(poseSize * sceneRows(scene));
  const places = new Float64Array(3 * sceneRows(scene));
  const turns = new Float64Array(4 * sceneRows(scene));

  function put(out: Float64Array, row: number, x: number, y: number, z: number, cos: number, sin: number): void {
    const at = poseSize * row;
    out[at] = x;
    out[at + 1] = y;
    out[at + 2] = z;
    // Half of the heading, from its cosine.
    const half = Math.sqrt(Math.max(0, (1 + cos) / 2));
    out[at + 3] = half;
    out[at + 4] = out[at + 5] = 0;
    out[at + 6] = Math.sqrt(Math.max(0, (1 - cos) / 2)) * (sin < 0 ? -1 : 1);
  }

  /** Bodies out of reach are not placed in every step. */
  const isShown = (bodies: Float64Array, at: number): boolean =>
    bodies[at + 6] > 0 && (bodies[at] - own[0]) ** 2 + (bodies[at + 1] - own[1]) ** 2 < reach * reach;

  const putBody = (out: Float64Array, row: number, bodies: Float64Array, at: number, height: number): void =>
    put(out, row, bodies[at], bodies[at + 1], isShown(bodies, at) ? height : far, bodies[at + 2], bodies[at + 3]);

  function poses({ roads: { lanes } }: Town, out: Float64Array): void {
    put(out, 0, 0, 0, 0, 1, 0);
    putBody(out, 1, own, 0, carHeight);
    let row = 2;
    for (let at = 0; at < things.length; at += bodySize) putBody(out, row++, things, at, carHeight);
    for (let at = 0; at < people.length; at += bodySize) putBody(out, row++, people, at, 0.85);
    let shown = 0;
    const every = Math.round(tileLength);
    for (let i = 0; i < lanes.count && shown < tiles; i++)
      for (let part = every >> 1; part <= lanes.parts[i] && shown < tiles; part += every) {
        const at = sampleSize * (lanes.firstPoint[i] + part);
        const [x, y] = [lanes.points[at], lanes.points[at + 1]];
        if ((x - own[0]) ** 2 + (y - own[1]) ** 2 > around * around) continue;
        put(out, firstTile + shown++, x, y, 0, lanes.points[at + 2], lanes.points[at + 3]);
      }
    for (; shown < tiles; shown++) put(out, firstTile + shown, 0, 0, far, 1, 0);
  }

  return {
    scene,
    poses,
    draw(town: Town, frame: Frame): void {
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
