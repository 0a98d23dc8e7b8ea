import type { ItemKind, Odds } from "./item-kind.ts";

const weapon = (name: string, damage: number, odds: Odds, weight: number, more: Partial<ItemKind> = {}): ItemKind => ({
  name,
  class: "weapon",
  colour: "aqua",
  odds,
  weight,
  cost: damage * damage, // a better blade is dearer by more than it hurts
  damage,
  metal: true,
  ...more,
});

const wooden = { metal: false, colour: "brown" } as const;

export const weapons: readonly ItemKind[] = [
  weapon("dagger", 4, "common", 8, { toHit: 2, missile: true }),
  weapon("knife", 3, "usual", 4),
  weapon("short sword", 6, "usual", 20),
  weapon("broadsword", 7, "usual", 28),
  weapon("long sword", 8, "common", 26),
  weapon("two-handed sword", 12, "rare", 56, { twoHanded: true }),
  weapon("axe", 6, "usual", 32),
  weapon("battle-axe", 11, "rare", 64, { twoHanded: true }),
  weapon("mace", 7, "usual", 46),
  weapon("morning star", 8, "rare", 52),
  weapon("war hammer", 9, "rare", 60),
  weapon("flail", 7, "usual", 38),
  weapon("spear", 7, "common", 36, { missile: true }),
  weapon("javelin", 5, "usual", 18, { missile: true }),
  weapon("trident", 8, "rare", 40),
  weapon("halberd", 10, "rare", 62, { twoHanded: true }),
  weapon("club", 5, "usual", 30, wooden),
  weapon("quarterstaff", 6, "usual", 34, { ...wooden, twoHanded: true }),
  weapon("scimitar", 7, "usual", 24),
  weapon("sling", 2, "usual", 3, wooden),
  weapon("bow", 2, "usual", 16, wooden),
  weapon("crossbow", 3, "rare", 70, wooden),
  weapon("arrow", 6, "common", 1, { launcher: "bow", missile: true }),
  weapon("crossbow bolt", 7, "usual", 2, { launcher: "crossbow", missile: true }),
  weapon("dart", 3, "common", 2, { missile: true }),
  weapon("throwing star", 5, "rare", 1, { missile: true, toHit: 2 }),
];
