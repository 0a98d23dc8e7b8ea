import { angleOf } from "../../../src/core/index.ts";
import { type CarSimulation, obstacleSize } from "../../../src/physics/index.ts";
import { bodySize, touch } from "./boxes.ts";
import type { TownState } from "./state.ts";
import { turnOnSlope } from "./turns.ts";

/** How many bodies a car may run into at a time; the rest of those near it are left out. */
export const mostNear = 12;
const ahead = 2; // [m] that are looked ahead besides what both drive in a step
const fastest = 60; // [m/s]: what moves faster has appeared somewhere else
const letsGo = 0.15; // [m] of room after which another touch is a new one
const height = 0.75; // of things and people, half [m]

/** Writes height and rise to the east and north of the ground. */
type Lie = (x: number, y: number, out: Float64Array) => void;

/**
 * Shows those bodies of a town to the car's simulation that it may touch in a step. A body keeps its place there while it is
 * near, and moves from where it was to where it is now.
 */
export function nearBodies({ own, things, people }: TownState, simulation: CarSimulation, lie: Lie) {
  const { obstacles } = simulation;
  const many = things.length / bodySize;
  const total = many + people.length / bodySize;
  /** Which body stands at each place, counted from 1, and where it was: x, y, z, cosine and sine. */
  const who = new Int32Array(mostNear);
  const was = new Float64Array(5 * mostNear);
  const placeOf = new Int32Array(total).fill(-1); // follows from `who`
  const felt = new Uint8Array(total);
  const ground = new Float64Array(3);
  const wide = new Float64Array(bodySize);

  function isNear(bodies: Float64Array, at: number, seconds: number): boolean {
    if (bodies[at + 6] === 0) return false;
    const dx = bodies[at] - own[0];
    const dy = bodies[at + 1] - own[1];
    const vx = bodies[at + 4] - own[4];
    const vy = bodies[at + 5] - own[5];
    const reach = own[6] + own[7] + bodies[at + 6] + bodies[at + 7] + ahead + seconds * Math.sqrt(vx * vx + vy * vy);
    return dx * dx + dy * dy < reach * reach;
  }

  function put(place: number, bodies: Float64Array, at: number, isNew: boolean, seconds: number): void {
    const [x, y, cos, sin] = [bodies[at], bodies[at + 1], bodies[at + 2], bodies[at + 3]];
    lie(x, y, ground);
    const from = 5 * place;
    const out = place * obstacleSize;
    const far = (x - was[from]) ** 2 + (y - was[from + 1]) ** 2 > (fastest * seconds) ** 2;
    if (isNew || far) {
      was[from] = x - seconds * bodies[at + 4];
      was[from + 1] = y - seconds * bodies[at + 5];
      was[from + 2] = ground[0] + height;
      was[from + 3] = cos;
      was[from + 4] = sin;
    }
    const [c, s] = [was[from + 3], was[from + 4]];
    obstacles[out] = bodies[at + 6];
    obstacles[out + 1] = bodies[at + 7];
    obstacles[out + 2] = height;
    for (let i = 0; i < 3; i++) obstacles[out + 3 + i] = was[from + i];
    turnOnSlope(c, s, ground[1], ground[2], obstacles, out + 6);
    obstacles[out + 10] = (x - was[from]) / seconds;
    obstacles[out + 11] = (y - was[from + 1]) / seconds;
    obstacles[out + 12] = (ground[0] + height - was[from + 2]) / seconds;
    obstacles[out + 13] = angleOf(c * sin - s * cos, c * cos + s * sin) / seconds;
    was[from] = x;
    was[from + 1] = y;
    was[from + 2] = ground[0] + height;
    was[from + 3] = cos;
    was[from + 4] = sin;
  }

  function leave(place: number): void {
    placeOf[who[place] - 1] = -1;
    who[place] = 0;
    obstacles.fill(0, place * obstacleSize, (place + 1) * obstacleSize);
  }

  return {
    who,
    was,
    felt,
    /** Lays the bodies near by as they will move in a step. */
    lay(seconds: number): void {
      for (let i = 0; i < total; i++) {
        const bodies = i < many ? things : people;
        const at = bodySize * (i < many ? i : i - many);
        const near = isNear(bodies, at, seconds);
        let place = placeOf[i];
        if (!near) {
          if (place >= 0) leave(place);
          continue;
        }
        const isNew = place < 0;
        if (isNew) {
          place = who.indexOf(0);
          if (place < 0) continue;
          who[place] = i + 1;
          placeOf[i] = place;
        }
        put(place, bodies, at, isNew, seconds);
      }
      simulation.lay();
    },
    /** Notes which bodies were touched; one that was touched counts until it has gone further away. */
    feel(): void {
      wide.set(own);
      wide[6] += letsGo;
      wide[7] += letsGo;
      for (let i = 0; i < total; i++) {
        const place = placeOf[i];
        if (place < 0) felt[i] = 0;
        else if (simulation.touched[place] === 1) felt[i] = 1;
        else if (felt[i] === 1)
          felt[i] = Number(
            i < many ? touch(wide, 0, things, bodySize * i, 0) : touch(wide, 0, people, bodySize * (i - many), 0),
          );
      }
    },
    clear(): void {
      who.fill(0);
      was.fill(0);
      placeOf.fill(-1);
      felt.fill(0);
    },
    /** Finds the places of bodies again after `who` was loaded. */
    find(): void {
      placeOf.fill(-1);
      for (let place = 0; place < mostNear; place++) if (who[place] > 0) placeOf[who[place] - 1] = place;
    },
  };
}
