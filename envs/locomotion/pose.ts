import { type Exercise, endless, type FeatureRow } from "./exercise.ts";

/** A pose's condition on one feature, in the feature's unit. */
export interface Bound<Name extends string = string> {
  readonly feature: Name;
  readonly least?: number;
  readonly most?: number;
  /** Distance at which nearness reaches 0. */
  readonly margin: number;
}

export const poseFeatures = {
  nearness: "1", // mean over the conditions: 1 where one holds, falling to 0 one margin away
  success: "1", // 1 while all conditions hold
} as const;

/** Taking and holding a pose: conditions on features. Ends only by the time limit. */
export function posing<const Name extends string>(
  bounds: readonly Bound<Name>[],
  { features, row }: FeatureRow<Name | keyof typeof poseFeatures>,
  measure: NonNullable<Exercise["measure"]>,
): Exercise {
  const columns: { readonly [name: string]: Float64Array } = features;
  const asked = bounds.map(
    ({ feature, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY, margin }) => ({
      column: columns[feature],
      least,
      most,
      margin,
    }),
  );
  return {
    ...endless,
    measure(simulation, moved, rng) {
      measure(simulation, moved, rng);
      let [near, held] = [0, 1];
      for (let i = 0; i < asked.length; i++) {
        const { column, least, most, margin } = asked[i];
        const distance = Math.max(least - column[row], column[row] - most, 0);
        near += Math.max(0, 1 - distance / margin);
        if (distance > 0) held = 0;
      }
      features.nearness[row] = near / asked.length;
      features.success[row] = held;
    },
  };
}
