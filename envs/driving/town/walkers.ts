import type { Rng } from "../../../src/core/index.ts";
import { bodySize, placeBody } from "./boxes.ts";
import type { TownState } from "./state.ts";
import type { Town } from "./town.ts";

const personHalf = 0.3; // [m]
const longestWait = 6; // [s]
const wary = 2.5; // [s] of a car's way that somebody wants free before stepping onto the road
const cutOff = 5; // [m]
const near = 120; // [m] from the driven car

/** People who cross the road at crossings, look first, and come back later. */
export interface Walkers {
  scatter(town: Town, rng: Rng): void;
  step(town: Town, rng: Rng, seconds: number): void;
  /** Whether somebody is on a crossing. */
  isOn(crossing: number): boolean;
  /** Whether somebody on a crossing is so close to a place that a car there cuts the way off. */
  isNear(crossing: number, x: number, y: number): boolean;
}

export function walkers({ crossing, walked, pace, people, things, own }: TownState): Walkers {
  const count = crossing.length;
  /** A negative pace walks from the second end to the first. */
  function show({ roads: { crossings } }: Town, i: number): number {
    const at = 5 * crossing[i];
    const { places } = crossings;
    const dx = places[at + 2] - places[at];
    const dy = places[at + 3] - places[at + 1];
    const length = Math.sqrt(dx * dx + dy * dy);
    const way = Math.min(length, Math.max(0, walked[i]));
    const share = pace[i] > 0 ? way / length : 1 - way / length;
    const sign = pace[i] > 0 ? 1 : -1;
    const isWalking = walked[i] > 0 && walked[i] < length;
    placeBody(
      people,
      bodySize * i,
      places[at] + share * dx,
      places[at + 1] + share * dy,
      (sign * dx) / length,
      (sign * dy) / length,
      isWalking ? Math.abs(pace[i]) : 0,
    );
    return length;
  }

  function appear(town: Town, rng: Rng, i: number): void {
    const { places } = town.roads.crossings;
    const all = places.length / 5;
    crossing[i] = -1;
    people.fill(0, bodySize * i, bodySize * (i + 1));
    for (let tries = 0; tries < 4 && all > 0; tries++) {
      const one = rng.integer(all);
      const [dx, dy] = [places[5 * one] - own[0], places[5 * one + 1] - own[1]];
      if (dx * dx + dy * dy > near * near) continue;
      crossing[i] = one;
      pace[i] = rng.uniform(1, 1.8) * (rng.uniform() < 0.5 ? -1 : 1);
      walked[i] = -rng.uniform(0, longestWait) * Math.abs(pace[i]);
      people[bodySize * i + 6] = people[bodySize * i + 7] = personHalf;
      show(town, i);
      return;
    }
  }

  /** Whether a car would come too close to somebody who steps onto the road now. */
  function isFree(i: number): boolean {
    const [x, y] = [people[bodySize * i], people[bodySize * i + 1]];
    return !comes(own, 0, x, y) && !anyComes(x, y);
  }

  function anyComes(x: number, y: number): boolean {
    for (let at = 0; at < things.length; at += bodySize) if (things[at + 6] > 0 && comes(things, at, x, y)) return true;
    return false;
  }

  return {
    scatter(town, rng) {
      for (let i = 0; i < count; i++) {
        appear(town, rng, i);
        if (crossing[i] >= 0) walked[i] += rng.uniform(0, 3); // some have begun already
      }
    },
    step(town, rng, seconds) {
      for (let i = 0; i < count; i++) {
        if (crossing[i] < 0) {
          appear(town, rng, i);
          continue;
        }
        const further = walked[i] + Math.abs(pace[i]) * seconds;
        if (walked[i] > 0 || further < 0 || isFree(i)) walked[i] = further;
        if (walked[i] >= show(town, i)) appear(town, rng, i);
      }
    },
    isNear(one, x, y) {
      for (let i = 0; i < count; i++) {
        const dx = people[bodySize * i] - x;
        const dy = people[bodySize * i + 1] - y;
        if (crossing[i] === one && walked[i] > 0 && dx * dx + dy * dy < cutOff * cutOff) return true;
      }
      return false;
    },
    isOn(one) {
      for (let i = 0; i < count; i++) if (crossing[i] === one && walked[i] > 0) return true;
      return false;
    },
  };
}

/** Whether a body is about to come within a few metres of a place. */
function comes(bodies: Float64Array, at: number, x: number, y: number): boolean {
  const speed = bodies[at + 4] * bodies[at + 2] + bodies[at + 5] * bodies[at + 3];
  const [dx, dy] = [x - bodies[at], y - bodies[at + 1]];
  const ahead = dx * bodies[at + 2] + dy * bodies[at + 3];
  const aside = dy * bodies[at + 2] - dx * bodies[at + 3];
  return ahead > -3 && ahead < 4 + wary * speed && Math.abs(aside) < 6 && speed > 0.5;
}
