import { fail, listing } from "./errors.ts";
import type { Features } from "./features.ts";
import { type AnyGoals, columnsNamed } from "./goals.ts";
import { leavesOf } from "./leaves.ts";
import type { Space } from "./space.ts";

/** A column that the observation shows as well. */
export interface ObservedColumn {
  readonly column: string;
  /** Which leaf of the observation shows it, in the order of `leavesOf`, and which of its elements. */
  readonly leaf: number;
  readonly element: number;
}

/** Goals by column, with their places in the observation found. */
export interface BoundGoals {
  readonly achieved: readonly string[];
  /** Each as the one of `achieved` in its place. */
  readonly desired: readonly string[];
  /** In the order in which they are derived. */
  readonly derived: readonly string[];
  readonly observed: readonly ObservedColumn[];
  readonly ends?: string;
  /** Writes the derived features of a row. @param written columns as `asWritten` gives them */
  derive(written: object, row: number): void;
}

/** @throws `env/invalid` for a place that the observation does not have */
export function bindGoals(env: string, goals: AnyGoals, features: Features, observation: Space): BoundGoals {
  const { achieved, desired, derived, observed = {}, ends } = goals;
  const leaves = leavesOf(observation);
  const boxes = leaves.filter(({ space, list }) => space.type === "box" && !list);
  return {
    achieved: columnsNamed(features, achieved),
    desired: columnsNamed(features, desired),
    derived: Object.keys(derived),
    observed: Object.entries(observed).flatMap(([name, place]) => {
      const { leaf: path = "", at } = place!;
      const columns = columnsNamed(features, [name]);
      const box = boxes.find((leaf) => leaf.path === path);
      const isThere = box !== undefined && Number.isInteger(at) && at >= 0 && at + columns.length <= box.size;
      if (!isThere)
        fail("env/invalid", {
          given: `${env}, whose goals show ${name} from element ${at} of the leaf ${JSON.stringify(path)} on`,
          expected: `${columns.length} elements of ${listing(boxes.map(({ path, size }) => `${path} (${size})`))}`,
        });
      return columns.map((column, i) => ({ column, leaf: leaves.indexOf(box!), element: at + i }));
    }),
    ...(ends !== undefined && { ends }),
    derive: (written, row) => goals.derive(written as never, row),
  };
}
