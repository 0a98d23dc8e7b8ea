import {
  arraysOf,
  type BoundEnv,
  batchOf,
  type Columns,
  fail,
  flatten,
  leafName,
  leavesOf,
  type RewardInputs,
  type RewardRows,
  rewardRows,
  sizeOf,
} from "../core/index.ts";
import { randomActor } from "./actors.ts";
import { columnsOf, type RowsOptions } from "./rows.ts";
import { openStage, type Stage } from "./stage.ts";

/** Rows of a few worlds that act at random, holding what a reward declares. The arrays are the caller's. */
export function recordRows(env: BoundEnv, inputs: RewardInputs, { steps, worlds, seed }: RowsOptions): RewardRows {
  const stage = openStage(env, worlds);
  const rows = steps * worlds;
  const names = inputs.features ?? [];
  const features = columnsOf(names, () => new Float64Array(rows));
  const earlier = columnsOf(inputs.before ? names : [], () => new Float64Array(rows));
  const events = columnsOf(inputs.events ?? [], () => new Int32Array(rows));
  const observationSize = sizeOf(env.observation);
  const actionSize = sizeOf(env.action);
  const observations = new Float32Array(inputs.observations ? rows * observationSize : 0);
  const actions = new Float32Array(inputs.actions ? rows * actionSize : 0);
  const { width, height, camera = env.cameras[0] } = inputs.frames ?? { width: 0, height: 0, camera: "" };
  const frameSize = width * height * 3;
  const frames = new Uint8Array(rows * frameSize);
  const text: string[] = [];
  const goals: string[] = [];
  const terminated = new Uint8Array(rows);
  const truncated = new Uint8Array(rows);
  const elapsed = new Int32Array(worlds);
  const observedBefore = new Float32Array(inputs.before ? observations.length : 0);
  const seen = batchOf(env.observation, inputs.leaves?.length ? 2 * rows : 0); // before the steps, then after them
  const [shown, kept] = [arraysOf(stage.observations), arraysOf(seen)];
  const keep = (world: number, row: number) => {
    for (const [i, array] of kept.entries()) {
      const size = shown[i].length / worlds;
      if (array.length) array.set(shown[i].subarray(world * size, (world + 1) * size) as never, row * size);
    }
  };
  const act = randomActor(seed);
  const measure = (into: Columns, world: number, row: number) => {
    for (const name in into) into[name][row] = stage.features[name][world];
  };
  try {
    requireShown(stage, inputs);
    for (let world = 0; world < worlds; world++) stage.reset(world, seed);
    for (let step = 0, row = 0; step < steps; step++)
      for (let world = 0; world < worlds; world++, row++) {
        measure(earlier, world, row);
        keep(world, row);
        if (observedBefore.length)
          flatten(env.observation, stage.observations, world, observedBefore, row * observationSize);
        if (inputs.goals) goals.push(stage.worlds[world].goal?.() ?? env.goal);
        act(stage, world);
        stage.step(world);
        elapsed[world]++;
        measure(features, world, row);
        keep(world, rows + row);
        for (const name in events) events[name][row] = stage.events[name][world];
        if (inputs.observations)
          flatten(env.observation, stage.observations, world, observations, row * observationSize);
        if (inputs.actions) flatten(env.action, stage.actions, world, actions, row * actionSize);
        if (inputs.text) text.push(stage.worlds[world].text!());
        if (frameSize)
          stage.worlds[world].draw!({
            width,
            height,
            camera,
            pixels: frames.subarray(row * frameSize, (row + 1) * frameSize),
          });
        terminated[row] = stage.worlds[world].terminated() ? 1 : 0;
        truncated[row] = !terminated[row] && elapsed[world] >= env.maxSteps ? 1 : 0;
        if (!terminated[row] && !truncated[row]) continue;
        stage.reset(world);
        elapsed[world] = 0;
      }
  } finally {
    stage.close();
  }
  return rewardRows({
    steps,
    seats: worlds,
    features,
    before: {
      features: earlier,
      observations: observedBefore,
      leafRows: Int32Array.from({ length: rows }, (_, row) => row),
    },
    events,
    observations,
    observationSize,
    leaves: Object.fromEntries(leavesOf(env.observation).map(({ path }, i) => [leafName(path), kept[i]])),
    leafRows: Int32Array.from({ length: rows }, (_, row) => rows + row),
    actions,
    actionSize,
    text,
    goals,
    frames,
    frameRows: Int32Array.from({ length: frameSize ? rows : 0 }, (_, row) => row),
    terminated,
    truncated,
  });
}

function requireShown({ env, worlds: [world] }: Stage, { text, frames }: RewardInputs): void {
  const missing = (what: string) =>
    fail("reward/input", {
      given: `a reward asking ${env.id} for ${what}`,
      expected: "an env whose worlds offer that",
    });
  if (text && !world.text) missing("text");
  if (frames && !world.draw) missing("frames");
}
