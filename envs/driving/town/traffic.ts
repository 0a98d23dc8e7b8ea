import type { Rng } from "../../../src/core/index.ts";
import { colourAt, placeOnLane } from "../roads/query.ts";
import { sampleSize } from "../roads/sampled.ts";
import { car } from "./bicycle.ts";
import { bodySize, placeBody } from "./boxes.ts";
import { acceleration, idm } from "./following.ts";
import { laneLists } from "./lane-lists.ts";
import type { TownState } from "./state.ts";
import type { Town } from "./town.ts";

const sight = 80; // [m] ahead along lanes
const standsAt = 1; // [m] before a line
const before = idm.gap - car.halfLength - standsAt; // [m] beyond a line where a car would stand for others to stop at the line
const patience = 100; // steps of waiting after which somebody goes although others have priority
const slow = 0.6; // [m/s^2] by which drivers brake early for bends

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
  step(town: Town, rng: Rng, seconds: number, time: number, driven: Driven): void;
}

/** @param occupied for each crossing whether somebody is on it, by `[crossings]` */
export function traffic(
  { lane, next, after, at, speed, eager, waited, things, own }: TownState,
  occupied: (crossing: number) => boolean,
): Traffic {
  const count = lane.length;
  const place = new Float64Array(sampleSize);
  const pedal = new Float64Array(count);
  const lists = laneLists(count);

  function choose({ roads: { lanes } }: Town, rng: Rng, from: number): number {
    if (from < 0) return -1;
    const first = lanes.next.from[from];
    const many = lanes.next.from[from + 1] - first;
    return many === 0 ? -1 : lanes.next.values[first + (many === 1 ? 0 : rng.integer(many))];
  }

  function show(town: Town, car: number): void {
    placeOnLane(town.roads, lane[car], at[car], place);
    placeBody(things, bodySize * car, place[0], place[1], place[2], place[3], speed[car]);
  }

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
    things[bodySize * i + 6] = car.halfLength;
    things[bodySize * i + 7] = car.halfWidth;
    show(town, i);
    return true;
  }

  /** How hard car i may accelerate, by whatever is ahead of it. */
  function decide({ roads, bend }: Town, i: number, time: number, driven: Driven): number {
    const { lanes, stops, crossings, conflicts } = roads;
    const [here, then, later] = [lane[i], next[i], after[i]];
    const left = lanes.length[here] - at[i];
    let gap = sight;
    let ahead = Number.POSITIVE_INFINITY;
    for (let k = 0, on = here, start = -at[i]; k < 3 && on >= 0 && start < gap; k++) {
      if (driven.lane === on && start + driven.at > 0 && start + driven.at < gap) {
        gap = start + driven.at;
        ahead = driven.speed;
      }
      for (let j = lists.firstOn(on); j >= 0; j = lists.nextOn[j]) {
        const way = start + at[j];
        if (j === i || way <= 0 || way >= gap) continue;
        gap = way;
        ahead = speed[j];
      }
      start += lanes.length[on];
      on = k === 0 ? then : later;
    }
    let wanted = bend[here] * eager[i];
    if (then >= 0) wanted = Math.min(wanted, Math.sqrt(bend[then] * bend[then] + 2 * slow * idm.acceleration * left));
    let pull = acceleration(speed[i], wanted, gap, gap < sight ? ahead : speed[i]);

    let line = sight; // where to stop, if anywhere [m]
    const braking = (speed[i] * speed[i]) / (2 * idm.brake);
    for (let k = stops.from[here]; k < stops.from[here + 1]; k++) {
      const way = stops.at[k] - at[i] - car.halfLength;
      if (way < -1 || way > line) continue;
      const colour = stops.light[k] >= 0 ? colourAt(roads, stops.light[k], time) : 0;
      const isRed = colour === 2 || (colour === 1 && way > braking);
      const hasToStand = stops.kind[k] === 1 && waited[i] === 0; // at a stop sign everybody stands once
      if (isRed || hasToStand || (then >= 0 && way < 25 && mustYield(i, then, left, driven))) line = way;
      if (hasToStand && way < 2 && speed[i] < 0.3) waited[i] = 1;
    }
    for (let k = 0, on = here, start = -at[i]; k < 2 && on >= 0; k++, start += lanes.length[on], on = then)
      for (let c = crossings.from[on]; c < crossings.from[on + 1]; c++) {
        const way = start + crossings.spans[2 * c] - car.halfLength;
        if (way > 0 && way < line && way > braking - 1 && occupied(crossings.crossing[c])) line = way;
      }
    if (waited[i] > 0 || (line < 10 && speed[i] < 0.5)) waited[i]++;
    if (line < sight) pull = Math.min(pull, acceleration(speed[i], wanted, Math.max(0.5, line + before), 0));
    return pull;

    /** Whether somebody is in the way within the junction, or comes with priority. */
    function mustYield(i: number, into: number, left: number, driven: Driven): boolean {
      for (let k = conflicts.from[into]; k < conflicts.from[into + 1]; k++) {
        if (conflicts.kind[k] === 2) continue;
        const other = conflicts.lane[k];
        const end = conflicts.spans[4 * k + 3];
        const mine = (left + conflicts.spans[4 * k]) / Math.max(3, speed[i]);
        if (driven.lane === other && driven.at < end + 4) return true;
        for (let j = lists.firstOn(other); j >= 0; j = lists.nextOn[j]) if (j !== i && at[j] < end + 4) return true;
        if (conflicts.yields[k] < 0 || waited[i] > patience) continue;
        for (let j = lists.firstTo(other); j >= 0; j = lists.nextTo[j]) {
          if (j === i) continue;
          const way = lanes.length[lane[j]] - at[j] + conflicts.spans[4 * k + 2];
          const theirs = way / Math.max(1, speed[j]);
          if (conflicts.yields[k] > 0 ? theirs < mine + 2.5 && speed[j] > 1 : waited[j] > waited[i]) return true;
        }
      }
      return false;
    }
  }

  return {
    scatter(town, rng, x, y) {
      things.fill(0, 0, bodySize * count);
      for (let i = 0; i < count; i++)
        for (let tries = 0; tries < 20; tries++) if (appear(town, rng, i, x, y, 15, 150)) break;
    },
    step(town, rng, seconds, time, driven) {
      const { lanes } = town.roads;
      lists.fill(lanes.count, lane, next);
      for (let i = 0; i < count; i++) pedal[i] = things[bodySize * i + 6] === 0 ? 0 : decide(town, i, time, driven);
      for (let i = 0; i < count; i++) {
        const dx = things[bodySize * i] - own[0];
        const dy = things[bodySize * i + 1] - own[1];
        if (things[bodySize * i + 6] === 0 || dx * dx + dy * dy > 180 * 180) {
          if (!appear(town, rng, i, own[0], own[1], 60, 150)) vanish(i);
          continue;
        }
        const was = speed[i];
        speed[i] = Math.max(0, was + pedal[i] * seconds);
        at[i] += ((was + speed[i]) / 2) * seconds;
        if (at[i] > lanes.length[lane[i]]) {
          at[i] -= lanes.length[lane[i]];
          lane[i] = next[i];
          next[i] = after[i];
          after[i] = choose(town, rng, next[i]);
          waited[i] = 0;
          if (lane[i] < 0) {
            vanish(i);
            continue;
          }
        }
        show(town, i);
      }
    },
  };

  function vanish(i: number): void {
    things.fill(0, bodySize * i, bodySize * (i + 1));
    lane[i] = next[i] = after[i] = -1;
  }
}
