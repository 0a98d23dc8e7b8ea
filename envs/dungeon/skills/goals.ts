import { listing } from "../../../src/core/index.ts";
import { terrain as is } from "../data/terrain.ts";
import { events, isOnStairsDown } from "../features.ts";
import { place } from "../items/place.ts";
import type { Game } from "../state/game.ts";
import { cells } from "../state/grid.ts";
import { my, status } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import type { Description, Goal } from "./description.ts";
import { monsterKindOf, named } from "./names.ts";
import { findReach, isWithinReach } from "./reach.ts";

/** What ends an episode, as a description has it. */
export interface Aim {
  /** Whether it is reached, asked before what happened in the step is forgotten. */
  isReached(game: Game): boolean;
  isLost(game: Game): boolean;
  /** Whether a hero can come to all that it takes. */
  isPossible(game: Game): boolean;
}

/** @throws `level/invalid` for an event or a monster that there is not */
export function aimOf({ goal = "stairs", fails }: Description): Aim {
  const [isReached, canReach] = goalOf(goal);
  const bad = fails && eventOf(fails.event);
  return {
    isReached: (game) => game.me[my.status] === status.playing && isReached(game),
    isLost: (game) => bad !== undefined && game.tally[bad] > 0,
    isPossible(game) {
      findReach(game);
      return canReach(game);
    },
  };
}

const eventOf = (name: string): number =>
  named("event", name, Object.fromEntries(Object.keys(events).map((event) => [event, happened[event as "kills"]])));

function goalOf(goal: Goal): readonly [isReached: (game: Game) => boolean, canReach: (game: Game) => boolean] {
  if (goal === "stairs") return [isOnStairsDown, (game) => everyCell(game, is.stairsDown) > 0];
  if (goal === "boulders on fountains")
    return [
      (game) => !game.terrain.includes(is.fountain),
      ({ terrain }) => terrain.includes(is.fountain) && isEnough(terrain),
    ];
  if ("slay" in goal) {
    const kind = monsterKindOf(goal.slay);
    return [
      ({ monsterKind }) => !monsterKind.includes(kind),
      ({ monsterKind, monsterCell }) =>
        monsterKind.includes(kind) && monsterKind.every((one, i) => one !== kind || isWithinReach(monsterCell[i])),
    ];
  }
  const event = eventOf(goal.event);
  return [
    ({ tally }) => tally[event] > 0,
    ({ itemPlace, itemCell }) => itemPlace.every((where, i) => where !== place.floor || isWithinReach(itemCell[i])),
  ];
}

/** How many cells of a terrain can be reached; none where one of them cannot. */
function everyCell({ terrain }: Game, code: number): number {
  let count = 0;
  for (let cell = terrain.indexOf(code); cell >= 0; cell = terrain.indexOf(code, cell + 1)) {
    if (!isWithinReach(cell)) return 0;
    count++;
  }
  return count;
}

function isEnough(terrain: Uint8Array): boolean {
  let [boulders, fountains] = [0, 0];
  for (let cell = 0; cell < cells; cell++) {
    if (terrain[cell] === is.fountain) fountains++;
    if (terrain[cell] === is.boulder) boulders++;
  }
  return boulders >= fountains;
}

/** The goal in the words of an error. */
export const goalInWords = (goal: Goal = "stairs"): string =>
  typeof goal === "string" ? goal : "slay" in goal ? `the ${goal.slay}` : `what ${listing([goal.event])} takes`;
