import type { ItemKind, Odds } from "./item-kind.ts";

const tool = (name: string, odds: Odds, weight: number, cost: number, more: Partial<ItemKind> = {}): ItemKind => ({
  name,
  class: "tool",
  colour: "aqua",
  odds,
  weight,
  cost,
  ...more,
});

export const tools: readonly ItemKind[] = [
  tool("pick-axe", "usual", 60, 45, { damage: 5, metal: true }),
  tool("skeleton key", "common", 1, 15, { metal: true }),
  tool("lock pick", "usual", 1, 12, { metal: true }),
  tool("oil lamp", "common", 18, 14, { colour: "yellow" }),
  tool("ever-bright lamp", "rare", 18, 280, { colour: "yellow" }),
  tool("tallow candle", "usual", 3, 3, { colour: "white" }),
  tool("wooden flute", "rare", 6, 9, { colour: "brown" }),
  tool("tin whistle", "common", 1, 4, { metal: true }),
  tool("stethoscope", "usual", 4, 30),
  tool("mirror", "usual", 8, 16, { colour: "plain" }),
  tool("towel", "usual", 6, 5, { colour: "magenta" }),
  tool("horn of frost", "treasure", 20, 320, { colour: "white" }),
  tool("crystal ball", "rare", 90, 140, { colour: "white" }),
];
