import { fail, type Rng } from "../../src/core/index.ts";
import { stateSizes } from "./graphs.ts";
import type { SacModel } from "./model.ts";

/** What learning changes: weights, the optimiser's moments, the targets' weights, and the number of gradient steps. */
export interface SacState {
  readonly flat: Float32Array;
  readonly target: Float32Array;
  readonly t: Float32Array;
  readonly [moment: string]: Float32Array;
}

export async function newState(model: SacModel, rng: Rng) {
  const flat = await model.parameters.initial(rng);
  const zeros = Object.entries(stateSizes(model)).map(([name, size]) => [name, new Float32Array(size)]);
  let now: SacState = {
    ...Object.fromEntries(zeros),
    flat,
    target: flat.slice(...model.criticsAt),
    t: Float32Array.of(0),
  };
  return {
    get flat() {
      return now.flat;
    },
    arrays: () => now,
    adopt(next: SacState): void {
      now = Object.fromEntries(Object.keys(now).map((name) => [name, next[name].slice()])) as unknown as SacState;
    },
    /** @throws `checkpoint/foreign` where the networks are of another size, before anything has changed */
    load(saved: SacState): void {
      for (const [name, { length }] of Object.entries(now))
        if (saved?.[name]?.length !== length)
          fail("checkpoint/foreign", {
            given: `a learner's state with ${saved?.[name]?.length} numbers of ${name}`,
            expected: String(length),
          });
      now = saved;
    },
  };
}
