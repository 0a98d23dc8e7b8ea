import { openSession, type Value, value } from "../../src/autodiff/index.ts";
import {
  type AgentHost,
  arraysOf,
  type Batch,
  batchOf,
  type Decision,
  type Learner,
  type Rng,
  type Space,
  type View,
} from "../../src/core/index.ts";
import type { Decided } from "./heads.ts";
import { compileLogProbs, compileLook, leafShape, type Model, type ModelSettings } from "./model.ts";
import type { Weights } from "./weights.ts";

/**
 * The deciding half of a learner. Its notes about every decision: `latents`, the action as drawn, before
 * squashing, scaling and clipping; `logProbs`, the log-probability of that; and `values`, the expected return by stream.
 */
export type NetworkPolicy = Pick<Learner, "act"> & {
  readonly noteSizes: { readonly latents: number; readonly logProbs: number; readonly values: number };
  look(view: View): Promise<{ readonly values: Float32Array }>;
  /** Log-probability of actions `[rows, latentSize]`, such as another policy's, in these observations: `[rows]`. */
  logProbs(view: View, latents: Float32Array): Promise<Float32Array>;
  /** Entropy of the policy in every row `[rows]`; the latents are what it drew there. */
  entropies(view: View, latents: Float32Array): Promise<Float32Array>;
  /** Values of every row with other weights than those that decide. */
  valuesWith(flat: Float32Array, view: Looked): Promise<Float32Array>;
  close(): Promise<void>;
};

type Looked = Omit<View, "masks">;

const none = new Float32Array(0);

/** @param rng draws the actions */
export async function openNetworkPolicy(
  model: Model,
  host: AgentHost,
  settings: ModelSettings,
  weights: Weights,
  rng: Rng,
): Promise<NetworkPolicy> {
  const { head, network, parameters } = model;
  const { memory, threads } = settings;
  const session = await openSession(compileLook(model, settings), { threads });
  let likelihood: ReturnType<typeof openSession> | undefined; // opened on first use
  const [spreadSize] = (head.spread?.shape ?? [0]) as readonly number[];
  const spreadAt = head.spread ? parameters.offsetOf(head.spread) : 0;
  const decisions = new Map<number, Decided>();

  const decisionFor = (rows: number): Decided => {
    const known = decisions.get(rows);
    if (known) return known;
    const [latents, logProbs] = [new Float32Array(rows * head.latentSize), new Float32Array(rows)];
    const fresh = { actions: batchOf(host.action, rows), latents, logProbs };
    decisions.set(rows, fresh);
    return fresh;
  };

  const given = ({ observations, rows, state, starts }: Looked, flat = weights.values.flat): Values => ({
    ...weights.values,
    flat,
    ...leafValues(model, observations, rows),
    ...(memory && memoryValues(state, starts, rows, memory)),
  });
  const look = (view: Looked, flat?: Value) => session.run(given(view, flat));

  const likelihoods = async (view: View, latents: Float32Array) => {
    likelihood ??= openSession(compileLogProbs(model, settings, host.maskSize), { threads });
    const { rows, masks } = view;
    return (await likelihood).run({
      ...given(view),
      latents: value(latents, [rows, head.latentSize]),
      ...(host.maskSize && { masks: value(masks, [rows, host.maskSize]) }),
    });
  };

  return {
    noteSizes: { latents: head.latentSize, logProbs: 1, values: network.valueSize },
    async act(view, mode): Promise<Decision> {
      const { policy, value: values, memoryNext = none } = await look(view);
      const decision = decisionFor(view.rows);
      const spread = weights.state.flat.subarray(spreadAt, spreadAt + spreadSize);
      head.decide(view.rows, policy, view.masks, spread, mode === "explore" ? rng : undefined, decision);
      const { actions, latents, logProbs } = decision;
      return { actions, notes: { latents, logProbs, values }, state: memoryNext };
    },
    look: async (view) => ({ values: (await look(view)).value }),
    valuesWith: async (flat, view) => (await look(view, value(flat, [flat.length]))).value,
    logProbs: async (view, latents) => (await likelihoods(view, latents)).logProb,
    entropies: async (view, latents) => (await likelihoods(view, latents)).entropy,
    async close() {
      await session.close();
      await (await likelihood)?.close();
    },
  };
}

type Values = { readonly [name: string]: Value };

/** Rows of what the network sees of observations, as a session takes them. */
export function leafValues({ network }: Model, observations: Batch<Space>, rows: number): Values {
  const arrays = arraysOf(observations);
  return Object.fromEntries(
    network.leaves.map((leaf, i) => [`leaf${i}`, value(arrays[network.places[i]], leafShape(leaf, rows))]),
  );
}

/** Memories before each row, and where they are emptied. */
export const memoryValues = (state: Float32Array, starts: Uint8Array, rows: number, size: number): Values => ({
  memory: value(state, [rows, size]),
  starts: value(new Float32Array(starts), [rows, 1]),
});
