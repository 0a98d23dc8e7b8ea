import type { Colour, ItemKind, Odds } from "./item-kind.ts";

const potion = (name: string, odds: Odds, cost: number, look: string, colour: Colour): ItemKind => ({
  name,
  class: "potion",
  colour,
  odds,
  weight: 10,
  cost,
  look,
});

export const potions: readonly ItemKind[] = [
  potion("water", "common", 10, "clear", "aqua"),
  potion("healing", "common", 60, "crimson", "magenta"),
  potion("greater healing", "usual", 120, "russet", "red"),
  potion("complete healing", "rare", 260, "black", "black"),
  potion("experience", "rare", 300, "chalky", "white"),
  potion("vigour", "usual", 110, "hazy", "white"),
  potion("true sight", "usual", 70, "violet", "magenta"),
  potion("berry juice", "common", 20, "inky", "black"),
  potion("spirits", "usual", 25, "brown", "brown"),
  potion("confusion", "usual", 50, "orange", "orange"),
  potion("blindness", "usual", 55, "yellow", "yellow"),
  potion("slumber", "usual", 65, "bubbling", "grey"),
  potion("haste", "usual", 130, "foaming", "aqua"),
  potion("levitation", "usual", 90, "spiralling", "cyan"),
  potion("invisibility", "rare", 140, "sky blue", "sky"),
  potion("might", "rare", 240, "moss green", "green"),
  potion("sensing monsters", "usual", 80, "sparkling", "white"),
  potion("sensing things", "usual", 80, "misty", "grey"),
  potion("sickness", "usual", 30, "pink", "pink"),
  potion("acid", "rare", 75, "white", "white"),
];
