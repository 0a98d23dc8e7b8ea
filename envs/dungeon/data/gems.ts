import type { Colour, ItemKind, Odds } from "./item-kind.ts";

const gem = (name: string, odds: Odds, cost: number, colour: Colour): ItemKind => ({
  name,
  class: "gem",
  colour,
  odds,
  weight: 1,
  cost,
  look: colour,
});
const thrown = { damage: 3, launcher: "sling", missile: true } as const;

export const gems: readonly ItemKind[] = [
  gem("diamond", "treasure", 3200, "white"),
  gem("ruby", "treasure", 2800, "red"),
  gem("emerald", "treasure", 2400, "green"),
  gem("sapphire", "treasure", 2000, "blue"),
  { ...gem("amethyst", "rare", 500, "magenta"), look: "violet" },
  gem("garnet", "rare", 400, "red"),
  gem("piece of white glass", "common", 0, "white"),
  gem("piece of red glass", "common", 0, "red"),
  gem("piece of green glass", "common", 0, "green"),
  gem("piece of blue glass", "common", 0, "blue"),
  gem("flint stone", "usual", 1, "grey"),
  { name: "rock", class: "gem", colour: "grey", odds: "rare", weight: 20, cost: 0, ...thrown },
];
