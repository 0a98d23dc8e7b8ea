import { arraysOf } from "./batch.ts";
import type { BoundEnv } from "./bind-env.ts";
import { assert, fail, listing } from "./errors.ts";
import { type Leaf, leavesOf } from "./leaves.ts";
import { maskSizeOf, sizesOf } from "./masks.ts";
import type { PackedArray } from "./pack.ts";
import {
  type Batch,
  type Box,
  boundsAt,
  type Choice,
  type Choices,
  type Codes,
  type RowPick,
  type Space,
} from "./space.ts";

/**
 * Returns the check that runs before every step. It clips boxes in place.
 * @param masks `[rows, maskSize]`, empty where nothing is masked
 * @throws `action/illegal` for a number that is not finite, and for an option out of range or masked out
 */
export function actionCheck(env: BoundEnv, actions: Batch<Space>, masks: Uint8Array): () => void {
  const stride = masks.length > 0 ? maskSizeOf(env.action) : 0;
  const arrays = arraysOf(actions);
  let offset = 0;
  const checks = leavesOf(env.action).map((each, i) => {
    const leaf = { ...each, seats: env.seats };
    const check = leafCheck(leaf, arrays[i], { masks, stride, offset });
    if (leaf.space.type !== "length") offset += maskSizeOf(leaf.space);
    return check;
  });
  return checks.length === 1
    ? checks[0]
    : () => {
        for (const check of checks) check();
      };
}

/** A leaf of the actions, and how many rows of it belong to a world. */
type SeatLeaf = Leaf & { readonly seats: number };

/** Where a leaf's options stand in the masks: a row of masks is `stride` bytes, 0 where nothing is masked. */
interface Masked {
  readonly masks: Uint8Array;
  readonly stride: number;
  readonly offset: number;
}

function leafCheck(leaf: SeatLeaf, values: PackedArray, masked: Masked): () => void {
  const { space } = leaf;
  switch (space.type) {
    case "box":
      return boxCheck(leaf, space, values);
    case "codes":
      return codesCheck(leaf, space, values);
    case "choice":
      return choiceCheck(leaf, space, values, masked);
    case "choices":
      return choicesCheck(leaf, space, values, masked);
    case "pick":
      return pickCheck(leaf, space, values, masked);
    case "text": // any bytes are text
      return () => undefined;
    case "length": // no action has a list: binding the env refuses it
      return assert(false, "an action without lists") as never;
  }
}

function choiceCheck(leaf: SeatLeaf, { names }: Choice, values: PackedArray, { masks, stride, offset }: Masked) {
  const size = names.length;
  const refuse = (row: number) => refuseOption(leaf, row, values[row], names);
  if (stride === 0)
    return () => {
      for (let row = 0; row < values.length; row++) if (values[row] < 0 || values[row] >= size) refuse(row);
    };
  return () => {
    for (let row = 0, mask = offset; row < values.length; row++, mask += stride) {
      const option = values[row];
      if (option < 0 || option >= size || masks[mask + option] === 0) refuse(row);
    }
  };
}

function choicesCheck(leaf: SeatLeaf, space: Choices, values: PackedArray, { masks, stride, offset }: Masked) {
  const names = Object.values(space.parts);
  const sizes = sizesOf(space);
  return () => {
    for (let i = 0, row = offset; i < values.length; row += stride) {
      let mask = row;
      for (let part = 0; part < sizes.length; part++, i++) {
        const option = values[i];
        if (option < 0 || option >= sizes[part] || (stride > 0 && masks[mask + option] === 0))
          refuseOption(leaf, i, option, names[part]);
        mask += sizes[part];
      }
    }
  };
}

function pickCheck(leaf: SeatLeaf, { most, verbs }: RowPick, values: PackedArray, { masks, stride, offset }: Masked) {
  return () => {
    for (let i = 0, mask = offset; i < values.length; i += 2, mask += stride) {
      const [row, verb] = [values[i], values[i + 1]];
      if (row < 0 || row >= most) refuseIndex(leaf, i, row, most);
      if (verb < 0 || verb >= verbs.length) refuseOption(leaf, i + 1, verb, verbs);
      if (stride > 0 && masks[mask + row * verbs.length + verb] === 0)
        illegal(leaf, i, `${row} with the verb ${JSON.stringify(verbs[verb])}, which is masked out`, {
          expected: "a row and a verb that the mask allows",
        });
    }
  };
}

const codesCheck =
  (leaf: SeatLeaf, { count }: Codes, values: PackedArray) =>
  () => {
    for (let i = 0; i < values.length; i++)
      if (values[i] < 0 || values[i] >= count) refuseIndex(leaf, i, values[i], count);
  };

const refuseIndex = (leaf: SeatLeaf, index: number, value: number, count: number): never =>
  illegal(leaf, index, `${value}`, { expected: `0 to ${count - 1}` });

function refuseOption(leaf: SeatLeaf, index: number, option: number, names: readonly string[]): never {
  const masked = option >= 0 && option < names.length;
  return illegal(
    leaf,
    index,
    masked ? `${option} (${JSON.stringify(names[option])}), which is masked out` : `${option}`,
    {
      expected: masked ? "an option that the mask allows" : `0 to ${names.length - 1} (${listing(names)})`,
    },
  );
}

const largest = { float32: 3.4028234663852886e38, float64: Number.MAX_VALUE }; // IEEE 754

function boxCheck(leaf: SeatLeaf, space: Box, values: PackedArray): () => void {
  const { size, dtype } = leaf;
  const most = dtype === "float32" ? largest.float32 : largest.float64;
  const round = dtype === "float32" ? Math.fround : Number;
  const bounds = Array.from({ length: size }, (_, i) => boundsAt(space, i));
  const lows = Float64Array.from(bounds, ([low]) => round(Math.max(low, -most)));
  const highs = Float64Array.from(bounds, ([, high]) => round(Math.min(high, most)));
  const clip = (index: number, low: number, high: number) => {
    const value = values[index];
    if (!Number.isFinite(value)) illegal(leaf, index, `${value}`, { expected: "a finite number" });
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

function illegal(
  { path, size, seats }: SeatLeaf,
  index: number,
  value: string,
  { expected }: { expected: string },
): never {
  const element = `${path && ` ${path}`}${size > 1 ? `[${index % size}]` : ""}`;
  const row = Math.floor(index / size);
  const world = `world ${Math.floor(row / seats)}${seats > 1 ? `, seat ${row % seats},` : ""}`;
  return fail("action/illegal", {
    given: `action${element} of ${world} = ${value}`,
    expected,
  });
}
