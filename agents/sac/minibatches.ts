import { type Value, value } from "../../src/autodiff/index.ts";
import { allocate, type PackedArray, type Rng } from "../../src/core/index.ts";
import { leafShape } from "../networks/model.ts";
import type { ReplayMemory, Transitions } from "./memory.ts";
import type { SacModel } from "./model.ts";

type Values = { readonly [name: string]: Value };

/** Draws minibatches as the update takes them: columns of all rows, and which rows belong to which gradient step. */
export function minibatches({ leaves, actionSize }: Pick<SacModel, "leaves" | "actionSize">, batch: number) {
  let rows = 0;
  let into: Transitions;
  let [noise, nextNoise, perm] = [new Float32Array(0), new Float32Array(0), new Int32Array(0)];

  function makeRoom(steps: number): void {
    if (rows === steps * batch) return;
    rows = steps * batch;
    const observed = () => leaves.map(({ dtype, size }) => allocate(dtype, rows * size) as PackedArray);
    into = {
      before: observed(),
      after: observed(),
      actions: new Float32Array(rows * actionSize),
      rewards: new Float32Array(rows),
      discounts: new Float32Array(rows),
    };
    [noise, nextNoise] = [new Float32Array(rows * actionSize), new Float32Array(rows * actionSize)];
    perm = Int32Array.from({ length: rows }, (_, row) => row);
  }

  return {
    /** The minibatches of some gradient steps, drawn one after another: how many are drawn at once changes nothing. */
    fill(memory: ReplayMemory, rng: Rng, steps: number): Values {
      makeRoom(steps);
      for (let step = 0; step < steps; step++) {
        memory.draw(rng, into, step * batch, (step + 1) * batch);
        for (let i = step * batch * actionSize; i < (step + 1) * batch * actionSize; i++) {
          noise[i] = rng.normal();
          nextNoise[i] = rng.normal();
        }
      }
      const observed = (name: string, arrays: readonly PackedArray[]) =>
        Object.fromEntries(leaves.map((leaf, i) => [`${name}${i}`, value(arrays[i], leafShape(leaf, rows))]));
      return {
        ...observed("before", into.before),
        ...observed("after", into.after),
        action: value(into.actions, [rows, actionSize]),
        reward: value(into.rewards, [rows, 1]),
        discount: value(into.discounts, [rows, 1]),
        noise: value(noise, [rows, actionSize]),
        nextNoise: value(nextNoise, [rows, actionSize]),
        perm: value(perm, [steps, batch]),
      };
    },
  };
}
