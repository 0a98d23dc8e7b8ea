/** Turns in which a monster gets a hit point back. */
export const healingTurns = 15;

/** Bits of `game.monsterState`. */
export const monsterBit = {
  asleep: 1,
  peaceful: 2,
  hidden: 4, // disguised or beneath something
  invisible: 8,
  confused: 16,
  cancelled: 32,
  slow: 64,
  fast: 128,
  holding: 256, // the hero
  angry: 512,
  trapped: 1024,
  spotted: 2048, // has been seen by the hero
} as const;
