import { assert } from "../../src/core/index.ts";
import { type Body, layoutOf, type Simulation } from "../../src/physics/index.ts";

type JointFeatures<Name extends string> = { readonly [K in `${Name}Angle`]: "rad" } & {
  readonly [K in `${Name}Speed`]: "rad/s";
};

/** Angle and speed of hinges, by name. */
export const jointFeatures = <const Name extends string>(names: readonly Name[]): JointFeatures<Name> =>
  Object.fromEntries(
    names.flatMap((name) => [
      [`${name}Angle`, "rad"],
      [`${name}Speed`, "rad/s"],
    ]),
  ) as JointFeatures<Name>;

/** Writes the features of `jointFeatures`. */
export function jointMeter<Name extends string>(
  body: Body,
  names: readonly Name[],
  features: { readonly [K in `${Name}Angle` | `${Name}Speed`]: Float64Array },
  row: number,
): (simulation: Simulation) => void {
  const { joints } = layoutOf(body);
  const columns: { readonly [name: string]: Float64Array } = features;
  const meters = names.map((name) => {
    assert(name in joints, `${body.name} has a joint ${name}`);
    return { ...joints[name], angles: columns[`${name}Angle`], speeds: columns[`${name}Speed`] };
  });
  return ({ positions, speeds }) => {
    for (let i = 0; i < meters.length; i++) {
      const meter = meters[i];
      meter.angles[row] = positions[meter.position];
      meter.speeds[row] = speeds[meter.speed];
    }
  };
}
