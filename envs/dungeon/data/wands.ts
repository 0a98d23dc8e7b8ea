import type { Colour, ItemKind, Odds } from "./item-kind.ts";

const wand = (name: string, odds: Odds, cost: number, look: string, colour: Colour): ItemKind => ({
  name,
  class: "wand",
  colour,
  odds,
  weight: 4,
  cost,
  look,
});

export const wands: readonly ItemKind[] = [
  wand("light", "common", 80, "glass", "aqua"),
  wand("digging", "usual", 190, "iron", "cyan"),
  wand("slumber", "usual", 210, "birch", "brown"),
  wand("blows", "common", 120, "oak", "brown"),
  wand("sparks", "usual", 160, "hazel", "brown"),
  wand("fire", "usual", 230, "copper", "yellow"),
  wand("frost", "usual", 230, "silver", "grey"),
  wand("lightning", "rare", 250, "steel", "cyan"),
  wand("death", "treasure", 600, "ebony", "black"),
  wand("lead feet", "usual", 130, "pine", "brown"),
  wand("quick feet", "usual", 130, "pewter", "cyan"),
  wand("banishing", "usual", 220, "quartz", "aqua"),
  wand("summoning", "usual", 140, "marble", "white"),
  wand("laying to rest", "usual", 145, "willow", "brown"),
  wand("opening", "rare", 100, "bone", "cyan"),
  wand("locking", "rare", 100, "brass", "yellow"),
];
