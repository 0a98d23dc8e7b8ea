import { envs } from "../../../envs/index.ts";
import { type Env, generator, type Rng, registry, sample } from "../../../src/core/index.ts";
import { openVector } from "../../../src/vector/index.ts";
import { gymnasiumIds, idOf, type Task } from "./tasks.ts";

/** A plan that another program can play as well: the same starts and the same actions. */
export interface Plan {
  readonly task: Task;
  /** Gymnasium's id. */
  readonly env: string;
  /** `[steps][worlds][motors]` */
  readonly actions: readonly (readonly (readonly number[])[])[];
  /** The numbers that each world draws at its starts, in order. */
  readonly draws: readonly (readonly number[])[];
}

/** Random actions, and the numbers that worlds draw when they restart. */
export async function planOf(task: Task, worlds: number, steps: number): Promise<Plan> {
  const draws: number[][] = Array.from({ length: worlds }, () => []);
  const env: Env = await envs.find(idOf(task));
  const recorded: Env = {
    ...env,
    create(params, slot: { readonly row: number }, slots) {
      const world = env.create(params, slot as never, slots);
      return { ...world, reset: (rng) => world.reset(recording(rng, draws[slot.row])) };
    },
  };
  const vector = await openVector({ envs: registry("env", envs.source, [recorded]), env: { id: env.id }, worlds });
  const rng = generator(1, "actions");
  const acted = vector.actions as Float32Array;
  const motors = acted.length / worlds;
  const actions = Array.from({ length: steps }, () =>
    Array.from({ length: worlds }, () => Array.from(sample(vector.env.action, rng) as Float32Array)),
  );
  await vector.reset(1);
  for (const row of actions) {
    row.forEach((action, world) => void acted.set(action, world * motors));
    await vector.step();
  }
  await vector.close();
  return { task, env: gymnasiumIds[task], actions, draws };
}

function recording(rng: Rng, draws: number[]): Rng {
  const kept = (value: number) => {
    draws.push(value);
    return value;
  };
  return { ...rng, uniform: (low, high) => kept(rng.uniform(low, high)), normal: () => kept(rng.normal()) };
}
