import { fail, generator, type Rng, type World } from "../core/index.ts";
import type { VectorMemory } from "./memory.ts";

/** Worlds in groups: the e-th episodes of the worlds of a group begin from one state, and each goes on by its own chance. */
export interface Groups {
  /** Before a world's first episode. */
  seed(world: number, seed: number): void;
  /** Resets a world to the start that its group shares; its generator stays where it was. */
  reset(world: number, live: World, rng: Rng): void;
  /** After a world was put into another episode: says to which start its rows belong. */
  mark(world: number): void;
}

/** @param size worlds of a group */
export function groupsOf({ starts, groups, elapsed, present }: VectorMemory, size: number): Groups {
  const count = elapsed.length / size;
  const seats = present.length / elapsed.length;

  function mark(world: number): void {
    const episode = starts[2 * world + 1] - 1;
    const start = episode * count + Math.floor(world / size);
    for (let seat = 0; seat < seats; seat++) groups[world * seats + seat] = start * seats + seat;
  }

  return {
    seed(world, seed) {
      starts[2 * world] = seed;
      starts[2 * world + 1] = 0;
    },
    reset(world, live, rng) {
      const [seed, episode] = starts.subarray(2 * world, 2 * world + 2);
      const own = rng.save();
      rng.load(generator(seed, "group", Math.floor(world / size), episode).save());
      live.reset(rng);
      rng.load(own);
      starts[2 * world + 1]++;
      mark(world);
    },
    mark,
  };
}

/** @throws `run/invalid` for groups that the worlds do not fill */
export function checkGroups(worlds: number, group: number | undefined): void {
  if (group === undefined) return;
  if (!Number.isInteger(group) || group < 1 || worlds % group !== 0)
    fail("run/invalid", {
      given: `group = ${group} with ${worlds} worlds`,
      expected: "a whole number of worlds that divides all of them",
    });
}
