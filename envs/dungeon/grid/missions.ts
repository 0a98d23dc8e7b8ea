/** Instructions that are the same in every episode: room for the longest, in letters and words. */
export const toTheGoal = { varies: false, letters: 64, words: 12 } as const;
/** Instructions that differ from episode to episode. */
export const told = { varies: true, letters: 96, words: 20 } as const;
