import { envs } from "../../envs/index.ts";
import { arraysOf, type Batch, generator, type Space, sample, write } from "../../src/core/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { type BenchEntry, ratePerSecond } from "./entry.ts";

const stepping = (id: string, worlds: number, threads: number, atLeast?: number): BenchEntry => ({
  name: `${id}, ${worlds.toLocaleString("en")} worlds, ${threads === 0 ? "this thread" : `${threads} worker${threads > 1 ? "s" : ""}`}`,
  unit: "steps/s",
  atLeast,
  async measure() {
    const vector = await openVector({ envs, env: { id }, worlds, threads });
    try {
      await vector.reset(1);
      const { action } = vector.env;
      const rng = generator(1, "bench");
      for (let world = 0; world < worlds; world++) write(action, vector.actions, sample(action, rng), world);
      const chosen = arraysOf(vector.actions).map((array) => array.slice());
      const rate = await ratePerSecond(async (times) => {
        for (let i = 0; i < times; i++) {
          restore(vector.actions, chosen);
          await vector.step();
        }
      });
      return rate * worlds;
    } finally {
      await vector.close();
    }
  },
});

/** A learner writes its actions anew before every step, so the bench does too. */
function restore(actions: Batch<Space>, chosen: readonly ArrayLike<number>[]): void {
  for (const [i, array] of arraysOf(actions).entries()) array.set(chosen[i]);
}

/** Stepping every classic env, observations and features written. */
export const vectors: readonly BenchEntry[] = envs.all
  .filter(({ id }) => id.startsWith("classic/"))
  .flatMap(({ id }) =>
    [1024, 16].flatMap((worlds) =>
      [0, 1, 2].map((threads) =>
        stepping(
          id,
          worlds,
          threads,
          id === "classic/cart-pole-v1" && worlds === 1024 && threads === 0 ? 10e6 : undefined,
        ),
      ),
    ),
  );
