/** A drawing of one kind of ground: `field(3, 2, "a")` is three columns and two rows of the place a. */
export const field = (columns: number, rows: number, char = "."): string =>
  Array.from({ length: rows }, () => char.repeat(columns)).join("\n");
