import { acceleration } from "./following.ts";
import type { laneLists } from "./lane-lists.ts";
import type { TownState } from "./state.ts";
import type { Town } from "./town.ts";
import type { Driven } from "./traffic.ts";

const worthwhile = 0.2; // [m/s^2] that a change has to gain
const imposed = 2; // [m/s^2], the hardest braking that it may cost others
const slowest = 1; // [m/s] at which one changes lanes
const fromStart = 2; // [m] of a lane, before which nobody changes
const toEnd = 15; // [m], after which nobody changes any more
const alone = 80; // [m] without anybody ahead or behind
const deadEnd = 3; // [m/s^2] that leaving a lane without a next one is worth

/**
 * Changes of lanes by the traffic of a town: MOBIL without politeness (Kesting, Treiber and Helbing 2007), with the
 * constants that highway-env drives by.
 */
export function laneChanges(
  { lane, next, at, speed, eager, waited, aside }: TownState,
  lists: ReturnType<typeof laneLists>,
) {
  const seen = { ahead: -1, gap: 0, behind: -1, room: 0 }; // -1 nobody, `self` the driven car

  /** Looks for who is ahead and behind at a place on a lane. */
  function look(on: number, place: number, but: number, driven: Driven): void {
    seen.ahead = seen.behind = -1;
    seen.gap = seen.room = alone;
    const meet = (who: number, way: number) => {
      if (way > 0 && way < seen.gap) {
        seen.gap = way;
        seen.ahead = who;
      }
      if (way <= 0 && -way < seen.room) {
        seen.room = -way;
        seen.behind = who;
      }
    };
    for (let j = lists.firstOn(on); j >= 0; j = lists.nextOn[j]) if (j !== but) meet(j, at[j] - place);
    if (driven.lane === on) meet(self, driven.at - place);
  }

  const speedOf = (who: number, driven: Driven): number => (who === self ? driven.speed : speed[who]);

  /** How car i would accelerate on a lane behind whoever is ahead there. */
  function pull(town: Town, i: number, on: number, driven: Driven): number {
    const wanted = town.bend[on] * eager[i];
    return acceleration(speed[i], wanted, seen.gap, seen.ahead === -1 ? speed[i] : speedOf(seen.ahead, driven));
  }

  /** The lane that car i changes to now, or -1. */
  return (town: Town, i: number, driven: Driven): number => {
    const { lanes } = town.roads;
    const here = lane[i];
    const length = lanes.length[here];
    if (aside[i] !== 0 || waited[i] > 0 || speed[i] < slowest || lanes.junction[here] >= 0) return -1;
    if (at[i] < fromStart || at[i] > length - toEnd) return -1;
    if (lanes.left[here] < 0 && lanes.right[here] < 0) return -1;
    look(here, at[i], i, driven);
    const now = pull(town, i, here, driven) - (next[i] < 0 ? deadEnd : 0);
    for (let side = 0; side < 2; side++) {
      const other = side === 0 ? lanes.left[here] : lanes.right[here];
      if (other < 0 || lanes.type[other] !== lanes.type[here]) continue;
      const isDead = lanes.next.from[other] === lanes.next.from[other + 1];
      look(other, (at[i] * lanes.length[other]) / length, i, driven);
      if (pull(town, i, other, driven) - (isDead ? deadEnd : 0) - now < worthwhile) continue;
      const { behind, room } = seen;
      if (behind === -1) return other;
      const theirs = speedOf(behind, driven);
      const wanted = behind === self ? town.bend[other] : town.bend[other] * eager[behind];
      if (acceleration(theirs, Math.max(wanted, theirs), room, speed[i]) > -imposed) return other;
    }
    return -1;
  };
}

const self = -2;
