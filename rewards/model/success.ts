import { defineReward, type ShownEpisode } from "../../src/core/index.ts";
import { adversary, adversaryLimits, adversaryParams } from "./adversary.ts";

/** How likely a row with a logit is one of success. */
const pays = {
  probability: (logit: number) => 1 / (1 + Math.exp(-logit)),
  /** Its logarithm, which still tells bad from worse. */
  log: (logit: number) => Math.min(logit, 0) - Math.log1p(Math.exp(-Math.abs(logit))),
} as const;

/**
 * Success by example: how likely an observation is one with which demonstrations ended. The examples against are what the
 * agent itself comes to, so that it cannot find a state that the classifier was never told about (VICE; Fu et al. 2018,
 * arXiv 1805.11686).
 */
export const success = defineReward({
  id: "model/success-v1",
  summary:
    "How likely an observation is one with which demonstrations end, by a classifier that learns beside the agent.",
  inputs: { observations: true },
  takes: { demonstrations: { observations: true } },
  params: { pays: "log" as keyof typeof pays, ...adversaryParams },
  limits: { pays: Object.keys(pays) as (keyof typeof pays)[], ...adversaryLimits },
  create({ pays: paid, ...settings }, host) {
    const without = (host.demonstrations ?? []).filter(({ steps, features: { success } }) => success?.[steps] === 0);
    if (without.length > 0)
      host.notice?.(
        `${without.length} of the ${host.demonstrations?.length} demonstrations for model/success-v1 do not end in success by the env's own feature: it learns to look like them all the same.`,
      );
    const { evaluate, learn, abilities } = adversary(host, settings, {
      name: "success",
      shown: () => endsOf(host.demonstrations ?? []),
      lived: (batch: { rows: number; present: Uint8Array; observations: Float32Array; observationSize: number }) =>
        batch.observations.subarray(0, batch.rows * batch.observationSize),
      pay: pays[paid],
    });
    return { evaluate: (batch, out) => evaluate(batch, out), learn: (batch) => learn(batch), ...abilities };
  },
});

/** The last observation of each episode, one after another. */
function endsOf(episodes: readonly ShownEpisode[]): Float32Array {
  const ends = episodes.map(({ steps, observations }) =>
    observations.subarray((steps * observations.length) / (steps + 1)),
  );
  const all = new Float32Array(ends.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const end of ends) {
    all.set(end, at);
    at += end.length;
  }
  return all;
}
