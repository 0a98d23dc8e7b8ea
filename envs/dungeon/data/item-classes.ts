/** Classes of items by NLE's numbers. */
export const itemClass = {
  none: 0,
  weapon: 2,
  armour: 3,
  ring: 4,
  amulet: 5,
  tool: 6,
  food: 7,
  potion: 8,
  scroll: 9,
  wand: 11,
  coin: 12,
  gem: 13,
  rock: 14,
} as const;
export type ItemClass = Exclude<keyof typeof itemClass, "none">;

/** What NLE puts into `inv_oclasses` where there is no item. */
export const noClass = 18;

const ascii = (letter: string) => letter.charCodeAt(0);
/** The letter of each class on the map. */
export const classLetters = Uint8Array.from(' ?)[="(%!?+/$*`'.padEnd(19, " "), ascii);

/** The headings of inventories, and the order of the classes in them. */
export const classNames: { readonly [number: number]: string } = {
  5: "Amulets",
  2: "Weapons",
  3: "Armour",
  7: "Food",
  9: "Scrolls",
  8: "Potions",
  4: "Rings",
  11: "Wands",
  6: "Tools",
  13: "Gems",
  14: "Stones",
};

/** In a hundred items that lie about, how many are of each class. */
export const classOdds: readonly (readonly [ItemClass, number])[] = [
  ["weapon", 14],
  ["armour", 12],
  ["food", 18],
  ["tool", 7],
  ["gem", 9],
  ["potion", 14],
  ["scroll", 14],
  ["ring", 4],
  ["wand", 6],
  ["amulet", 2],
];
