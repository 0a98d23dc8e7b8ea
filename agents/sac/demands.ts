import { type AgentHost, fail, type MemoryUse } from "../../src/core/index.ts";
import { bytesOf } from "./chunk.ts";
import { describeSac } from "./model.ts";
import type { Settings } from "./settings.ts";

/** @throws `params/invalid` */
export function validateSettings(settings: Settings, { seats, overlap }: AgentHost): void {
  const { replaySize, rolloutSteps } = settings;
  const { rescoreSteps, hindsight, observe } = settings;
  for (const [what, isAsked] of [
    ["overlap, where the reward learns meanwhile", overlap],
    ["hindsight", hindsight > 0],
    ["observe, which remembers a part of what is observed", observe.length > 0],
  ] as const)
    if (rescoreSteps > 0 && isAsked)
      fail("params/invalid", {
        given: `rescoreSteps = ${rescoreSteps} for learner/sac-v1 with ${what}`,
        expected: "one or the other",
      });
  if (replaySize < 8 * rolloutSteps * seats)
    fail("params/invalid", {
      given: `replaySize = ${replaySize} for learner/sac-v1, with ${rolloutSteps} steps of ${seats} seats between updates`,
      expected: `at least ${8 * rolloutSteps * seats}, eight times as many`,
    });
}

/** Bytes that learning takes at least once its memory is full. */
export function memoryOf(settings: Settings, host: AgentHost): MemoryUse {
  const model = describeSac(host, settings);
  const states = 4; // weights and targets, two moments
  const width = settings.hidden.reduce((sum, size) => sum + size, 0);
  return {
    weights: 4 * model.parameters.size * (2 * states + 2),
    replay: bytesOf(model, settings.replaySize),
    minibatches: 4 * settings.minibatch * width * 3 * 2,
  };
}
