import { angleOf } from "../../../src/core/index.ts";
import type { RoadMap, Trace } from "../roads/map.ts";
import { bodySize } from "./boxes.ts";
import { type Crowd, townState } from "./state.ts";
import { type TownSet, townOf } from "./towns.ts";
import { showCar } from "./traffic.ts";

const furthest = 10; // [m] that a car moves in a step: one that is farther away has appeared there, and is another
const fine = 1e4; // parts of a metre and of a radian that are written

/** Writes a drive down as it happens. */
export interface DriveLog {
  /** Notes a moment of a world of a town. @param saved what its `save` returned; the first right after a reset, then one a step */
  note(saved: Uint8Array): void;
  /** The town with the drive as traces. Its lights begin as they did in the drive. */
  map(): RoadMap;
}

interface Car {
  readonly size: readonly [halfLength: number, halfWidth: number];
  readonly start: number;
  readonly poses: (readonly [x: number, y: number, heading: number])[];
}

export function driveLog(set: TownSet, crowd: Crowd): DriveLog {
  const state = townState(crowd);
  const { clock, own, things, lane } = state;
  const size = state.save().length;
  const all: Car[] = [];
  const present: (Car | undefined)[] = [];
  const place = new Float64Array(bodySize);
  let ego: Car | undefined;
  let steps = 0;

  const begun = (bodies: Float64Array, at: number): Car => ({
    size: [bodies[at + 6], bodies[at + 7]],
    start: steps,
    poses: [],
  });

  /** The car that a body is now, which may be another than in the last step. */
  function carOf(i: number): Car {
    const before = present[i];
    const [x, y] = before?.poses[before.poses.length - 1] ?? [];
    const isSame =
      before &&
      before.size[0] === things[bodySize * i + 6] &&
      (place[0] - x!) ** 2 + (place[1] - y!) ** 2 < furthest * furthest;
    if (isSame) return before;
    const car = begun(things, bodySize * i);
    all.push(car);
    return car;
  }

  function noteCar(i: number): void {
    const body = bodySize * i;
    if (things[body + 6] === 0) {
      present[i] = undefined;
      return;
    }
    // Cars that drive by themselves are shown every few steps only while they are far away.
    if (lane[i] >= 0) showCar(townOf(set, clock[0]), state, i, place, 0);
    else place.set(things.subarray(body, body + bodySize));
    present[i] = carOf(i);
    present[i].poses.push(poseOf(place));
  }

  return {
    note(saved) {
      state.load(saved.subarray(0, size));
      ego ??= begun(own, 0);
      ego.poses.push(poseOf(own));
      for (let i = 0; i < lane.length; i++) noteCar(i);
      steps++;
    },
    map() {
      const { map } = townOf(set, clock[0]).roads;
      return {
        ...map,
        name: `${map.name}, recorded`.slice(0, 200),
        lights: map.lights.map((light) => ({ ...light, offset: light.offset + clock[3] })),
        traces: [...(ego ? [{ ...traceOf(ego), ego: true }] : []), ...all.map(traceOf)],
      };
    },
  };
}

const rounded = (value: number): number => Math.round(value * fine) / fine;

const poseOf = (body: Float64Array) =>
  [rounded(body[0]), rounded(body[1]), rounded(angleOf(body[3], body[2]))] as const;

const traceOf = ({ size: [halfLength, halfWidth], start, poses }: Car): Trace => ({
  length: 2 * halfLength,
  width: 2 * halfWidth,
  start,
  poses,
});
