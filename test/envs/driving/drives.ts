import { createHash } from "node:crypto";
import { envs } from "../../../envs/index.ts";
import type { Id, VectorEnv } from "../../../src/core/index.ts";
import { openVector } from "../../../src/vector/index.ts";

export interface Drive {
  readonly id: Id;
  readonly dynamics: "bicycle" | "rapier";
  readonly worlds?: number;
}

/** Small towns with much traffic, where offences do not end a drive. */
export async function openDrive({ id, dynamics, worlds = 1 }: Drive): Promise<VectorEnv> {
  const params = { towns: 2, blocks: 4, routes: 4, vehicles: 20, parked: 10, dynamics, ends: "route" };
  const vector = await openVector({ envs, env: { id, params }, worlds });
  await vector.reset(7);
  return vector;
}

/** Writes the action of a driver who keeps to the route and sees nobody. */
export function steer(vector: VectorEnv, world: number): void {
  const { speed, headingError, lateral } = vector.features;
  const actions = vector.actions as Float32Array;
  actions[2 * world] = speed[world] < 9 ? 0.6 : 0;
  actions[2 * world + 1] = Math.min(1, Math.max(-1, -2 * headingError[world] - 0.15 * lateral[world]));
}

/** Drives on by the same rule in world 0. @returns a hash of all that is seen and measured */
export async function trace(vector: VectorEnv, steps: number): Promise<string> {
  const hash = createHash("sha256");
  const { policy, critic } = vector.observations as { readonly [part: string]: Float32Array };
  for (let step = 0; step < steps; step++) {
    steer(vector, 0);
    await vector.step();
    hash.update(policy).update(critic);
    for (const column of [...Object.values(vector.features), ...Object.values(vector.events)])
      hash.update(column as Float64Array);
  }
  return hash.digest("hex");
}
