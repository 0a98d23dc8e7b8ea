const [least, most] = [5, 95];

/**
 * The chance in a hundred that a blow hits: the attacker's skill, less 4 for every point by which armour brings the class
 * below 10. Never surer than 95 nor less sure than 5.
 */
export const hitChance = (skill: number, armourClass: number): number =>
  Math.max(least, Math.min(most, skill - 4 * (10 - armourClass)));

/** The chance to hit what cannot get out of the way. */
export const surest = most;
