import { openSession, value } from "../../src/autodiff/index.ts";
import {
  type AgentHost,
  defineAgent,
  fail,
  generator,
  type Learner,
  memoryBlobs,
  type Packable,
  pack,
  type Rollout,
  unpack,
} from "../../src/core/index.ts";
import { pace } from "../networks/pace.ts";
import { averages, refuseNonFinite, rowsUntilStop } from "../networks/update-metrics.ts";
import { openActor, scaling } from "./actor.ts";
import { memoryOf, validateSettings } from "./demands.ts";
import { exportActor } from "./export.ts";
import { compileUpdate } from "./graphs.ts";
import type { ReplayMemory, SavedReplay } from "./memory.ts";
import { minibatches } from "./minibatches.ts";
import { describeSac, requireBox } from "./model.ts";
import { replayMemory } from "./replay.ts";
import { rescore } from "./rescore.ts";
import { defaults, limits, type Settings } from "./settings.ts";
import { newState, type SacState } from "./state.ts";

const id = "learner/sac-v1";

/**
 * Soft actor-critic with twin critics and a learned temperature (Haarnoja et al. 2018, arXiv 1812.05905), from a replay
 * memory. All gradient steps of an update are one run of one ONNX model.
 */
export const sac = defineAgent({
  id,
  summary: "Soft actor-critic: off-policy, from a replay memory; for bounded boxes of actions.",
  params: defaults,
  limits,
  validate: validateSettings,
  memoryOf,
  create: openSac,
});

/** Opens the learner. @throws `agent/unsupported`, `device/unavailable` */
export async function openSac(settings: Settings, host: AgentHost): Promise<Learner> {
  const { seed, seats, blobs = memoryBlobs() } = host;
  const { rolloutSteps, updateRatio, learningStarts, minibatch } = settings;
  const model = describeSac(host, settings);
  const { actionSize, leaves, places } = model;
  const features = settings.rescoreSteps > 0 ? host.rescore?.features : undefined;
  const state = await newState(model, generator(seed, "sac", "weights"));
  const acting = generator(seed, "sac", "actions");
  const drawing = generator(seed, "sac", "replay");
  const memory: ReplayMemory = replayMemory({
    ...{ leaves, places, actionSize, features, seats, most: settings.replaySize },
    ...{ gamma: settings.gamma, nSteps: settings.nSteps },
  });
  let lived = 0; // steps of all worlds that updates have been adopted for
  let owed = 0; // gradient steps that have been earned and not taken, a fraction

  const actor = await openActor(model, host, settings, state, acting, () => lived < learningStarts);
  const update = compileUpdate(model, settings);
  const session = await openSession(update.model, {
    devices: [host.device],
    threads: settings.threads,
    aside: host.overlap,
  });
  const inUnits = scaling(requireBox(host.action));
  const pieces = pace();
  const drawn = minibatches(model, minibatch);

  function remember(rollout: Rollout): void {
    const given = rollout.actions as Float32Array | Float64Array;
    const actions = new Float32Array(rollout.steps * seats * actionSize);
    for (let i = 0; i < actions.length; i++) actions[i] = inUnits.fromEnv(given[i], i % actionSize);
    memory.append(rollout, actions);
    if (rollout.hindsight) memory.appendApart(rollout.hindsight, actions);
  }

  /** Takes gradient steps: the state after them, and the metrics of each. */
  async function descend(steps: number): Promise<{ readonly next: SacState; readonly taken: Float32Array[] }> {
    const taken: Float32Array[] = [];
    let next: SacState = state.arrays();
    for (let done = 0, piece = 0; done < steps; done += piece) {
      piece = pieces.next(steps - done);
      const begun = performance.now();
      const columns = drawn.fill(memory, drawing, piece);
      const results = await session.run({
        ...columns,
        ...Object.fromEntries(
          Object.entries(next).map(([name, array]) => [name, value(array, name === "t" ? [] : [array.length])]),
        ),
        rate: value(new Float32Array(piece).fill(settings.learningRate), [piece]),
      });
      pieces.took(piece, performance.now() - begun);
      next = Object.fromEntries(Object.keys(next).map((name) => [name, results[`${name}Next`]])) as unknown as SacState;
      taken.push(...rowsUntilStop(results.metrics, update.metrics));
    }
    return { next, taken };
  }

  return {
    stateSize: 0,
    rolloutSteps,
    ...(features && { features }),
    ...(settings.hindsight > 0 && { hindsight: settings.hindsight }),
    device: session.description,
    act: actor.act,

    async learn(rollout) {
      const rows = rollout.steps * seats;
      remember(rollout);
      const { rescoreSteps } = settings;
      if (rescoreSteps > 0 && Math.floor((lived + rows) / rescoreSteps) > Math.floor(lived / rescoreSteps))
        await rescore(memory, model, host, inUnits);
      const learns = lived + rows >= learningStarts && memory.count > 0;
      const due = owed + (learns ? rows * updateRatio : 0);
      const steps = Math.floor(due);
      const { next, taken } = await descend(steps);
      refuseNonFinite(taken, update.metrics, next.flat);
      return {
        metrics: {
          ...(steps > 0 && averages(taken, update.metrics)),
          gradientSteps: steps,
          remembered: memory.count,
        },
        adopt() {
          lived += rows;
          owed = due - steps;
          state.adopt(next);
        },
      };
    },

    async save() {
      return pack({
        format,
        state: { ...state.arrays() },
        acting: acting.save(),
        drawing: drawing.save(),
        lived,
        owed,
        memory: { ...(await memory.save(blobs)) } as unknown as Packable,
      });
    },

    async load(bytes) {
      const saved = unpack(bytes, "the learner's state") as Packable & Saved;
      if (saved?.format !== format)
        fail("checkpoint/foreign", { given: `a learner's state of format ${saved?.format}`, expected: format });
      state.load(saved.state);
      await memory.load(saved.memory, blobs);
      acting.load(saved.acting);
      drawing.load(saved.drawing);
      [lived, owed] = [saved.lived, saved.owed];
    },

    exportOnnx: () => exportActor(model, host, state.flat, id),

    async close() {
      await actor.close();
      await session.close();
    },
  };
}

const format = "sac/1";

interface Saved {
  readonly format: string;
  readonly state: SacState;
  readonly acting: Float64Array;
  readonly drawing: Float64Array;
  readonly lived: number;
  readonly owed: number;
  readonly memory: SavedReplay;
}
