import { type AgentHost, batchOf, bytesNeeded, fail, type MemoryUse } from "../../src/core/index.ts";
import { validateCrops } from "../networks/crop.ts";
import { describeModel } from "../networks/model.ts";
import { observedPart, valueOnlyParts } from "../networks/observed.ts";
import { batchingOf, runsOf } from "./graphs.ts";
import { validateMacros } from "./macro-actions.ts";
import type { Settings } from "./settings.ts";
import { validateStreams } from "./streams.ts";

/** Steps that may be written one after another into a graph: compiling takes seconds for these, and minutes for more. */
const mostWrittenOut = 256;

const mostRows = 2 ** 31 - 1; // minibatches name their rows as int32

/**
 * Refuses settings that cannot work together, or not in as many seats.
 * @throws `params/invalid`
 */
export function validateSettings(settings: Settings, host: AgentHost): void {
  const { seats } = host;
  validateStreams(settings, host);
  validateMacros(settings, host);
  const observed = observedPart(host.observation, settings.observe);
  validateCrops(settings.crops, observed);
  valueOnlyParts(observed, settings.valueOnly);
  const { rolloutSteps, unroll, minibatch, normalizeAdvantages } = settings;
  const wrong = (given: string, expected: string, fix?: string) =>
    fail("params/invalid", { given: `${given} for learner/ppo-v1`, expected, fix });
  if (settings.baseline === "step" && seats < 2)
    wrong("baseline = step with one seat", "at least 2 seats, because each is measured against the others");
  if (settings.valueOnly.length > 0 && (settings.shared || settings.memory > 0))
    wrong(
      `valueOnly = ${JSON.stringify(settings.valueOnly)} with ${settings.shared ? "shared = true" : `memory = ${settings.memory}`}`,
      "a network of its own for values: shared = false and memory = 0",
    );
  const rows = rolloutSteps * seats;
  if (rows > mostRows)
    wrong(`rolloutSteps = ${rolloutSteps} with ${seats} seats`, `at most ${mostRows} rows a rollout`);
  const { batch, length, batchesPerEpoch } = batchingOf(settings, seats);
  if (normalizeAdvantages && batch < 2)
    wrong(
      `minibatch = ${minibatch} with rolloutSteps = ${rolloutSteps} and ${seats} seats, which makes minibatches of 1 row`,
      "at least 2 rows, because advantages are divided by their deviation",
      "normalizeAdvantages=false allows 1.",
    );
  const steps = runsOf(settings, batchesPerEpoch).steps;
  if (unroll > 0 && steps % unroll !== 0)
    wrong(
      `unroll = ${unroll} with ${steps} minibatches to learn from`,
      `a whole number that divides ${steps}`,
      "unroll=0 makes a loop, which takes any number; -1 chooses.",
    );
  const writtenOut = Math.max(1, unroll) * length;
  if (writtenOut > mostWrittenOut)
    wrong(
      length === 1 ? `unroll = ${unroll}` : `a sequence of ${length} steps with unroll = ${unroll}`,
      `at most ${mostWrittenOut} steps written one after another, because compiling more takes minutes`,
    );
}

/** Bytes that learning takes at least: what is allocated for certain, without what the runtime keeps besides. */
export function memoryOf(settings: Settings, host: AgentHost): MemoryUse {
  const { rolloutSteps, hidden, memory, shared, epochs } = settings;
  const rows = rolloutSteps * host.seats;
  const { parameters, head, optimizer } = describeModel(host, settings);
  const states = 1 + optimizer.moments.length;
  const layers = hidden.reduce((sum, size) => sum + size, 0) * (shared || memory > 0 ? 1 : 2) + 6 * memory;
  const { batch } = batchingOf(settings, host.seats);
  const row =
    bytesOfRow(host) +
    host.maskSize +
    (settings.anchorWeight > 0 ? 4 * head.size : 0) + // what the anchor would do
    4 * (head.latentSize + memory + 5) + // latents, memory; log-probability, value, next value, advantage, return
    8 * 2 + // the reward, before and after scaling
    4 * (settings.recomputeAdvantages ? 1 : epochs); // places in minibatches
  return {
    weights: 4 * parameters.size * (2 * states + 2), // each state before and after an update; gradients, and their clipped form
    rollouts: rows * row * (host.overlap ? 2 : 1),
    minibatches: 4 * batch * layers * 2, // of every neuron its value and its gradient
  };
}

const bytesOfRow = ({ observation, action }: AgentHost) =>
  bytesNeeded((from) => {
    batchOf(observation, 1, from);
    batchOf(action, 1, from);
  });
