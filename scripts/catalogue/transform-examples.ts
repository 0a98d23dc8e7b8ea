import { transforms } from "../../rewards/index.ts";
import { type AnyInner, bindTransform, type Columns, type Params, rewardRows } from "../../src/core/index.ts";
import { rewardHost } from "../../src/reward/index.ts";

const steps = 24;
const column = (of: (step: number) => number) => Float64Array.from({ length: steps }, (_, step) => of(step));
/** A wave with some noise, mostly above 0, made by hand so that it never changes. */
const noise = [3, -5, 1, 4, -2, -6, 2, 7, -3, 0, 5, -4, -1, 6, -7, 2, 3, -2, 4, -5, 1, 0, -3, 5];
const wave = column((step) => 0.45 + 0.4 * Math.sin(step / 3) + noise[step] / 40);
/** Two shares that pull against each other. */
const [speed, style] = [column((step) => (step + 0.5) / steps), column((step) => 1 - (step + 0.5) / steps)];
const sparse = column((step) => (step % 4 === 3 ? 1 : 0));
const room = column((step) => Math.floor(step / 4) % 2);

/** What a transform is shown at work on: the wave by default, in two episodes of 12 steps. */
interface Example {
  readonly params?: Params;
  readonly values?: Float64Array | Columns;
  readonly before?: Float64Array;
  /** Steps of an episode. */
  readonly length?: number;
}

const examples: { readonly [id: string]: Example } = {
  "transform/scale-v1": { params: { factor: -0.5, offset: 1 } },
  "transform/clamp-v1": { params: { low: 0.2, high: 0.6 } },
  "transform/normalise-v2": { params: { centre: true } },
  "transform/potential-v1": { before: column((step) => wave[Math.max(0, step - 1)]) },
  "transform/delay-v1": { params: { steps: 6 } },
  "transform/clip-v1": { params: { threshold: 0.4 } },
  "transform/delta-v1": {},
  "transform/affine-v1": { params: { to: [-1, 1] } },
  "transform/piecewise-v1": { params: { positive: 1, negative: 3 }, values: column((step) => wave[step] - 0.4) },
  "transform/z-score-v1": {
    params: { context: "feature", feature: "room" },
    values: column((step) => (room[step] ? 3 + wave[step] : wave[step] / 2)),
  },
  "transform/flip-v1": { params: { share: 0.3, unit: "step" } },
  "transform/harmonic-v1": { values: { speed, style } },
  "transform/mixture-v1": { params: { weights: { speed: 3 } }, values: { speed, style } },
  "transform/sign-v1": {
    params: { weights: { dense: 0.1 } },
    values: { sparse, dense: column((step) => wave[step] - 0.4) },
  },
  "transform/verified-v1": { params: { share: 0.5 }, values: { learned: wave, verified: sparse }, length: 4 },
  "transform/segment-v1": { params: { by: "feature", feature: "room", pays: "mean" } },
  "transform/par-v1": { params: { unit: "step", known: [0.45], steepness: 8 } },
  "transform/best-of-v1": { params: { share: false, n: 2 }, length: 4 },
  "transform/dynamic-scale-v1": {
    values: { reward: column(() => 0.5), hardness: column((step) => 4 * wave[step]), gap: column(() => 1) },
  },
};

/** Transforms that learn what they do, so that no one picture shows it. */
export const learned: readonly string[] = ["transform/preferences-v1"];

export interface Shown {
  /** Each inner reward, by name where there are several. */
  readonly before: Columns;
  readonly after: Float64Array;
}

/** A transform at work on its example. */
export async function exampleOf(id: string): Promise<Shown> {
  const { params, values = wave, before = wave, length = 12 } = examples[id];
  const bound = bindTransform(await transforms.find(id), params);
  const rows: AnyInner = {
    ...rewardRows({
      steps,
      seats: 1,
      features: { room },
      goals: Array(steps).fill("run"),
      groups: new Int32Array(steps),
      terminated: Uint8Array.from({ length: steps }, (_, step) => Number((step + 1) % length === 0)),
      truncated: new Uint8Array(steps),
    }),
    values,
    before,
  };
  const live = bound.create(rewardHost({ goal: "", stepSeconds: 0 }, { seats: 1, seed: 1 }));
  const after = new Float64Array(steps);
  await live.apply(rows, after);
  return { before: values instanceof Float64Array ? { reward: values } : values, after };
}
