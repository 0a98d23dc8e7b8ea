import type { ItemClass } from "./item-classes.ts";

/** What a hero begins with: name, class, number, enchantment; and how it is used. */
export type Gear = readonly [
  name: string,
  of: ItemClass,
  count: number,
  plus: number,
  use?: "wielded" | "worn" | "quivered",
];

export interface Role {
  readonly name: string;
  readonly hp: number;
  readonly energy: number;
  /** Strength, dexterity, constitution, intelligence, wisdom, charisma. */
  readonly abilities: readonly [number, number, number, number, number, number];
  readonly gear: readonly Gear[];
  readonly pet: string;
  /** What it is born with. */
  readonly gifts: readonly ("speed" | "poison resistance" | "martial arts")[];
}

export const roles: readonly Role[] = [
  {
    name: "fighter",
    hp: 16,
    energy: 1,
    abilities: [17, 12, 17, 8, 9, 8],
    gear: [
      ["long sword", "weapon", 1, 1, "wielded"],
      ["dagger", "weapon", 1, 0],
      ["ring mail", "armour", 1, 0, "worn"],
      ["small shield", "armour", 1, 0, "worn"],
      ["food ration", "food", 2, 0],
      ["apple", "food", 5, 0],
    ],
    pet: "little dog",
    gifts: [],
  },
  {
    name: "delver",
    hp: 15,
    energy: 1,
    abilities: [16, 11, 17, 10, 10, 9],
    gear: [
      ["pick-axe", "tool", 1, 0, "wielded"],
      ["dagger", "weapon", 4, 0, "quivered"],
      ["studded leather armour", "armour", 1, 0, "worn"],
      ["iron helmet", "armour", 1, 0, "worn"],
      ["hard biscuit", "food", 3, 0],
      ["oil lamp", "tool", 1, 0],
    ],
    pet: "little dog",
    gifts: [],
  },
  {
    name: "mystic",
    hp: 14,
    energy: 4,
    abilities: [14, 16, 14, 10, 14, 9],
    gear: [
      ["leather gloves", "armour", 1, 2, "worn"],
      ["leather cloak", "armour", 1, 1, "worn"],
      ["food ration", "food", 3, 0],
      ["apple", "food", 5, 0],
      ["orange", "food", 5, 0],
      ["cookie", "food", 3, 0],
      ["healing", "potion", 2, 0],
      ["naming", "scroll", 1, 0],
    ],
    pet: "kitten",
    gifts: ["speed", "martial arts"],
  },
  {
    name: "rogue",
    hp: 12,
    energy: 1,
    abilities: [12, 18, 12, 10, 9, 9],
    gear: [
      ["short sword", "weapon", 1, 0, "wielded"],
      ["dagger", "weapon", 8, 0, "quivered"],
      ["leather armour", "armour", 1, 1, "worn"],
      ["hard biscuit", "food", 1, 0],
    ],
    pet: "kitten",
    gifts: [],
  },
];

/** How many roles a hero of any role is drawn from. */
export const rolesDrawn = 3;

/** What people call heroes of each role, a word for every four levels. */
export const ranks: readonly (readonly string[])[] = [
  ["Recruit", "Guard", "Swordsman", "Veteran", "Champion", "Hero"],
  ["Digger", "Miner", "Tunneller", "Pathfinder", "Deepwalker", "Master"],
  ["Novice", "Seeker", "Disciple", "Adept", "Sage", "Master"],
  ["Pilferer", "Footpad", "Burglar", "Filcher", "Shadow", "Master"],
];
