import { value } from "../../src/autodiff/index.ts";
import { generator, type Metrics, type RewardHost } from "../../src/core/index.ts";
import { clip, scaleOf } from "../scale.ts";
import { knowledgeOnceOpen, openNetwork } from "../trained-network.ts";
import { compileDiscriminator } from "./discriminator.ts";

const early = 5; // rollouts
const certain = 0.02; // cross-entropy [nat]

/** Settings of a discriminator that learns beside the agent. */
export const adversaryParams = {
  hidden: [64, 64] as readonly number[],
  learningRate: 3e-4,
  /** Rows of a minibatch that were shown, and as many that the agent lived. */
  minibatch: 256,
  /** Gradient steps for each rollout. */
  gradientSteps: 16,
  /** Weight of keeping the slope of the discriminator near 1: without it, it soon knows everybody, and pays nobody. */
  penalty: 10,
};

type Settings = {
  readonly [N in keyof typeof adversaryParams]: (typeof adversaryParams)[N] extends number ? number : readonly number[];
};

export const adversaryLimits = {
  hidden: { each: { whole: [1, 4096] }, length: [0, 8] },
  learningRate: [0, 10],
  minibatch: { whole: [1, 1_000_000] },
  gradientSteps: { whole: [1, 100_000] },
  penalty: [0, 1e6],
} as const;

/** What the rows of an adversary are. */
export interface AdversaryRows<B> {
  /** Names its streams of chance, and what it has learned, in messages. */
  readonly name: string;
  /** All rows that were shown, `[rows, size]`. */
  shown(size: number): Float32Array;
  /** Those that the agent lived: `[batch.rows, size]`. */
  lived(batch: B): Float32Array;
  /** The reward of a row by the logit of "this was shown". */
  pay(logit: number): number;
}

/** A reward by a discriminator that learns to tell what was shown from what the agent lives. */
export function adversary<B extends { readonly rows: number; readonly present: Uint8Array }>(
  { seed, notice, overlap }: Pick<RewardHost, "seed" | "notice" | "overlap">,
  { hidden, learningRate, minibatch, gradientSteps, penalty }: Settings,
  { name, shown: rowsShown, lived: rowsLived, pay }: AdversaryRows<B>,
) {
  const drawing = generator(seed, name, "minibatches");
  let updates = 0; // since it was opened

  const knowledge = knowledgeOnceOpen(`what the reward ${name} has learned`, async (size) => {
    const rng = generator(seed, name, "weights");
    const compiled = await compileDiscriminator({ inputSize: size, hidden, minibatch, penalty }, rng);
    const network = await openNetwork(compiled.look, compiled.training, compiled.state, { overlap });
    const scale = scaleOf(size);
    const shown = rowsShown(size);
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
    async evaluate(batch: B, out: Float64Array): Promise<void> {
      const rows = rowsLived(batch);
      const { network, scale, size } = await knowledge.ready(rows.length / batch.rows);
      const { logit } = await network.look({ rows: value(scale.normalise(rows, clip), [batch.rows, size]) });
      for (let row = 0; row < out.length; row++) out[row] = pay(logit[row]);
    },

    async learn(batch: B): Promise<Metrics | undefined> {
      const rows = rowsLived(batch);
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
      if (++updates <= early && crossEntropy < certain)
        notice?.(
          `model/${name}-v1 tells the agent from what was shown almost without error after ${updates} ${updates === 1 ? "rollout" : "rollouts"} (cross-entropy ${crossEntropy.toPrecision(2)}): what it pays is nearly flat. Fewer gradientSteps, a higher penalty or more demonstrations may help.`,
        );
      return { crossEntropy, shownLogit: expertLogit, livedLogit: agentLogit };
    },

    abilities: knowledge.abilities,
  };
}
