import { itemNamed, protectionOf } from "../data/items.ts";
import { itemBit } from "../items/place.ts";
import type { Game } from "../state/game.ts";
import { my, wornFields } from "../state/hero.ts";

const protection = itemNamed("protection", "ring");

/** Works out the armour class: 10 without anything on, less with every piece. */
export function fitArmour(game: Game): void {
  const { me, itemKind, itemPlus, itemFlags } = game;
  let armourClass = 10 - me[my.protection];
  for (let part = 1; part < wornFields.length; part++) {
    const item = me[wornFields[part]];
    if (item === 0) continue;
    const rust = itemFlags[item] & itemBit.eroded ? 1 : 0;
    armourClass -= Math.max(0, protectionOf[itemKind[item]] - rust) + itemPlus[item];
  }
  for (const ring of [me[my.leftRing], me[my.rightRing]])
    if (ring !== 0 && itemKind[ring] === protection) armourClass -= itemPlus[ring];
  me[my.armourClass] = Math.max(-60, Math.min(20, armourClass));
}

/** Whether a ring of a kind is on; and the sum of what such rings add. */
export const wearsRing = ({ me, itemKind }: Game, kind: number): boolean =>
  (me[my.leftRing] !== 0 && itemKind[me[my.leftRing]] === kind) ||
  (me[my.rightRing] !== 0 && itemKind[me[my.rightRing]] === kind);
export const ringPlus = ({ me, itemKind, itemPlus }: Game, kind: number): number =>
  (me[my.leftRing] !== 0 && itemKind[me[my.leftRing]] === kind ? itemPlus[me[my.leftRing]] : 0) +
  (me[my.rightRing] !== 0 && itemKind[me[my.rightRing]] === kind ? itemPlus[me[my.rightRing]] : 0);
