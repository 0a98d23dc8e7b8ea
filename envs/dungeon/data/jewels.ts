import type { Colour, ItemKind, Odds } from "./item-kind.ts";

const ring = (name: string, cost: number, look: string, colour: Colour): ItemKind => ({
  name,
  class: "ring",
  colour,
  odds: "usual",
  weight: 1,
  cost,
  look,
});
const amulet = (name: string, odds: Odds, look: string): ItemKind => ({
  name,
  class: "amulet",
  colour: "aqua",
  odds,
  weight: 3,
  cost: 220,
  look,
});

export const rings: readonly ItemKind[] = [
  ring("protection", 120, "amber", "orange"),
  ring("strong blows", 140, "ash wood", "brown"),
  ring("sure blows", 140, "bloodstone", "red"),
  ring("mending", 260, "blued steel", "blue"),
  ring("finding", 90, "braided hair", "brown"),
  ring("hunger", 60, "carved bone", "white"),
  ring("wandering", 110, "copper wire", "orange"),
  ring("true sight", 130, "jasper", "red"),
  ring("invisibility", 180, "frosted glass", "aqua"),
  ring("venom ward", 150, "lapis", "blue"),
  ring("fire ward", 150, "obsidian", "black"),
  ring("frost ward", 150, "ram's horn", "grey"),
  ring("free limbs", 190, "river stone", "grey"),
  ring("levitation", 170, "hammered gold", "yellow"),
  ring("might", 200, "twisted iron", "cyan"),
  ring("slow hunger", 210, "plaited reed", "green"),
];

export const amulets: readonly ItemKind[] = [
  amulet("second life", "treasure", "leaf-shaped"),
  amulet("choking", "rare", "star-shaped"),
  amulet("mind sight", "usual", "crescent"),
  amulet("drowsing", "rare", "teardrop"),
  amulet("mirrors", "treasure", "wheel-shaped"),
  amulet("antidote", "usual", "hand-shaped"),
  { name: "Orb of the Deep", class: "amulet", colour: "pink", odds: "never", weight: 40, cost: 25_000 },
];
