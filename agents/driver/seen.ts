/** Where the numbers of the observation of `driving/route-v1` stand, flattened; the labels of its space say the same. */
export const place = { speed: 0, limit: 1 } as const;
export const points = { at: 8, count: 20 } as const;
export const neighbours = { at: 48, count: 8 } as const;
export const stops = { at: 104, count: 2 } as const;
export const people = { at: 110, count: 4 } as const;
/** All numbers, those for values alone included. */
export const size = 141;
/** Numbers that `driving/crowd-v1` shows between the people and those for values, if it is told to. */
export const weights = 7;
/** Distance between points of the route [m]. */
export const pointsApart = 3;
