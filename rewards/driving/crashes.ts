/** Events of a crash, as driving envs count them. */
export const crashes = ["pedestrianCollision", "vehicleCollision", "staticCollision"] as const;

/** How many of the events happened in a row. */
export function countOf(
  events: { readonly [name: string]: Int32Array },
  names: readonly string[],
  row: number,
): number {
  let count = 0;
  for (const name of names) count += events[name][row];
  return count;
}
