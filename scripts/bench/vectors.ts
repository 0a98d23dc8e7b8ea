import { envs } from "../../envs/index.ts";
import { arraysOf, batchOf, generator, type Params, type Space, sample, write } from "../../src/core/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { type BenchEntry, ratePerSecond } from "./entry.ts";

/** Steps per second of an env through the vector, with random actions drawn beforehand and written before every step. */
export const stepping = (
  id: string,
  worlds: number,
  threads: number,
  atLeast?: number,
  params?: Params,
): BenchEntry => ({
  name: `${id}, ${worlds.toLocaleString("en")} worlds, ${threads === 0 ? "this thread" : `${threads} worker${threads > 1 ? "s" : ""}`}`,
  unit: "steps/s",
  atLeast,
  async measure() {
    const vector = await openVector({ envs, env: { id, ...(params && { params }) }, worlds, threads });
    try {
      await vector.reset(1);
      const sets = randomActions(vector.env.action, worlds);
      const acted = arraysOf(vector.actions);
      const rate = await ratePerSecond(async (times) => {
        for (let i = 0; i < times; i++) {
          for (const [part, array] of acted.entries()) array.set(sets[i % sets.length][part]);
          await vector.step();
        }
      });
      return rate * worlds;
    } finally {
      await vector.close();
    }
  },
});

/** Actions for all worlds, drawn beforehand and written before every step, as a learner writes them. */
function randomActions(action: Space, worlds: number) {
  const rng = generator(1, "bench");
  return Array.from({ length: 16 }, () => {
    const batch = batchOf(action, worlds);
    for (let world = 0; world < worlds; world++) write(action, batch, sample(action, rng), world);
    return arraysOf(batch);
  });
}

const classic = envs.ids
  .filter((id) => id.startsWith("classic/"))
  .flatMap((id) =>
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

const bodies = ["hopper", "half-cheetah", "ant"].map((task) => stepping(`locomotion/${task}-v1`, 16, 0));

const dungeon = ["score", "room", "river"].map((task) => stepping(`dungeon/${task}-v1`, 16, 0));

/** Stepping envs, including observations and features. */
export const vectors: readonly BenchEntry[] = [...classic, ...bodies, ...dungeon];
