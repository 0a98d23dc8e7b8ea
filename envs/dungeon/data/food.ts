import type { Colour, ItemKind, Odds } from "./item-kind.ts";

const food = (name: string, nutrition: number, odds: Odds, weight: number, colour: Colour): ItemKind => ({
  name,
  class: "food",
  colour,
  odds,
  weight,
  cost: 2 + Math.ceil(nutrition / 25),
  nutrition,
  delay: 1 + Math.floor(nutrition / 150),
});

export const foods: readonly ItemKind[] = [
  food("food ration", 750, "common", 16, "brown"),
  food("hard biscuit", 500, "usual", 10, "brown"),
  food("waybread", 900, "rare", 6, "white"),
  food("strip of tripe", 180, "usual", 8, "brown"),
  food("apple", 60, "common", 3, "red"),
  food("orange", 70, "usual", 4, "orange"),
  food("pear", 60, "usual", 3, "lime"),
  food("melon", 120, "rare", 24, "lime"),
  food("carrot", 50, "usual", 2, "orange"),
  food("bulb of garlic", 30, "rare", 1, "white"),
  food("sprig of sage", 20, "rare", 1, "green"),
  food("egg", 90, "usual", 1, "white"),
  food("cookie", 110, "usual", 1, "yellow"),
  food("pancake", 220, "usual", 3, "yellow"),
  food("jar of honey", 320, "rare", 9, "yellow"),
  { ...food("corpse", 0, "never", 0, "brown"), cost: 0, delay: 3 },
];
