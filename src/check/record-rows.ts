import {
  type BoundEnv,
  type Columns,
  fail,
  flatten,
  type RewardInputs,
  type RewardRows,
  sizeOf,
} from "../core/index.ts";
import { randomActor } from "./actors.ts";
import { columnsOf, type RowsOptions } from "./rows.ts";
import { openStage, type Stage } from "./stage.ts";

/** Rows of a few worlds that act at random, holding what a reward declares. The arrays are the caller's. */
export function recordRows(env: BoundEnv, inputs: RewardInputs, { steps, worlds, seed }: RowsOptions): RewardRows {
  const stage = openStage(env, worlds);
  const { seats } = env;
  const rows = steps * worlds * seats;
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
  const terminated = new Uint8Array(rows);
  const truncated = new Uint8Array(rows);
  const elapsed = new Int32Array(worlds);
  const present = new Uint8Array(rows);
  const act = randomActor(seed);
  const measure = (into: Columns, from: number, row: number) => {
    for (const name in into) into[name][row] = stage.features[name][from];
  };
  try {
    requireShown(stage, inputs);
    for (let world = 0; world < worlds; world++) stage.reset(world, seed);
    for (let step = 0; step < steps; step++)
      for (let world = 0; world < worlds; world++) {
        const places = Array.from({ length: seats }, (_, seat) => world * seats + seat);
        const at = (from: number) => step * worlds * seats + from;
        for (const from of places) {
          present[at(from)] = stage.present[from];
          measure(earlier, from, at(from));
        }
        act(stage, world);
        stage.step(world);
        const isTimeUp = ++elapsed[world] >= env.maxSteps;
        for (const from of places) {
          const row = at(from);
          if (!present[row]) {
            truncated[row] = 1; // as rewards see it
            if (inputs.text) text.push("");
            continue;
          }
          measure(features, from, row);
          for (const name in events) events[name][row] = stage.events[name][from];
          if (inputs.observations)
            flatten(env.observation, stage.observations, from, observations, row * observationSize);
          if (inputs.actions) flatten(env.action, stage.actions, from, actions, row * actionSize);
          if (inputs.text) text.push(stage.worlds[world].text!());
          if (frameSize)
            stage.worlds[world].draw!({
              width,
              height,
              camera,
              pixels: frames.subarray(row * frameSize, (row + 1) * frameSize),
            });
          terminated[row] = stage.worlds[world].terminated(from % seats) ? 1 : 0;
          truncated[row] = !terminated[row] && (isTimeUp || stage.hasEnded(world, from % seats)) ? 1 : 0;
        }
        if (!stage.settle(world) && !isTimeUp) continue;
        stage.reset(world);
        elapsed[world] = 0;
      }
  } finally {
    stage.close();
  }
  return {
    rows,
    features,
    before: { features: earlier },
    events,
    observations,
    observationSize,
    actions,
    actionSize,
    text,
    frames,
    steps,
    seats: worlds * seats,
    present,
    groups: Int32Array.from({ length: rows }, (_, row) => row % (worlds * seats)),
    terminated,
    truncated,
  };
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
