import { value } from "../../src/autodiff/index.ts";
import { defineReward, generator, type ShownEpisode } from "../../src/core/index.ts";
import { scaleOf } from "../scale.ts";
import { knowledgeOnceOpen, openNetwork } from "../trained-network.ts";
import { compileDiscriminator } from "./discriminator.ts";

const clip = 10; // deviations of a number from the experts' mean

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
    hidden: [64, 64] as readonly number[],
    learningRate: 3e-4,
    /** Rows of a minibatch of experts, and as many of the agent. */
    minibatch: 256,
    /** Gradient steps for each rollout. */
    gradientSteps: 4,
    /** Weight of keeping the slope of the discriminator near 1: without it, it soon knows everybody, and pays nobody. */
    penalty: 10,
  },
  limits: {
    form: Object.keys(forms) as (keyof typeof forms)[],
    hidden: { each: { whole: [1, 4096] }, length: [0, 8] },
    learningRate: [0, 10],
    minibatch: { whole: [1, 1_000_000] },
    gradientSteps: { whole: [1, 100_000] },
    penalty: [0, 1e6],
  },
  create({ form, actions: seesActions, hidden, learningRate, minibatch, gradientSteps, penalty }, host) {
    const pay = forms[form];
    const drawing = generator(host.seed, "imitation", "minibatches");

    const knowledge = knowledgeOnceOpen("what an imitation reward has learned", async (size) => {
      const rng = generator(host.seed, "imitation", "weights");
      const compiled = await compileDiscriminator({ inputSize: size, hidden, minibatch, penalty }, rng);
      const network = await openNetwork(compiled.look, compiled.training, compiled.state);
      const scale = scaleOf(size);
      const shown = rowsShown(host.demonstrations ?? [], size, seesActions);
      if (shown.length > 0) scale.update(shown, shown.length / size);
      return {
        ...{ network, scale, size, shown: scale.normalise(shown, clip) },
        save: () => ({ scale: scale.save(), drawing: drawing.save() }),
        restore(saved) {
          scale.load(saved.scale as Float64Array);
          drawing.load(saved.drawing as Float64Array);
        },
      };
    });

    return {
      async evaluate(batch, out) {
        const rows = rowsLived(batch, seesActions);
        const { network, scale, size } = await knowledge.ready(rows.length / batch.rows);
        const { logit } = await network.look({ rows: value(scale.normalise(rows, clip), [batch.rows, size]) });
        for (let row = 0; row < out.length; row++) out[row] = pay(logit[row]);
      },

      async learn(batch) {
        const rows = rowsLived(batch, seesActions);
        const { network, scale, size, shown } = await knowledge.ready(rows.length / batch.rows);
        const count = shown.length / size;
        const present = Array.from(batch.present.keys()).filter((row) => batch.present[row]);
        if (count === 0 || present.length === 0) return undefined;
        const lived = scale.normalise(rows, clip);
        const drawn = gradientSteps * minibatch;
        const [expert, agent] = [new Float32Array(drawn * size), new Float32Array(drawn * size)];
        const share = new Float32Array(drawn);
        for (let i = 0; i < drawn; i++) {
          const [from, own] = [drawing.integer(count), present[drawing.integer(present.length)]];
          expert.set(shown.subarray(from * size, (from + 1) * size), i * size);
          agent.set(lived.subarray(own * size, (own + 1) * size), i * size);
          share[i] = drawing.uniform();
        }
        const columns = {
          expert: value(expert, [drawn, size]),
          agent: value(agent, [drawn, size]),
          share: value(share, [drawn, 1]),
        };
        const perm = Int32Array.from({ length: drawn }, (_, i) => i);
        const { crossEntropy, expertLogit, agentLogit } = await network.train(columns, perm, minibatch, learningRate);
        knowledge.learned();
        return { crossEntropy, expertLogit, agentLogit };
      },

      ...knowledge.abilities,
    };
  },
});

interface Lived {
  readonly rows: number;
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
