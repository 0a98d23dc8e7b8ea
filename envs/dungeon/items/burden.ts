import { weightOf } from "../data/items.ts";
import { type Game, mostItems } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { place } from "./place.ts";

/** Burdened to overloaded, with NLE's numbers. */
export const burdenNames: readonly string[] = ["", "Burdened", "Stressed", "Strained", "Overtaxed", "Overloaded"];

/** What a hero carries without effort: 1 kg for each point of strength, and half of that for each of constitution. */
const capacityOf = ({ me }: Game): number => 10 * (2 * me[my.strength] + me[my.constitution]);

/** Weighs the pack; called where it changes. A hundred pieces of gold weigh 1. */
export function weighPack(game: Game): void {
  const { me, itemPlace, itemKind, itemCount } = game;
  let weight = Math.floor(me[my.gold] / 100);
  const top = Math.min(mostItems, me[my.itemTop] + 1);
  for (let item = 1; item < top; item++)
    if (itemPlace[item] === place.pack) weight += itemWeight(game, item, itemKind[item]) * itemCount[item];
  me[my.weight] = weight;
}

/** 1 for more than one carries without effort, and one more for every further half of that, up to 5. */
export function burdenOf(game: Game): number {
  const capacity = capacityOf(game);
  const over = game.me[my.weight] - capacity;
  return over <= 0 ? 0 : Math.min(5, Math.ceil((2 * over) / capacity));
}

function itemWeight(game: Game, item: number, kind: number): number {
  return weightOf[kind] > 0 ? weightOf[kind] : 5 + game.itemOf[item]; // corpses
}
