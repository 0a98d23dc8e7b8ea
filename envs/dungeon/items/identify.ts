import { gainExperience } from "../hero/growth.ts";
import type { Game } from "../state/game.ts";
import { happened } from "../state/tally.ts";
import { itemBit } from "./place.ts";

const pointsForKind = 15;

/** The hero learns what a kind of item is, which is worth some points. */
export function learn(game: Game, kind: number): void {
  if (game.known[kind] !== 0) return;
  game.known[kind] = 1;
  game.screen.packChanged = true;
  game.tally[happened.identified]++;
  gainExperience(game, 0, pointsForKind);
}

/** The hero learns everything about an item. */
export function identify(game: Game, item: number): void {
  learn(game, game.itemKind[item]);
  game.itemFlags[item] |= itemBit.blessingKnown | itemBit.plusKnown;
  game.screen.packChanged = true;
}

export const isCursed = ({ itemFlags }: Game, item: number): boolean => (itemFlags[item] & itemBit.cursed) !== 0;
export const isBlessed = ({ itemFlags }: Game, item: number): boolean => (itemFlags[item] & itemBit.blessed) !== 0;
