import type { Batch, Space } from "../core/index.ts";

type Leaf = ArrayLike<number>;

/** Reads what is carried, a line an item: `a - a quarterstaff (weapon in hands)`. */
export type Inventory = (observation: Batch<Space>) => string[];

/** Where an observation has the leaves `inv_letters` and `inv_strs`, as NLE names them; else nothing. */
export function inventoryIn(observation: Space): Inventory | undefined {
  if (observation.type !== "parts") return undefined;
  const { inv_letters: letters, inv_strs: words } = observation.fields;
  if (letters?.type !== "codes" || words?.type !== "codes" || words.shape.length !== 2) return undefined;
  const [items, width] = words.shape;
  return (batch) => {
    const leaves = batch as unknown as { readonly [name: string]: Leaf };
    const lines: string[] = [];
    for (let item = 0; item < items; item++) {
      const letter = leaves.inv_letters[item];
      if (letter === 0) break;
      let line = "";
      for (let i = item * width; i < (item + 1) * width && leaves.inv_strs[i] !== 0; i++)
        line += String.fromCharCode(leaves.inv_strs[i]);
      lines.push(`${String.fromCharCode(letter)} - ${line}`);
    }
    return lines;
  };
}
