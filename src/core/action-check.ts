import { arraysOf, type Leaf, leavesOf } from "./batch.ts";
import type { BoundEnv } from "./env.ts";
import { fail, listing } from "./errors.ts";
import type { PackedArray } from "./pack.ts";
import { sizesOf } from "./sampling.ts";
import { type Batch, type Box, boundsAt, type Space } from "./space.ts";

/**
 * Returns the check that is made before every step: it clips boxes in place.
 * @throws `action/illegal` for what is not a finite number, out of range or masked out
 */
export function actionCheck(env: BoundEnv, actions: Batch<Space>, masks: Uint8Array): () => void {
  const leaves = leavesOf(env.action);
  const checks = arraysOf(actions).map((array, i) => leafCheck(leaves[i], array, masks, whereIn(leaves[i], env.seats)));
  return checks.length === 1
    ? checks[0]
    : () => {
        for (const check of checks) check();
      };
}

function leafCheck(leaf: Leaf, values: PackedArray, masks: Uint8Array, where: Where): () => void {
  const { space } = leaf;
  if (space.type === "text") return () => undefined; // any bytes are text
  if (space.type === "box") return boxCheck(leaf, space, values, where);
  const sizes = sizesOf(space);
  const check = sizes.length === 1 ? choiceCheck : choicesCheck;
  return check(sizes, values, masks, (index, option) => {
    const part = index % sizes.length;
    const names = space.type === "choice" ? space.names : Object.values(space.parts)[part];
    const masked = option >= 0 && option < names.length;
    illegal(where(index), masked ? `${option} (${JSON.stringify(names[option])}), which is masked out` : `${option}`, {
      expected: masked ? "an option that the mask allows" : `0 to ${names.length - 1} (${listing(names)})`,
    });
  });
}

type Refuse = (index: number, option: number) => void;

function choiceCheck([size]: readonly number[], values: PackedArray, masks: Uint8Array, refuse: Refuse): () => void {
  if (masks.length === 0)
    return () => {
      for (let i = 0; i < values.length; i++) if (values[i] < 0 || values[i] >= size) refuse(i, values[i]);
    };
  return () => {
    for (let i = 0; i < values.length; i++) {
      const option = values[i];
      if (option < 0 || option >= size || masks[i * size + option] === 0) refuse(i, option);
    }
  };
}

function choicesCheck(sizes: readonly number[], values: PackedArray, masks: Uint8Array, refuse: Refuse): () => void {
  const masked = masks.length > 0;
  return () => {
    let mask = 0;
    for (let i = 0; i < values.length; )
      for (let part = 0; part < sizes.length; part++, i++) {
        const option = values[i];
        if (option < 0 || option >= sizes[part] || (masked && masks[mask + option] === 0)) refuse(i, option);
        mask += sizes[part];
      }
  };
}

const largest = { float32: 3.4028234663852886e38, float64: Number.MAX_VALUE }; // IEEE 754

function boxCheck(leaf: Leaf, space: Box, values: PackedArray, where: Where): () => void {
  const { size, dtype } = leaf;
  const most = dtype === "float32" ? largest.float32 : largest.float64;
  const round = dtype === "float32" ? Math.fround : Number;
  const bounds = Array.from({ length: size }, (_, i) => boundsAt(space, i));
  const lows = Float64Array.from(bounds, ([low]) => round(Math.max(low, -most)));
  const highs = Float64Array.from(bounds, ([, high]) => round(Math.min(high, most)));
  const clip = (index: number, low: number, high: number) => {
    const value = values[index];
    if (!Number.isFinite(value)) illegal(where(index), `${value}`, { expected: "a finite number" });
    values[index] = value < low ? low : high;
  };
  const [low, high] = [lows[0], highs[0]];
  if (lows.every((bound) => bound === low) && highs.every((bound) => bound === high))
    return () => {
      for (let i = 0; i < values.length; i++) if (!(values[i] >= low && values[i] <= high)) clip(i, low, high);
    };
  return () => {
    for (let i = 0; i < values.length; )
      for (let k = 0; k < size; k++, i++)
        if (!(values[i] >= lows[k] && values[i] <= highs[k])) clip(i, lows[k], highs[k]);
  };
}

/** Names an element of the actions: `[2] of world 5`, with the seat where a world has several. */
type Where = (index: number) => string;

const whereIn =
  ({ path, size }: Leaf, seats: number): Where =>
  (index) => {
    const row = Math.floor(index / size);
    const element = `${path && ` ${path}`}${size > 1 ? `[${index % size}]` : ""}`;
    return `${element} of world ${Math.floor(row / seats)}${seats > 1 ? `, seat ${row % seats},` : ""}`;
  };

const illegal = (where: string, value: string, { expected }: { expected: string }): never =>
  fail("action/illegal", { given: `action${where} = ${value}`, expected });
