import type { Rng } from "../../../src/core/index.ts";
import { poseAt } from "../roads/along.ts";
import { placeOnLane } from "../roads/query.ts";
import { sampleSize } from "../roads/sampled.ts";
import { car } from "./bicycle.ts";
import { bodySize } from "./boxes.ts";
import { decisions } from "./decisions.ts";
import { laneChanges } from "./lane-changes.ts";
import { laneLists } from "./lane-lists.ts";
import { reach } from "./near.ts";
import type { TownState } from "./state.ts";
import type { Town } from "./town.ts";

const goneBeyond = 180; // [m] from the driven car
const seldom = 4; // steps between two decisions of a car that is out of reach: until then it goes on as it does
const thinksEvery = 10; // steps between two looks at lanes beside the own one
const sideways = 1.2; // [m/s] of a car that changes lanes
const [gone, idle, attentive] = [0, 1, 2];

/** Where the driven car is for others: a lane and a place on it, or lane -1. */
export interface Driven {
  lane: number;
  at: number;
  speed: number;
}

/** The cars of a town, which keep to lanes, follow each other, and give way. */
export interface Traffic {
  /** Puts all cars somewhere, none near a place. */
  scatter(town: Town, rng: Rng, x: number, y: number): void;
  /** @param steps since the start @param time of the lights [s] */
  step(town: Town, rng: Rng, seconds: number, steps: number, time: number, driven: Driven): void;
}

/** @param occupied for each crossing whether somebody is on it, by `[crossings]` */
export function traffic(state: TownState, occupied: (crossing: number) => boolean): Traffic {
  const { lane, next, after, at, speed, pedal, eager, waited, aside, things, own } = state;
  const count = lane.length;
  const place = new Float64Array(sampleSize);
  const due = new Uint8Array(count); // what each car does in this step
  const lists = laneLists(count);
  const choice = laneChanges(state, lists);
  const decide = decisions({ lane, next, after, at, speed, eager, waited }, lists, occupied);

  function choose({ roads: { lanes } }: Town, rng: Rng, from: number): number {
    if (from < 0) return -1;
    const first = lanes.next.from[from];
    const many = lanes.next.from[from + 1] - first;
    return many === 0 ? -1 : lanes.next.values[first + (many === 1 ? 0 : rng.integer(many))];
  }

  const show = (town: Town, car: number): void => showCar(town, state, car, things, bodySize * car);

  /** Tries to put a car on a street, out of the way of all others. */
  function appear(town: Town, rng: Rng, i: number, x: number, y: number, least: number, most: number): boolean {
    const street = town.streets[rng.integer(town.streets.length)];
    const distance = rng.uniform(0, town.roads.lanes.length[street]);
    placeOnLane(town.roads, street, distance, place);
    const away = (place[0] - x) ** 2 + (place[1] - y) ** 2;
    if (away < least * least || away > most * most) return false;
    for (let j = 0; j < count; j++) {
      if (j === i || things[bodySize * j + 6] === 0) continue;
      const [dx, dy] = [place[0] - things[bodySize * j], place[1] - things[bodySize * j + 1]];
      if (dx * dx + dy * dy < 144) return false;
    }
    lane[i] = street;
    at[i] = distance;
    next[i] = choose(town, rng, street);
    after[i] = choose(town, rng, next[i]);
    eager[i] = rng.uniform(0.75, 1.05);
    speed[i] = 0.7 * town.bend[street];
    waited[i] = 0;
    pedal[i] = aside[i] = 0;
    things[bodySize * i + 6] = car.halfLength;
    things[bodySize * i + 7] = car.halfWidth;
    show(town, i);
    return true;
  }

  return {
    scatter(town, rng, x, y) {
      things.fill(0, 0, bodySize * count);
      for (let i = 0; i < count; i++)
        for (let tries = 0; tries < 20; tries++) if (appear(town, rng, i, x, y, 15, 150)) break;
    },
    step(town, rng, seconds, steps, time, driven) {
      const { lanes } = town.roads;
      lists.fill(lanes.count, lane, next);
      for (let i = 0; i < count; i++) {
        const body = bodySize * i;
        const dx = things[body] - own[0];
        const dy = things[body + 1] - own[1];
        const away = dx * dx + dy * dy;
        if (things[body + 6] === 0 || away > goneBeyond * goneBeyond) due[i] = gone;
        else if (away > reach * reach && (steps + i) % seldom !== 0) due[i] = idle;
        else {
          due[i] = attentive;
          if ((steps + i) % thinksEvery === 0) change(town, rng, i, choice(town, i, driven));
          pedal[i] = decide(town, i, time, driven);
        }
      }
      for (let i = 0; i < count; i++) {
        if (due[i] === gone) {
          if (!appear(town, rng, i, own[0], own[1], 60, 150)) vanish(i);
          continue;
        }
        const was = speed[i];
        speed[i] = Math.max(0, was + pedal[i] * seconds);
        at[i] += ((was + speed[i]) / 2) * seconds;
        aside[i] -= Math.max(-sideways * seconds, Math.min(sideways * seconds, aside[i]));
        if (at[i] > lanes.length[lane[i]] && !goOn(town, rng, i)) continue;
        if (due[i] === attentive) show(town, i);
      }
    },
  };

  /** Sets out for a lane beside its own, if there is one: from now on the car counts as being there. */
  function change(town: Town, rng: Rng, i: number, to: number): void {
    if (to < 0) return;
    const { lanes } = town.roads;
    const here = lane[i];
    const isLeft = to === lanes.left[here];
    aside[i] = (isLeft ? -1 : 1) * (halfAt(town, here, at[i]) + halfAt(town, to, at[i]));
    at[i] *= lanes.length[to] / lanes.length[here];
    lane[i] = to;
    next[i] = choose(town, rng, to);
    after[i] = choose(town, rng, next[i]);
  }

  /** Goes on to the next lane. @returns false where there is none, and the car is gone */
  function goOn(town: Town, rng: Rng, i: number): boolean {
    at[i] -= town.roads.lanes.length[lane[i]];
    lane[i] = next[i];
    next[i] = after[i];
    after[i] = choose(town, rng, next[i]);
    waited[i] = 0;
    if (lane[i] < 0) vanish(i);
    return lane[i] >= 0;
  }

  function vanish(i: number): void {
    things.fill(0, bodySize * i, bodySize * (i + 1));
    lane[i] = next[i] = after[i] = -1;
  }
}

/** Writes where a car of the traffic is, and how it moves: the first six numbers of a body. */
export function showCar(
  { roads }: Pick<Town, "roads">,
  { lane, at, aside, speed }: Pick<TownState, "lane" | "at" | "aside" | "speed">,
  car: number,
  out: Float64Array,
  body: number,
): void {
  const { points, firstPoint, parts, spacing } = roads.lanes;
  const on = lane[car];
  poseAt(points, firstPoint[on], parts[on], spacing[on], at[car] / spacing[on], out, body);
  out[body] -= aside[car] * out[body + 3];
  out[body + 1] += aside[car] * out[body + 2];
  out[body + 4] = speed[car] * out[body + 2];
  out[body + 5] = speed[car] * out[body + 3];
}

/** Half of a lane's width at a distance [m]. */
function halfAt({ roads: { lanes } }: Town, lane: number, distance: number): number {
  const point = Math.min(lanes.parts[lane], Math.max(0, Math.round(distance / lanes.spacing[lane])));
  return lanes.points[sampleSize * (lanes.firstPoint[lane] + point) + 6];
}
