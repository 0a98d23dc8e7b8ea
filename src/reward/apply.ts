import type { AnyInner, BoundTransform, RewardHost, RewardRows } from "../core/index.ts";
import { all, clearAbsent, columns, type Part, type Piece, requireFinite, requireHistory, whole } from "./part.ts";

/** The reward that a transform is applied to, or several by name. */
export type Inner = Part | { readonly [name: string]: Part };
const isOne = (inner: Inner): inner is Part => typeof inner.fill === "function";

/**
 * A transform over an inner reward, or over several by name. With `before`, they are evaluated twice: on the rows, and on
 * the rows with the features as they were before each step.
 */
export function apply(path: string, transform: BoundTransform, to: Inner, host: RewardHost, pieces: Piece[]): Part {
  const { before } = transform.inputs;
  const names = isOne(to) ? undefined : Object.keys(to);
  const inner = (isOne(to) ? [to] : Object.values(to)).map(whole);
  const instance = transform.create(host);
  pieces.push({ path, id: transform.id, instance });
  requireHistory(transform.id, transform.inputs, instance);
  const after = columns(inner.length);
  const earlier = columns(inner.length);
  const shape = (values: readonly Float64Array[]) =>
    names ? Object.fromEntries(names.map((name, i) => [name, values[i]])) : values[0];
  const innerRows = ({ rows, present, steps, seats, terminated, truncated }: RewardRows): AnyInner => ({
    rows,
    present,
    values: shape(after(rows)),
    before: shape(earlier(before ? rows : 0)),
    steps,
    seats,
    terminated,
    truncated,
  });

  return {
    path,
    terms: [path],
    async fill(rows, [out]) {
      await all(inner.map((part, i) => part.fill(rows, [after(rows.rows)[i]])));
      if (before) {
        const earlierRows = { ...rows, features: rows.before.features };
        await all(inner.map((part, i) => part.fill(earlierRows, [earlier(rows.rows)[i]])));
      }
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
