import { openSession, value } from "../../src/autodiff/index.ts";
import {
  type AgentHost,
  arraysOf,
  type Box,
  batchOf,
  boundsAt,
  type Decision,
  type Learner,
  type Rng,
  type View,
} from "../../src/core/index.ts";
import { leafShape } from "../networks/model.ts";
import { compileActor } from "./graphs.ts";
import { requireBox, type SacModel } from "./model.ts";
import type { Settings } from "./settings.ts";

const noMemory = new Float32Array(0);

/** Decides by the actor; at random, in the whole range, while `isWarmingUp`. */
export async function openActor(
  model: SacModel,
  host: AgentHost,
  settings: Settings,
  weights: { readonly flat: Float32Array },
  rng: Rng,
  isWarmingUp: () => boolean,
): Promise<Pick<Learner, "act"> & { close(): Promise<void> }> {
  const session = await openSession(compileActor(model), { threads: settings.threads });
  const { actionSize, leaves, places, parameters } = model;
  const inUnits = scaling(requireBox(host.action));
  let actions = batchOf(host.action, 0) as Float32Array | Float64Array;

  async function distributions({ rows, observations }: View) {
    const arrays = arraysOf(observations);
    return session.run({
      flat: value(weights.flat, [parameters.size]),
      ...Object.fromEntries(leaves.map((leaf, i) => [`leaf${i}`, value(arrays[places[i]], leafShape(leaf, rows))])),
    });
  }

  return {
    async act(view, mode): Promise<Decision> {
      const { rows } = view;
      if (actions.length !== rows * actionSize) actions = batchOf(host.action, rows) as typeof actions;
      const explores = mode === "explore";
      if (explores && isWarmingUp())
        for (let i = 0; i < actions.length; i++) actions[i] = inUnits.toEnv(2 * rng.uniform() - 1, i % actionSize);
      else {
        const { mean, logStd } = await distributions(view);
        for (let i = 0; i < actions.length; i++) {
          const latent = explores ? mean[i] + Math.exp(logStd[i]) * rng.normal() : mean[i];
          actions[i] = inUnits.toEnv(Math.tanh(latent), i % actionSize);
        }
      }
      return { actions, state: noMemory };
    },
    close: () => session.close(),
  };
}

/** Between (-1, 1) and the env's own units. */
export function scaling(space: Box) {
  const size = space.shape.reduce((product, length) => product * length, 1);
  const bounds = Array.from({ length: size }, (_, i) => boundsAt(space, i));
  const middle = Float64Array.from(bounds, ([low, high]) => (low + high) / 2);
  const half = Float64Array.from(bounds, ([low, high]) => (high - low) / 2);
  return {
    toEnv: (number: number, element: number) => middle[element] + half[element] * number,
    /** Of an action that the env took: 0 where its range is a point. */
    fromEnv: (number: number, element: number) =>
      half[element] === 0 ? 0 : (number - middle[element]) / half[element],
  };
}
