/** The record with every value mapped. */
export const mapValues = <T, U>(
  record: { readonly [name: string]: T },
  map: (value: T, name: string) => U,
): { [name: string]: U } => Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
