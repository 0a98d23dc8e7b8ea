import { transforms as listedTransforms } from "../../rewards/index.ts";
import {
  type AnyInner,
  type AnyTransform,
  bindTransform,
  type Columns,
  type Params,
  rewardRows,
} from "../../src/core/index.ts";
import { rewardHost } from "../../src/reward/index.ts";
import { loaded } from "../loaded.ts";

export const transforms = await loaded(listedTransforms);

export type Live = ReturnType<ReturnType<typeof bindTransform>["create"]>;

export const open = (transform: AnyTransform, params: Params = {}, seats = 1): Live =>
  bindTransform(transform, params).create(rewardHost({ goal: "", stepSeconds: 0 }, { seats, seed: 0 }));

type Values = readonly number[];

export interface Given {
  readonly seats?: number;
  /** "t" or "." for every row, "u" where truncated. */
  readonly ends?: string;
  readonly before?: Values;
  readonly features?: { readonly [name: string]: Values };
  readonly events?: { readonly [name: string]: Values };
  readonly goals?: readonly string[];
  readonly groups?: Values;
  /** Whether it learns from the rows afterwards [true]. */
  readonly learns?: boolean;
}

const doubles = (columns: { readonly [name: string]: Values }): Columns =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)]));

/** The rows of a rollout over inner rewards, one or several by name. */
export function inner(values: Values | { readonly [name: string]: Values }, given: Given = {}): AnyInner {
  const { seats = 1, ends = "", before = [], features = {}, events = {}, goals = [], groups = [] } = given;
  const isOne = (given: typeof values): given is Values => Array.isArray(given);
  const rows = (isOne(values) ? values : Object.values(values)[0]).length;
  const flags = (letter: string) => Uint8Array.from({ length: rows }, (_, row) => Number(ends[row] === letter));
  return {
    ...rewardRows({
      steps: rows / seats,
      seats,
      features: doubles(features),
      events: Object.fromEntries(Object.entries(events).map(([name, counts]) => [name, Int32Array.from(counts)])),
      goals,
      groups: Int32Array.from(groups),
      terminated: flags("t"),
      truncated: flags("u"),
    }),
    values: isOne(values) ? Float64Array.from(values) : doubles(values),
    before: Float64Array.from(before),
  };
}

/** What a transform makes of the rewards of a rollout, from which it then learns. */
export function apply(live: Live, values: Parameters<typeof inner>[0], given: Given = {}): number[] {
  const batch = inner(values, given);
  const out = new Float64Array(batch.rows);
  live.apply(batch, out);
  if (given.learns !== false) live.learn?.(batch, 0);
  return Array.from(out);
}
