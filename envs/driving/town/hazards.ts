import type { Rng } from "../../../src/core/index.ts";
import { placeOnLane } from "../roads/query.ts";
import { placeOnRoute } from "../roads/route.ts";
import { sampleSize } from "../roads/sampled.ts";
import { car } from "./bicycle.ts";
import { bodySize, placeBody } from "./boxes.ts";
import { hazardous as h, onRoute, type TownState } from "./state.ts";
import type { Town, TownRoute } from "./town.ts";

/** What may happen to a driver, in the order of the feature `hazard`: 1 is the first, 0 none. */
export const hazardKinds = [
  "pedestrian",
  "cut-in",
  "red-light-runner",
  "wrong-way",
  "tailgating",
  "door",
  "debris",
] as const;
export type HazardKind = (typeof hazardKinds)[number];

/** How often each kind comes, against the others. */
export const hazardWeights = {
  none: [0, 0, 0, 0, 0, 0, 0],
  even: [1, 1, 1, 1, 1, 1, 1],
  "long-tail": [100, 46.4, 21.5, 10, 4.64, 2.15, 1], // by a factor of 10^(1/3) from one to the next
} as const;

const crossing = 1 + hazardKinds.indexOf("red-light-runner");
const behind = 1 + hazardKinds.indexOf("tailgating");
const longest = 15; // [s] until a hazard counts as not mastered
const passed = 12; // [m] behind the car where it is over

export interface Hazards {
  /** Begins an episode without one. */
  clear(rng: Rng): void;
  /** @returns whether one has lasted too long, and ends */
  step(town: Town, route: TownRoute, rng: Rng, seconds: number, speed: number): boolean;
}

