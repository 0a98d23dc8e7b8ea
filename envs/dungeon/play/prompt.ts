/** What the game waits for: `me[my.prompt]`. */
export const prompt = {
  /** A command. */
  none: 0,
  /** Any key that goes on to the next messages. */
  more: 1,
  /** A direction for the command `me[my.verb]`. */
  direction: 2,
  /** The letter of an item for the command. */
  item: 3,
  /** Yes or no. */
  yesNo: 4,
  /** Picking items from a list. */
  menu: 5,
  /** Any key, after a page was shown. */
  page: 6,
} as const;
