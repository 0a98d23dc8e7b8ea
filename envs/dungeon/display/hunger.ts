/** Hunger by nutrition left, with NLE's numbers: 0 satiated to 4 fainting. */
export const hungerLevels = { satiated: 0, fine: 1, hungry: 2, weak: 3, fainting: 4 } as const;

export const hungerOf = (nutrition: number): number =>
  nutrition > 1000 ? 0 : nutrition > 150 ? 1 : nutrition > 50 ? 2 : nutrition > 0 ? 3 : 4;

export const hungerNames: readonly string[] = ["Satiated", "", "Hungry", "Weak", "Fainting"];
