import type { bodyPart, ItemKind, Odds } from "./item-kind.ts";

const armour = (
  name: string,
  worn: keyof typeof bodyPart,
  protection: number,
  odds: Odds,
  weight: number,
  more: Partial<ItemKind> = {},
): ItemKind => ({
  name,
  class: "armour",
  colour: "aqua",
  odds,
  weight,
  cost: 5 + 12 * protection * protection,
  protection,
  worn,
  delay: worn === "body" ? 2 + protection : 1,
  ...more,
});

const leather = { colour: "brown" } as const;
const metal = { metal: true } as const;
const wonder = { cost: 160, colour: "brown" } as const;

export const armours: readonly ItemKind[] = [
  armour("leather jacket", "body", 1, "usual", 40, leather),
  armour("leather armour", "body", 2, "common", 120, leather),
  armour("studded leather armour", "body", 3, "common", 160, leather),
  armour("ring mail", "body", 3, "usual", 220, metal),
  armour("scale mail", "body", 4, "usual", 260, metal),
  armour("chain mail", "body", 5, "usual", 280, metal),
  armour("splint mail", "body", 6, "rare", 340, metal),
  armour("plate mail", "body", 7, "rare", 420, metal),
  armour("dragon scale mail", "body", 9, "treasure", 110, { colour: "green" }),
  armour("leather cloak", "cloak", 1, "usual", 30, leather),
  armour("hooded cloak", "cloak", 0, "common", 24, leather),
  armour("cloak of protection", "cloak", 3, "rare", 24, { ...wonder, colour: "magenta" }),
  armour("leather cap", "helmet", 1, "common", 8, leather),
  armour("iron helmet", "helmet", 2, "usual", 36, metal),
  armour("cooking pot", "helmet", 1, "rare", 28, metal),
  armour("small shield", "shield", 1, "usual", 50, leather),
  armour("large shield", "shield", 2, "usual", 110, metal),
  armour("polished shield", "shield", 2, "treasure", 80, { ...metal, cost: 160 }),
  armour("leather gloves", "gloves", 1, "usual", 4, leather),
  armour("iron gauntlets", "gloves", 2, "rare", 26, metal),
  armour("low boots", "boots", 1, "common", 16, leather),
  armour("iron shoes", "boots", 2, "rare", 56, metal),
  armour("speed boots", "boots", 1, "rare", 16, { ...wonder, look: "buckled boots" }),
  armour("levitation boots", "boots", 1, "rare", 16, { ...wonder, look: "laced boots" }),
  armour("silent boots", "boots", 1, "rare", 16, { ...wonder, look: "soft boots" }),
];
