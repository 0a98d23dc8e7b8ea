import { type Dtype, isWhole, rangeOf } from "./dtype.ts";
import { fail } from "./errors.ts";
import {
  type Box,
  boundsAt,
  type Choice,
  type Choices,
  type Codes,
  type CodeType,
  kindsIn,
  type List,
  type Parts,
  type RowPick,
  type Space,
  type Text,
} from "./space.ts";

/** @throws `space/invalid` for a shape or bounds that no value can meet. */
export function box<const D extends Dtype>(spec: Omit<Box<D>, "type">): Box<D> {
  const size = spec.shape.reduce((product, length) => product * length, 1);
  const wrong = (given: string, expected: string) => fail("space/invalid", { given: `a box with ${given}`, expected });
  checkShape("a box", spec.shape);
  for (const bound of [spec.low, spec.high])
    if (typeof bound === "object" && bound.length !== size) wrong(`${bound.length} bounds`, `one, or ${size}`);
  for (let i = 0; i < size; i++) {
    const [low, high] = boundsAt({ type: "box", ...spec }, i);
    if (!(low <= high)) wrong(`low ${low} and high ${high} at element ${i}`, "low at most high");
    const [least, most] = [Math.max(low, rangeOf[spec.dtype][0]), Math.min(high, rangeOf[spec.dtype][1])];
    if (isWhole(spec.dtype) ? Math.ceil(least) > Math.floor(most) : least > most)
      wrong(`low ${low} and high ${high} at element ${i}`, `room for a number of type ${spec.dtype}`);
  }
  if (spec.labels && spec.labels.length !== size) wrong(`${spec.labels.length} labels`, `${size}`);
  return { type: "box", ...spec };
}

interface CodesSpec {
  readonly shape: readonly number[];
  readonly count: number;
}
/**
 * Codes of type int32, unless a smaller type that holds them is named.
 * @throws `space/invalid` for a shape or count that no code can meet
 */
export function codes(spec: CodesSpec): Codes<"int32">;
export function codes<const D extends CodeType>(spec: CodesSpec & { readonly dtype: D }): Codes<D>;
export function codes({ shape, count, dtype = "int32" }: CodesSpec & { readonly dtype?: CodeType }): Codes {
  checkShape("codes", shape);
  const most = rangeOf[dtype][1] + 1;
  if (!Number.isInteger(count) || count < 1 || count > most)
    fail("space/invalid", {
      given: `${count} different codes of type ${dtype}`,
      expected: `a whole number from 1 to ${most}`,
      fix: count > most ? "Name a larger dtype." : undefined,
    });
  return { type: "codes", dtype, shape, count };
}

/** @throws `space/invalid` for no name or the same name twice. */
export function choice(...names: readonly string[]): Choice {
  checkNames("a choice", names);
  return { type: "choice", names };
}

export function choices(parts: Choices["parts"]): Choices {
  checkNames("choices", Object.keys(parts));
  for (const [part, names] of Object.entries(parts)) checkNames(`part "${part}"`, names);
  return { type: "choices", parts };
}

export function text(maxLength: number): Text {
  checkMost("text", maxLength, "bytes");
  return { type: "text", maxLength };
}

export function parts<const F extends { readonly [name: string]: Space }>(fields: F): Parts<F> {
  checkNames("parts", Object.keys(fields));
  return { type: "parts", fields };
}

/**
 * A list of at most `most` values; they may be of any space but lists and picks.
 * @throws `space/invalid`
 */
export function list<const O extends Space>({ of, most }: { readonly of: O; readonly most: number }): List<O> {
  checkMost("a list", most, "rows");
  const inner = kindsIn(of).find((kind) => kind === "list" || kind === "pick");
  if (inner) fail("space/invalid", { given: `a list of a ${inner}`, expected: "rows without lists and picks" });
  return { type: "list", of, most };
}

/**
 * Picks a row of a list in the observation, and one of several verbs to do with it. An env whose action has a pick says
 * by its mask, `[most, verbs]`, what is legal.
 * @param path where the list stands in the observation
 * @throws `space/invalid`
 */
export function pick(path: string, { most }: Pick<List, "most">, verbs: readonly string[]): RowPick {
  checkNames("a pick", verbs);
  return { type: "pick", list: path, most, verbs };
}

function checkShape(what: string, shape: readonly number[]): void {
  if (shape.some((length) => !Number.isInteger(length) || length < 1))
    fail("space/invalid", { given: `${what} with shape [${shape}]`, expected: "whole lengths of at least 1" });
}

function checkMost(what: string, most: number, unit: string): void {
  if (!Number.isInteger(most) || most < 1)
    fail("space/invalid", { given: `${what} of at most ${most} ${unit}`, expected: "a whole number of at least 1" });
}

function checkNames(what: string, names: readonly string[]): void {
  if (names.length === 0) fail("space/invalid", { given: `${what} without names`, expected: "at least one" });
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    fail("space/invalid", { given: `${what} with "${twice}" twice`, expected: "distinct names" });
}
