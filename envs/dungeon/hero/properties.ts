import { itemNamed } from "../data/items.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { fitArmour, wearsRing } from "./armour.ts";

/** What a hero has by nature or has gained for good: bits of `me[my.gifts]`. */
export const gift = {
  speed: 1,
  telepathy: 2,
  poison: 4,
  fire: 8,
  cold: 16,
  sleep: 32,
  seeInvisible: 64,
  martialArts: 128,
  invisible: 256,
  stealth: 512,
} as const;

const ring = (name: string) => itemNamed(name, "ring");
const rings = {
  poison: ring("venom ward"),
  fire: ring("fire ward"),
  cold: ring("frost ward"),
  seeInvisible: ring("true sight"),
  invisibility: ring("invisibility"),
  freeAction: ring("free limbs"),
  levitation: ring("levitation"),
  regeneration: ring("mending"),
};
const telepathy = itemNamed("mind sight", "amulet");
const antidote = itemNamed("antidote", "amulet");
const choking = itemNamed("choking", "amulet");
const floatingBoots = itemNamed("levitation boots");
const strangles = 8; // turns in which the amulet kills
const byThings = 1 << 20; // a timer that only taking the thing off ends

/** Works out armour class and properties again, after something was put on or taken off or a gift came. */
export function refit(game: Game): void {
  const { me, itemKind, screen } = game;
  fitArmour(game);
  const gifts = me[my.gifts];
  const amulet = me[my.amulet] === 0 ? 0 : itemKind[me[my.amulet]];
  const boots = me[my.boots] === 0 ? 0 : itemKind[me[my.boots]];
  me[my.telepathic] = gifts & gift.telepathy || amulet === telepathy ? 1 : 0;
  me[my.resistsPoison] = gifts & gift.poison || amulet === antidote || wearsRing(game, rings.poison) ? 1 : 0;
  me[my.resistsFire] = gifts & gift.fire || wearsRing(game, rings.fire) ? 1 : 0;
  me[my.resistsCold] = gifts & gift.cold || wearsRing(game, rings.cold) ? 1 : 0;
  me[my.resistsSleep] = gifts & gift.sleep ? 1 : 0;
  me[my.freeAction] = wearsRing(game, rings.freeAction) ? 1 : 0;
  me[my.regenerates] = wearsRing(game, rings.regeneration) ? 1 : 0;
  me[my.seesInvisible] = gifts & gift.seeInvisible || wearsRing(game, rings.seeInvisible) ? 1 : 0;
  byThing(me, my.invisible, (gifts & gift.invisible) !== 0 || wearsRing(game, rings.invisibility));
  byThing(me, my.levitating, boots === floatingBoots || wearsRing(game, rings.levitation));
  if (amulet === choking && me[my.strangled] === 0) me[my.strangled] = strangles;
  else if (amulet !== choking) me[my.strangled] = 0;
  screen.packChanged = true;
}

function byThing(me: Int32Array, timer: number, has: boolean): void {
  if (has) me[timer] = byThings;
  else if (me[timer] > byThings / 2) me[timer] = 0;
}
