import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { enterKey, escapeKey, spaceKey } from "./keys.ts";
import { pickUp } from "./pick-up.ts";
import { prompt } from "./prompt.ts";

const most = 20; // entries on a page; what lies deeper is offered when these are taken
const chosen = 1024; // added to an entry that is picked

/** Offers everything that lies here. */
export function openPickUpMenu(game: Game): void {
  const { me, itemAt, itemNext, menu } = game;
  let count = 0;
  for (let item = itemAt[me[my.cell]]; item !== 0 && count < most; item = itemNext[item]) menu[count++] = item;
  me[my.menuTop] = count;
  me[my.prompt] = prompt.menu;
}

/** Letters mark and unmark, a comma marks all, enter takes what is marked, escape nothing. */
export function chooseFromMenu(game: Game, key: number): boolean {
  const { me, menu } = game;
  const count = me[my.menuTop];
  me[my.prompt] = prompt.menu;
  if (key === escapeKey) {
    me[my.prompt] = prompt.none;
    return false;
  }
  if (key === enterKey || key === spaceKey) {
    me[my.prompt] = prompt.none;
    let taken = 0;
    for (let i = 0; i < count; i++) if (menu[i] >= chosen && pickUp(game, menu[i] - chosen)) taken++;
    return taken > 0;
  }
  if (key === 44) {
    for (let i = 0; i < count; i++) if (menu[i] < chosen) menu[i] += chosen;
    return false;
  }
  const entry = key - 97;
  if (entry >= 0 && entry < count) menu[entry] += menu[entry] < chosen ? chosen : -chosen;
  return false;
}

export const isMarked = ({ menu }: Game, entry: number): boolean => menu[entry] >= chosen;
export const entryItem = ({ menu }: Game, entry: number): number => menu[entry] & (chosen - 1);
