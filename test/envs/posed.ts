import { afterEach } from "vitest";
import { openStage, type Stage } from "../../src/check/stage.ts";
import { arraysOf, bindEnv, type Env, type Params } from "../../src/core/index.ts";
import { type Body, layoutOf, openSimulation, prepareEngine } from "../../src/physics/index.ts";

const stages: Stage[] = [];
afterEach(() => {
  for (const stage of stages.splice(0)) stage.close();
});

/** Worlds of an env driven by hand; they are closed after the test. */
export async function stageOf(definition: Env, params: Params = {}, rows = 1): Promise<Stage> {
  const env = bindEnv(definition, params);
  await env.prepare();
  const stage = openStage(env, rows);
  stages.push(stage);
  for (let row = 0; row < rows; row++) stage.reset(row, 1);
  return stage;
}

/** What a test says of a body: joints by name [rad], place and lean of a free root. */
export interface Pose {
  /** [m] */
  readonly x?: number;
  readonly y?: number;
  readonly z?: number;
  /** Turns of the root about an axis [rad]. */
  readonly lean?: { readonly axis: readonly [number, number, number]; readonly angle: number };
  readonly joints?: { readonly [name: string]: number };
}

/**
 * Puts world 0 into a pose, at rest, by loading a saved state whose end is that of a simulation which was put there. What
 * the task remembers stays as it is. The env must be on MuJoCo and vary nothing.
 */
export async function pose(stage: Stage, body: Body, { x = 0, y = 0, z, lean, joints = {} }: Pose): Promise<void> {
  await prepareEngine("mujoco");
  const layout = layoutOf(body);
  const simulation = openSimulation("mujoco", body, { varies: false });
  simulation.reset();
  const { positions } = simulation;
  if (body.links[0].joints[0].kind === "free") {
    positions.set([x, y, z ?? positions[2]]);
    if (lean) {
      const size = Math.sin(lean.angle / 2) / Math.hypot(...lean.axis);
      positions.set([Math.cos(lean.angle / 2), ...lean.axis.map((part) => part * size)], 3);
    }
  }
  for (const [name, angle] of Object.entries(joints)) positions[layout.joints[name].position] = angle;
  simulation.place();
  const state = simulation.capture();
  simulation.close();
  const moment = stage.save(0);
  moment.world.set(state, moment.world.length - state.length);
  stage.load(0, moment);
}

/** One step of world 0 without any action. */
export function rest(stage: Stage, steps = 1): void {
  for (const values of arraysOf(stage.actions)) values.fill(0);
  for (let i = 0; i < steps; i++) stage.step(0);
}
