import {
  arraysOf,
  type BoundEnv,
  batchOf,
  type Columns,
  columnsRead,
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
  const { seats } = env;
  const across = worlds * seats; // rows of a step
  const rows = steps * across;
  const names = columnsRead(inputs, env.features);
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
  const keep = (place: number, row: number) => {
    for (const [i, array] of kept.entries()) {
      const size = shown[i].length / across;
      if (array.length) array.set(shown[i].subarray(place * size, (place + 1) * size) as never, row * size);
    }
  };
  const present = new Uint8Array(rows);
  const act = randomActor(seed);
  const measure = (into: Columns, place: number, row: number) => {
    for (const name in into) into[name][row] = stage.features[name][place];
  };

  /** What a seat shows and does before its world steps. */
  function before(world: number, place: number, row: number): void {
    present[row] = stage.present[place];
    measure(earlier, place, row);
    keep(place, row);
    if (observedBefore.length)
      flatten(env.observation, stage.observations, place, observedBefore, row * observationSize);
    if (inputs.goals) goals[row] = stage.worlds[world].goal?.() ?? env.goal;
  }

  /** What came of it; an absent seat's row ends, as rewards see it. */
  function after(world: number, place: number, row: number, isTimeUp: boolean): void {
    if (inputs.text) text[row] = present[row] ? stage.worlds[world].text!() : "";
    if (present[row] === 0) {
      truncated[row] = 1;
      return;
    }
    const seat = place % seats;
    measure(features, place, row);
    keep(place, rows + row);
    for (const name in events) events[name][row] = stage.events[name][place];
    if (inputs.observations) flatten(env.observation, stage.observations, place, observations, row * observationSize);
    if (inputs.actions) flatten(env.action, stage.actions, place, actions, row * actionSize);
    if (frameSize)
      stage.worlds[world].draw!({
        width,
        height,
        camera,
        pixels: frames.subarray(row * frameSize, (row + 1) * frameSize),
      });
    terminated[row] = stage.worlds[world].terminated(seat) ? 1 : 0;
    truncated[row] = !terminated[row] && (isTimeUp || stage.hasEnded(world, seat)) ? 1 : 0;
  }

  try {
    requireShown(stage, inputs);
    for (let world = 0; world < worlds; world++) stage.reset(world, seed);
    for (let step = 0; step < steps; step++)
      for (let world = 0; world < worlds; world++) {
        const places = Array.from({ length: seats }, (_, seat) => world * seats + seat);
        for (const place of places) before(world, place, step * across + place);
        act(stage, world);
        stage.step(world);
        const isTimeUp = ++elapsed[world] >= env.maxSteps;
        for (const place of places) after(world, place, step * across + place, isTimeUp);
        if (isTimeUp || stage.isOver(world)) {
          stage.reset(world);
          elapsed[world] = 0;
        } else if (seats > 1) stage.settle(world);
      }
  } finally {
    stage.close();
  }
  return rewardRows({
    steps,
    seats: across,
    present,
    groups: Int32Array.from({ length: rows }, (_, row) => row % across),
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
