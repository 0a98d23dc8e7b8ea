import { openSession, type Value, value } from "../../src/autodiff/index.ts";
import {
  type AgentHost,
  arraysOf,
  type Batch,
  batchOf,
  type Learner,
  type LearnerDecision,
  type Rng,
  type Space,
  type View,
} from "../../src/core/index.ts";
import { compileLook, leafShape, type Model } from "../ppo/graphs.ts";
import type { Settings } from "../ppo/settings.ts";
import type { Weights } from "./weights.ts";

/** The half of the learner that looks and decides. */
export type Policy = Pick<Learner, "act" | "values"> & {
  /** V of every row with other weights than those that decide. */
  valuesWith(flat: Float32Array, view: Looked): Promise<Float32Array>;
  close(): Promise<void>;
};

type Looked = Omit<View, "masks">;

const none = new Float32Array(0);

/** @param rng draws the actions */
export async function openPolicy(
  model: Model,
  host: AgentHost,
  settings: Settings,
  weights: Weights,
  rng: Rng,
): Promise<Policy> {
  const { head, parameters } = model;
  const { memory, threads } = settings;
  const session = await openSession(compileLook(model, settings), { threads });
  const spreadAt = head.spread ? parameters.offsetOf(head.spread) : 0;
  const decisions = new Map<number, LearnerDecision>();

  const decisionFor = (rows: number): LearnerDecision => {
    const known = decisions.get(rows);
    if (known) return known;
    const [latents, logProbs] = [new Float32Array(rows * head.latentSize), new Float32Array(rows)];
    const fresh = { actions: batchOf(host.action, rows), latents, logProbs, values: none, state: none };
    decisions.set(rows, fresh);
    return fresh;
  };

  const look = ({ observations, rows, state, starts }: Looked, flat = weights.values.flat) =>
    session.run({
      ...weights.values,
      flat,
      ...leafValues(model, observations, rows),
      ...(memory && memoryValues(state, starts, rows, memory)),
    });

  return {
    async act(view, mode) {
      const { policy, value: values, memoryNext = none } = await look(view);
      const decision = decisionFor(view.rows);
      const spread = weights.state.flat.subarray(spreadAt, spreadAt + head.latentSize);
      head.decide(view.rows, policy, view.masks, spread, mode === "explore" ? rng : undefined, decision);
      return { ...decision, values, state: memoryNext };
    },
    values: async (view) => (await look(view)).value,
    valuesWith: async (flat, view) => (await look(view, value(flat, [flat.length]))).value,
    close: () => session.close(),
  };
}

type Values = { readonly [name: string]: Value };

/** Rows of observations as a session takes them. */
export const leafValues = ({ network }: Model, observations: Batch<Space>, rows: number): Values =>
  Object.fromEntries(arraysOf(observations).map((array, i) => [`leaf${i}`, value(array, leafShape(network, i, rows))]));

/** Memories before each row, and where they are emptied. */
export const memoryValues = (state: Float32Array, starts: Uint8Array, rows: number, size: number): Values => ({
  memory: value(state, [rows, size]),
  starts: value(new Float32Array(starts), [rows, 1]),
});
