/** Where an item is: `game.itemPlace`. */
export const place = { nowhere: 0, floor: 1, pack: 2, monster: 3 } as const;

/** Bits of `game.itemFlags`. */
export const itemBit = {
  cursed: 1,
  blessed: 2,
  /** Whether it is cursed or blessed is known. */
  blessingKnown: 4,
  /** Its enchantment or charges are known. */
  plusKnown: 8,
  unpaid: 16,
  lit: 32,
  /** Where it lies it must not be picked up by itself: it was dropped. */
  dropped: 64,
  eroded: 128,
} as const;
