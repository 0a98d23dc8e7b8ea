import { makeItem } from "../items/make.ts";
import { itemBit } from "../items/place.ts";
import type { Game } from "../state/game.ts";
import type { Blessing } from "./description.ts";
import { itemOf, named } from "./names.ts";

const blessings = { blessed: itemBit.blessed, cursed: itemBit.cursed, uncursed: 0 } as const;

/**
 * Returns a function that makes one item, which is nowhere yet; 0 where the world is full.
 * @throws `level/invalid` for names that there are not
 */
export function maker(name: string, is: Blessing | undefined, known = false): (game: Game) => number {
  const kindOf = itemOf(name);
  const bits = is === undefined ? 0 : named("blessing", is, blessings);
  return (game) => {
    const kind = kindOf(game);
    const item = makeItem(game, kind);
    game.itemCount[item] = 1;
    if (is !== undefined) game.itemFlags[item] = (game.itemFlags[item] & ~(itemBit.blessed | itemBit.cursed)) | bits;
    if (known) game.known[kind] = 1;
    return item;
  };
}
