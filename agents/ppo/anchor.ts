import { openSession, value } from "../../src/autodiff/index.ts";
import { type AgentHost, fail, generator, type TrainedWeights, type View } from "../../src/core/index.ts";
import { loadWeights, readWeights } from "../networks/kept-weights.ts";
import { compileLook, describeModel } from "../networks/model.ts";
import { leafValues } from "../networks/policy.ts";
import { newWeights } from "../networks/weights.ts";
import type { Settings } from "./settings.ts";

/** A frozen policy over the same spaces, perhaps of another network. */
export interface Anchor {
  /** Logarithms of deviations of its Gaussians, in the order of the head's; empty without any. */
  readonly spread: Float32Array;
  /** What describes its distribution in every row, `[rows, head.size]`. */
  scores(view: Pick<View, "rows" | "observations">): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * The weights that an agent is held near to: the anchor of its run, or else those that it begins with, if the divergence
 * from them has a weight.
 * @throws `params/invalid` for a weight with nothing to be near to
 */
export function anchorFor({ anchorWeight }: Settings, { anchor, from }: AgentHost): TrainedWeights | undefined {
  if (anchor) return anchor;
  if (anchorWeight > 0 && !from)
    fail("params/invalid", {
      given: `anchorWeight = ${anchorWeight} without a policy to stay near to`,
      expected: "a run with an anchor, or one that begins from another run",
      fix: "`--anchor RUN` or `--from RUN` names one.",
    });
  return anchorWeight > 0 ? from : undefined;
}

/** @throws `weights/incompatible`, `agent/unsupported` for a policy with memory */
export async function openAnchor(kept: TrainedWeights, host: AgentHost, settings: Settings): Promise<Anchor> {
  const { form } = readWeights(kept);
  if (form.memory > 0)
    fail("agent/unsupported", {
      given: `an anchor with a memory of ${form.memory}`,
      expected: "a policy that decides by what it sees alone",
    });
  if (form.squash !== settings.squash)
    fail("weights/incompatible", {
      given: `an anchor with squash = ${form.squash}`,
      expected: `squash = ${settings.squash}, or else equal numbers mean different actions`,
    });
  const own = { ...settings, ...form, streams: {} };
  const model = describeModel({ ...host, streams: form.streams }, own);
  const { network, parameters, optimizer, head } = model;
  const weights = await newWeights(network, parameters, optimizer, generator(host.seed, "ppo", "anchor"));
  loadWeights(weights, kept, form);
  const session = await openSession(compileLook(model, own), { threads: settings.threads });
  const [size] = (head.spread?.shape ?? [0]) as readonly number[];
  const at = head.spread ? parameters.offsetOf(head.spread) : 0;
  return {
    spread: weights.state.flat.slice(at, at + size),
    async scores({ rows, observations }) {
      const { policy } = await session.run({ ...weights.values, ...leafValues(model, observations, rows) });
      return policy;
    },
    close: () => session.close(),
  };
}

/** Graph inputs that say what the anchor would do, as an update takes them. */
export const anchorValues = (anchor: Anchor, scores: Float32Array, rows: number) => ({
  anchorScores: value(scores, [rows, scores.length / rows]),
  ...(anchor.spread.length > 0 && { anchorSpread: value(anchor.spread, [anchor.spread.length]) }),
});