/** @param rate hazards for each km driven; 0 for one an episode, soon after its start */
export function hazards(state: TownState, weights: readonly number[], rate: number): Hazards {
  const { hazard, things, people, route: along } = state;
  const vehicle = bodySize * state.lane.length;
  const debris = things.length - bodySize;
  const person = people.length - bodySize;
  const place = new Float64Array(sampleSize);
  const total = weights.reduce((sum, weight) => sum + weight, 0);

  function hide(): void {
    things.fill(0, vehicle, vehicle + bodySize);
    things.fill(0, debris, debris + bodySize);
    people.fill(0, person, person + bodySize);
    hazard[h.kind] = hazard[h.time] = hazard[h.failed] = hazard[h.phase] = 0;
  }

  const put = (bodies: Float64Array, at: number, halfLength: number, halfWidth: number): void => {
    bodies[at + 6] = halfLength;
    bodies[at + 7] = halfWidth;
  };

  function draw(rng: Rng): number {
    let left = rng.uniform(0, total);
    for (const [i, weight] of weights.entries()) {
      left -= weight;
      if (left < 0) return i + 1;
    }
    return weights.length;
  }

  /** Sets up what the kind needs; a kind that has no place here does not begin. */
  function begin(kind: HazardKind, route: TownRoute, speed: number, rng: Rng): boolean {
    const here = along[onRoute.along];
    const half = route.points[sampleSize * along[onRoute.point] + 6];
    hazard[h.left] = 0;
    switch (kind) {
      case "pedestrian":
        hazard[h.along] = here + Math.max(16, 2.4 * speed);
        hazard[h.left] = -half - 1.5;
        put(people, person, 0.3, 0.3);
        return true;
      case "cut-in":
        hazard[h.along] = here + 10 + 0.8 * speed;
        hazard[h.left] = -half - 1.4;
        hazard[h.speed] = Math.max(3, 0.6 * speed);
        put(things, vehicle, car.halfLength, car.halfWidth);
        return true;
      case "red-light-runner": {
        const many = route.conflictLane.length;
        for (let i = 0; i < many; i++) {
          const way = route.conflictSpans[4 * i] - here;
          if (route.conflictKind[i] !== 0 || way < 20 || way > 80) continue;
          hazard[h.phase] = i;
          hazard[h.speed] = 11;
          hazard[h.along] = route.conflictSpans[4 * i + 2] - (11 * way) / Math.max(4, speed);
          put(things, vehicle, car.halfLength, car.halfWidth);
          return true;
        }
        return false;
      }
      case "wrong-way":
        hazard[h.along] = here + 70;
        hazard[h.speed] = -7;
        put(things, vehicle, car.halfLength, car.halfWidth);
        return true;
      case "tailgating":
        if (here < 12) return false;
        hazard[h.along] = here - 9;
        hazard[h.speed] = speed;
        put(things, vehicle, car.halfLength, car.halfWidth);
        return true;
      case "door":
        hazard[h.along] = here + Math.max(16, 2.5 * speed);
        hazard[h.left] = -half - 0.6;
        put(things, vehicle, car.halfLength, car.halfWidth);
        return true;
      case "debris":
        hazard[h.along] = here + Math.max(25, 3 * speed);
        hazard[h.left] = rng.uniform(-0.8, 0.8);
        put(things, debris, 0.4, 0.4);
        return true;
    }
  }

  const show = (
    route: TownRoute,
    bodies: Float64Array,
    at: number,
    left: number,
    speed: number,
    turn: number,
  ): void => {
    placeOnRoute(route, hazard[h.along], place);
    const [x, y, cos, sin] = place;
    // A turn of 0 faces along the route, 1 against it, 2 to its left.
    const [c, s] = turn === 0 ? [cos, sin] : turn === 1 ? [-cos, -sin] : [-sin, cos];
    placeBody(bodies, at, x - sin * left, y + cos * left, c, s, speed);
  };

  function move(kind: HazardKind, { roads }: Town, route: TownRoute, seconds: number, speed: number): void {
    const gap = hazard[h.along] - along[onRoute.along];
    switch (kind) {
      case "pedestrian":
        if (hazard[h.left] < 8) hazard[h.left] += 1.7 * seconds;
        return show(route, people, person, hazard[h.left], hazard[h.left] < 8 ? 1.7 : 0, 2);
      case "cut-in":
        hazard[h.along] += hazard[h.speed] * seconds;
        hazard[h.left] = Math.min(0, hazard[h.left] + 1.6 * seconds);
        return show(route, things, vehicle, hazard[h.left], hazard[h.speed], 0);
      case "red-light-runner":
        hazard[h.along] += hazard[h.speed] * seconds;
        placeOnLane(roads, route.conflictLane[hazard[h.phase]], hazard[h.along], place);
        return placeBody(things, vehicle, place[0], place[1], place[2], place[3], hazard[h.speed]);
      case "wrong-way":
        hazard[h.along] += hazard[h.speed] * seconds;
        if (gap < 32) hazard[h.left] = Math.min(3.6, hazard[h.left] + 2 * seconds);
        return show(route, things, vehicle, hazard[h.left], -hazard[h.speed], 1);
      case "tailgating": {
        const pull = 2 * (speed - hazard[h.speed]) + 0.8 * (-gap - 6.5);
        hazard[h.speed] = Math.max(0, hazard[h.speed] + Math.min(3, Math.max(-4, pull)) * seconds);
        hazard[h.along] += hazard[h.speed] * seconds;
        return show(route, things, vehicle, 0, hazard[h.speed], 0);
      }
      case "door": {
        show(route, things, vehicle, hazard[h.left], 0, 0);
        if (gap < 4 + 2 * speed) hazard[h.phase] = Math.min(0.45, hazard[h.phase] + seconds);
        if (hazard[h.phase] > 0) {
          put(things, debris, 0.1, hazard[h.phase]);
          show(route, things, debris, hazard[h.left] + car.halfWidth + hazard[h.phase], 0, 0);
        }
        return;
      }
      case "debris":
        return show(route, things, debris, hazard[h.left], 0, 0);
    }
  }

  /** The way until the next one [m]. */
  const pause = (rng: Rng): number => (rate > 0 ? (1000 / rate) * rng.uniform(0.3, 1.7) : rng.uniform(20, 60));

  return {
    clear(rng) {
      hide();
      hazard[h.next] = pause(rng);
    },
    step(town, route, rng, seconds, speed) {
      if (total === 0) return false;
      const driven = along[onRoute.driven];
      if (hazard[h.kind] === 0) {
        if (driven < hazard[h.next]) return false;
        const kind = draw(rng);
        if (!begin(hazardKinds[kind - 1], route, speed, rng)) {
          hazard[h.next] = driven + 10;
          return false;
        }
        hazard[h.kind] = kind;
      }
      move(hazardKinds[hazard[h.kind] - 1], town, route, seconds, speed);
      hazard[h.time] += seconds;
      const isOver =
        hazard[h.kind] === crossing
          ? hazard[h.along] > route.conflictSpans[4 * hazard[h.phase] + 3] + 25
          : hazard[h.kind] === behind
            ? hazard[h.time] > 8
            : hazard[h.along] < along[onRoute.along] - passed;
      const isLate = !isOver && hazard[h.time] > longest;
      if (isOver || isLate) {
        hide();
        hazard[h.next] = rate > 0 ? driven + pause(rng) : Number.MAX_VALUE;
      }
      return isLate;
    },
  };
}
