import { type Columns, generator, type RewardInputs, type RewardRows, type Rng, rewardRows } from "../core/index.ts";

/** How many rows to make, and from which chance. */
export interface RowsOptions {
  readonly steps: number;
  readonly worlds: number;
  readonly seed: number;
}

const observationSize = 6;
const actionSize = 3;
const vectorSize = 3;
const words = ["door", "open", "the", "robot", "near", "far", "red", "falls", "stands", "goal"];

/** Columns of what was declared, filled value by value. */
export const columnsOf = <T extends Float64Array | Int32Array>(names: readonly string[], make: () => T) =>
  Object.fromEntries(names.map((name) => [name, make()])) as { readonly [name: string]: T };

/** Rows of random numbers for everything that a reward declares, for where no env is at hand. */
export function randomRows(inputs: RewardInputs, { steps, worlds, seed }: RowsOptions): RewardRows {
  const rng = generator(seed, "rows");
  const rows = steps * worlds;
  const normal = () => rng.normal();
  const fill = <T extends { [i: number]: number; readonly length: number }>(values: T, draw: () => number): T => {
    for (let i = 0; i < values.length; i++) values[i] = draw();
    return values;
  };
  const elements = (inputs.vectors ?? []).flatMap((vector) =>
    Array.from({ length: vectorSize }, (_, element) => `${vector}.${element}`),
  );
  const names = [...new Set([...(inputs.features ?? []), ...elements])];
  const measured = (): Columns => columnsOf(names, () => fill(new Float64Array(rows), normal));
  const { width, height } = inputs.frames ?? { width: 0, height: 0 };
  const terminated = fill(new Uint8Array(rows), () => chance(rng, 0.1));
  const observed = (asked: unknown) => fill(new Float32Array(asked ? rows * observationSize : 0), normal);
  return rewardRows({
    steps,
    seats: worlds,
    features: measured(),
    before: {
      features: inputs.before ? measured() : {},
      observations: observed(inputs.before && inputs.observations),
      leafRows: Int32Array.from({ length: rows }, (_, row) => row),
    },
    leaves: Object.fromEntries(
      (inputs.leaves ?? []).map((name) => [name, fill(new Float32Array(2 * rows * observationSize), normal)]),
    ),
    leafRows: Int32Array.from({ length: rows }, (_, row) => rows + row),
    events: columnsOf(inputs.events ?? [], () => fill(new Int32Array(rows), () => rng.integer(3))),
    observations: observed(inputs.observations),
    observationSize,
    actions: fill(new Float32Array(inputs.actions ? rows * actionSize : 0), () => rng.uniform(-1, 1)),
    actionSize,
    text: inputs.text ? Array.from({ length: rows }, () => sentence(rng)) : [],
    goals: inputs.goals ? Array.from({ length: rows }, () => sentence(rng)) : [],
    frames: fill(new Uint8Array(rows * width * height * 3), () => rng.integer(256)),
    frameRows: Int32Array.from({ length: inputs.frames ? rows : 0 }, (_, row) => row),
    groups: Int32Array.from({ length: rows }, (_, row) => row % worlds),
    terminated,
    truncated: terminated.map((ended) => (ended ? 0 : chance(rng, 0.05))),
  });
}

const chance = (rng: Rng, probability: number) => (rng.uniform() < probability ? 1 : 0);
const sentence = (rng: Rng) => Array.from({ length: rng.integer(6) }, () => words[rng.integer(words.length)]).join(" ");
