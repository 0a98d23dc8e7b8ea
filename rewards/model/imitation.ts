import { defineReward, type ShownEpisode } from "../../src/core/index.ts";
import { adversary, adversaryLimits, adversaryParams } from "./adversary.ts";

/** How the logit of "this is an expert's row" becomes a reward. */
const forms = {
  /** Always above 0: good where ending early is a failure, for living on pays. */
  positive: (logit: number) => Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(logit, 0),
  /** Always below 0: good where ending early is the goal. */
  negative: (logit: number) => Math.min(logit, 0) - Math.log1p(Math.exp(-Math.abs(logit))),
  /** Both: AIRL's, without the policy's own part (Fu et al. 2018, arXiv 1710.11248). */
  signed: (logit: number) => logit,
} as const;

/**
 * Imitation: pays for being taken for an expert by a discriminator that learns beside the agent (GAIL; Ho and Ermon 2016,
 * arXiv 1606.03476). Give the run demonstrations with observations.
 */
export const imitation = defineReward({
  id: "model/imitation-v1",
  summary: "How much a step looks like those of demonstrations, by a discriminator that learns beside the agent.",
  inputs: ({ actions }) => ({ observations: true as const, before: true as const, actions }),
  takes: { demonstrations: { observations: true } },
  params: {
    form: "positive" as keyof typeof forms,
    /** Whether it looks at actions, too; else at observations after the step alone. */
    actions: true,
    ...adversaryParams,
  },
  limits: { form: Object.keys(forms) as (keyof typeof forms)[], ...adversaryLimits },
  create({ form, actions: seesActions, ...settings }, host) {
    const { evaluate, learn, abilities } = adversary(host, settings, {
      name: "imitation",
      shown: (size) => rowsShown(host.demonstrations ?? [], size, seesActions),
      lived: (batch: Lived) => rowsLived(batch, seesActions),
      pay: forms[form],
    });
    return { evaluate: (batch, out) => evaluate(batch, out), learn: (batch) => learn(batch), ...abilities };
  },
});

interface Lived {
  readonly rows: number;
  readonly present: Uint8Array;
  readonly observations: Float32Array;
  readonly observationSize: number;
  readonly before: { readonly observations: Float32Array };
  readonly actions?: Float32Array;
  readonly actionSize?: number;
}

/** What the discriminator looks at: observation and action, or the observation after the step. */
function rowsLived({ rows, observations, observationSize: size, before, ...acted }: Lived, seesActions: boolean) {
  if (!seesActions) return observations.subarray(0, rows * size);
  const { actions, actionSize = 0 } = acted as { actions: Float32Array; actionSize?: number };
  return beside(before.observations, size, actions, actionSize, rows);
}

function rowsShown(episodes: readonly ShownEpisode[], inputSize: number, seesActions: boolean): Float32Array {
  const steps = episodes.reduce((sum, each) => sum + each.steps, 0);
  const all = new Float32Array(steps * inputSize);
  let at = 0;
  for (const { steps, observations, actions } of episodes) {
    const size = observations.length / (steps + 1);
    const rows = seesActions
      ? beside(observations, size, actions, actions.length / steps, steps)
      : observations.subarray(size);
    all.set(rows, at);
    at += rows.length;
  }
  return all;
}

/** Rows of two arrays side by side. */
function beside(a: Float32Array, aSize: number, b: Float32Array, bSize: number, rows: number): Float32Array {
  const size = aSize + bSize;
  const both = new Float32Array(rows * size);
  for (let row = 0; row < rows; row++) {
    both.set(a.subarray(row * aSize, (row + 1) * aSize), row * size);
    both.set(b.subarray(row * bSize, (row + 1) * bSize), row * size + aSize);
  }
  return both;
}
