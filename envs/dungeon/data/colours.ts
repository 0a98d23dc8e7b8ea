/** The sixteen colours of a terminal, by NLE's numbers. */
export const colour = {
  black: 0,
  red: 1,
  green: 2,
  brown: 3,
  blue: 4,
  magenta: 5,
  cyan: 6,
  grey: 7,
  plain: 8,
  orange: 9,
  lime: 10,
  yellow: 11,
  sky: 12,
  pink: 13,
  aqua: 14,
  white: 15,
} as const;
