/** Nutrition: what a hero begins with, where the stomach is full, and where each worse state begins. */
export const nutrition = {
  start: 1000,
  full: 1600,
  satiated: 1200,
  hungry: 200,
  weak: 100,
  fainting: 0,
  dead: -250,
} as const;

/** Hunger with NLE's numbers: 0 satiated to 4 fainting. */
export const hungerLevels = { satiated: 0, fine: 1, hungry: 2, weak: 3, fainting: 4 } as const;

export const hungerOf = (left: number): number =>
  left > nutrition.satiated
    ? 0
    : left > nutrition.hungry
      ? 1
      : left > nutrition.weak
        ? 2
        : left > nutrition.fainting
          ? 3
          : 4;

export const hungerNames: readonly string[] = ["Satiated", "", "Hungry", "Weak", "Fainting"];
