import { type AnyInner, type BoundTransform, fail, type RewardHost, type RewardRows } from "../core/index.ts";
import { all, clearAbsent, columns, type Part, type Piece, requireFinite, requireHistory, whole } from "./part.ts";

/** The reward that a transform is applied to, or several by name. */
export type Inner = Part | { readonly [name: string]: Part };
const isOne = (inner: Inner): inner is Part => typeof inner.fill === "function";

/**
 * A transform over an inner reward, or over several by name, which stay visible beside what is made of them. With
 * `before`, they are evaluated twice: with the features as they were before each step, and then on the rows.
 */
export function apply(path: string, transform: BoundTransform, to: Inner, host: RewardHost, pieces: Piece[]): Part {
  const { before, within } = transform.inputs;
  const names = isOne(to) ? undefined : Object.keys(to);
  const inner = (isOne(to) ? [to] : Object.values(to)).map(whole);
  const paths = names ? names.map((name) => `${path}.${name}`) : [`${path}.to`];
  const instance = transform.create(host);
  pieces.push({ path, id: transform.id, instance });
  requireHistory(transform.id, transform.inputs, instance);
  const after = columns(inner.length);
  const earlier = columns(inner.length);
  const shape = (values: readonly Float64Array[]) =>
    names ? Object.fromEntries(names.map((name, i) => [name, values[i]])) : values[0];
  const innerRows = (rows: RewardRows): AnyInner => ({
    ...rows,
    values: shape(after(rows.rows)),
    before: shape(earlier(before ? rows.rows : 0)),
  });
  const fill = async (rows: RewardRows, into: readonly Float64Array[]) => {
    await all(inner.map((part, i) => part.fill(rows, [into[i]])));
    if (within) into.forEach((values, i) => void requireWithin(within, paths[i], rows, values));
  };

  return {
    path,
    terms: [path],
    inner: [
      ...(names ? paths.map((path, i) => ({ path, values: (rows: number) => after(rows)[i] })) : []),
      ...inner.flatMap((part) => part.inner),
    ],
    async fill(rows, [out]) {
      if (before) await fill({ ...rows, features: rows.before.features }, earlier(rows.rows));
      await fill(rows, after(rows.rows));
      out.fill(Number.NaN);
      await instance.apply(innerRows(rows), out);
      clearAbsent(rows, out);
      requireFinite(path, rows, out);
    },
    async learn(rows, progress, log) {
      for (const part of inner) await part.learn(rows, progress, log);
      log(path, await instance.learn?.(innerRows(rows), progress));
    },
  };
}

/** @throws `reward/value` naming the first row outside the range */
function requireWithin(
  [low, high]: readonly [number, number],
  path: string,
  { present, seats }: RewardRows,
  values: Float64Array,
): void {
  const row = values.findIndex((value, row) => (value < low || value > high) && present[row] === 1);
  if (row < 0) return;
  fail("reward/value", {
    given: `${values[row]} from ${path} at step ${Math.floor(row / seats)} of seat ${row % seats}`,
    expected: `a number from ${low} to ${high}`,
    fix: "Map it with transform/affine-v1, or cut it with transform/clamp-v1.",
  });
}
