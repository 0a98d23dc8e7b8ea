import { weightOf } from "../data/items.ts";
import { type Game, mostItems } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { place } from "./place.ts";

/** Burdened to overloaded, with NLE's numbers. */
export const burdenNames: readonly string[] = ["", "Burdened", "Stressed", "Strained", "Overtaxed", "Overloaded"];

/** What a hero can carry at all: 2 kg for each point of strength, and 1 kg for each of constitution. */
export const capacityOf = ({ me }: Game): number => 20 * (2 * me[my.strength] + me[my.constitution]);

/** Weighs the pack; called where it changes. */
export function weighPack(game: Game): void {
  const { me, itemPlace, itemKind, itemCount } = game;
  let weight = Math.floor((me[my.gold] + 50) / 100);
  const top = Math.min(mostItems, me[my.itemTop] + 1);
  for (let item = 1; item < top; item++)
    if (itemPlace[item] === place.pack) weight += itemWeight(game, item, itemKind[item]) * itemCount[item];
  me[my.weight] = weight;
}

/** 1 for a load of more than half of what one can carry, and one more for every further half of that half. */
export function burdenOf(game: Game): number {
  const over = game.me[my.weight] * 2 - capacityOf(game);
  if (over <= 0) return 0;
  return Math.min(5, 1 + Math.floor((over * 2) / capacityOf(game)));
}

function itemWeight(game: Game, item: number, kind: number): number {
  return weightOf[kind] > 0 ? weightOf[kind] : 5 + game.itemOf[item]; // corpses
}
