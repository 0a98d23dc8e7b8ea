import { colourAt } from "../roads/query.ts";
import { car } from "./bicycle.ts";
import { acceleration, idm } from "./following.ts";
import type { laneLists } from "./lane-lists.ts";
import type { TownState } from "./state.ts";
import type { Town } from "./town.ts";
import type { Driven } from "./traffic.ts";

const sight = 80; // [m] ahead along lanes
const standsAt = 1; // [m] before a line
const before = idm.gap - car.halfLength - standsAt; // [m] beyond a line where a car would stand for others to stop at the line
const patience = 100; // steps of waiting after which somebody goes although others have priority
const slow = 0.6; // [m/s^2] by which drivers brake early for bends
const looksInto = 25; // [m] before a junction where drivers look who comes

/** What the drivers of a town's traffic decide, by what they see ahead. */
export function decisions(
  {
    lane,
    next,
    after,
    at,
    speed,
    eager,
    waited,
  }: Pick<TownState, "lane" | "next" | "after" | "at" | "speed" | "eager" | "waited">,
  lists: ReturnType<typeof laneLists>,
  occupied: (crossing: number) => boolean,
) {
  /** Whether somebody is in the way within the junction, or comes with priority. @param left [m] of car i's own lane */
  function mustYield({ roads }: Town, i: number, into: number, left: number, driven: Driven): boolean {
    const { lanes, conflicts } = roads;
    for (let k = conflicts.from[into]; k < conflicts.from[into + 1]; k++) {
      if (conflicts.kind[k] === 2) continue;
      const other = conflicts.lane[k];
      const end = conflicts.spans[4 * k + 3];
      if (driven.lane === other && driven.at < end + 4) return true;
      for (let j = lists.firstOn(other); j >= 0; j = lists.nextOn[j]) if (j !== i && at[j] < end + 4) return true;
      if (conflicts.yields[k] < 0 || waited[i] > patience) continue;
      const mine = (left + conflicts.spans[4 * k]) / Math.max(3, speed[i]);
      for (let j = lists.firstTo(other); j >= 0; j = lists.nextTo[j]) {
        if (j === i) continue;
        const way = lanes.length[lane[j]] - at[j] + conflicts.spans[4 * k + 2];
        const theirs = way / Math.max(1, speed[j]);
        if (conflicts.yields[k] > 0 ? theirs < mine + 2.5 && speed[j] > 1 : waited[j] > waited[i]) return true;
      }
    }
    return false;
  }

  /** The acceleration that whoever is ahead allows. */
  function follow({ roads: { lanes } }: Town, i: number, wanted: number, driven: Driven): number {
    let gap = sight;
    let ahead = speed[i];
    for (let k = 0, on = lane[i], start = -at[i]; k < 3 && on >= 0 && start < gap; k++) {
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
      on = k === 0 ? next[i] : after[i];
    }
    return acceleration(speed[i], wanted, gap, ahead);
  }

  /** How far ahead car i has to stop [m], or how far it sees. */
  function lineAhead(town: Town, i: number, left: number, time: number, driven: Driven): number {
    const { stops, crossings, lanes } = town.roads;
    const here = lane[i];
    const then = next[i];
    const braking = (speed[i] * speed[i]) / (2 * idm.brake);
    let line = sight;
    for (let k = stops.from[here]; k < stops.from[here + 1]; k++) {
      const way = stops.at[k] - at[i] - car.halfLength;
      if (way < -1 || way > line) continue;
      const colour = stops.light[k] >= 0 ? colourAt(town.roads, stops.light[k], time) : 0;
      const isRed = colour === 2 || (colour === 1 && way > braking);
      const hasToStand = stops.kind[k] === 1 && waited[i] === 0; // at a stop sign everybody stands once
      if (isRed || hasToStand || (then >= 0 && way < looksInto && mustYield(town, i, then, left, driven))) line = way;
      if (hasToStand && way < 2 && speed[i] < 0.3) waited[i] = 1;
    }
    // where lanes join without a line, those who have to give way do so at the end of theirs
    const end = left - car.halfLength;
    if (stops.from[here] === stops.from[here + 1] && then >= 0 && end < looksInto && end > 0 && end < line)
      if (mustYield(town, i, then, left, driven)) line = end;
    for (let k = 0, on = here, start = -at[i]; k < 2 && on >= 0; k++, start += lanes.length[on], on = then)
      for (let c = crossings.from[on]; c < crossings.from[on + 1]; c++) {
        const way = start + crossings.spans[2 * c] - car.halfLength;
        if (way > 0 && way < line && way > braking - 1 && occupied(crossings.crossing[c])) line = way;
      }
    return line;
  }

  /** How hard car i accelerates [m/s^2]. */
  return (town: Town, i: number, time: number, driven: Driven): number => {
    const { bend, roads } = town;
    const left = roads.lanes.length[lane[i]] - at[i];
    const then = next[i];
    let wanted = bend[lane[i]] * eager[i];
    if (then >= 0) {
      const most = bend[then] * bend[then] + 2 * slow * idm.acceleration * left;
      if (wanted * wanted > most) wanted = Math.sqrt(most);
    }
    const pull = follow(town, i, wanted, driven);
    const line = lineAhead(town, i, left, time, driven);
    if (waited[i] > 0 || (line < 10 && speed[i] < 0.5)) waited[i]++;
    return line < sight ? Math.min(pull, acceleration(speed[i], wanted, Math.max(0.5, line + before), 0)) : pull;
  };
}
