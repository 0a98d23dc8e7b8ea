/** What an attack does besides damage, and to whom. */
export const effect = {
  none: 0,
  poison: 1, // saps strength
  fire: 2,
  cold: 3,
  shock: 4,
  acid: 5,
  sleep: 6,
  paralyse: 7,
  drain: 8, // takes an experience level
  stealGold: 9,
  stealItem: 10,
  grab: 11, // holds on
  blind: 12,
  stun: 13,
  teleport: 14,
  rust: 15,
  disease: 16,
  hunger: 17,
  curse: 18,
} as const;
export type Effect = keyof typeof effect;

/** How an attack is delivered. */
export const manner = {
  bite: 0,
  claw: 1,
  weapon: 2,
  touch: 3,
  sting: 4,
  butt: 5,
  kick: 6,
  gaze: 7,
  burst: 8,
  passive: 9,
  breath: 10,
  shot: 11,
  spell: 12,
} as const;
export type Manner = keyof typeof manner;

/** What a monster does to the hero, as its messages say it. */
export const verbs: readonly string[] = [
  "bites",
  "claws",
  "hits",
  "touches",
  "stings",
  "butts",
  "kicks",
  "gazes at",
  "bursts at",
  "",
  "breathes on",
  "shoots",
  "casts a spell at",
];
