import {
  arraysOf,
  batchOf,
  type Decision,
  fail,
  type Learner,
  pack,
  type RewardInputs,
  type RewardRows,
  type Rollout,
  rowsOf,
  snapshot,
  unpack,
  type VectorEnv,
  type View,
} from "../core/index.ts";
import { bytes, readForm, text } from "../record/form.ts";
import { emptyNotes, endingsOf } from "./endings.ts";
import { episodeTracker, type FinishedEpisode } from "./episodes.ts";
import { observedRows } from "./leaf-rows.ts";
import { policyInputs } from "./policy-inputs.ts";
import { gathering } from "./reward-rows.ts";

/** Collects a learner's experience in a vector's worlds, rollout by rollout. */
export interface Collector {
  /** The arrays belong to the collector and are valid until it collects again. */
  collect(): Promise<Collected>;
  /**
   * Looks once at whatever the learner asks to see, so that a world that cannot show it is refused before a run begins.
   * @throws `env/unsupported`
   */
  rehearse(): Promise<void>;
  /** Call when a world whose episode has just ended was moved back to the start of an episode. */
  restarted(world: number): void;
  /** The state that carries over from one rollout to the next, besides worlds, learner and rewards. */
  save(): Uint8Array;
  /** @throws `file/corrupt`, `checkpoint/foreign` before anything has changed */
  load(bytes: Uint8Array): void;
}

export interface Collected {
  /** Its actions are those that the worlds received: boxes are clipped. */
  readonly rollout: LivedRollout;
  /** The inputs that the reward declared. */
  readonly rows: RewardRows;
  /** By step, then by world. */
  readonly finished: readonly FinishedEpisode[];
  readonly seconds: { readonly stepping: number; readonly inference: number };
}

/** A rollout before it is scored. */
export type LivedRollout = Omit<Rollout, "rewards" | "terms" | "streams" | "version">;

/** The part of a learner that a collector needs. */
export type Actor = Pick<Learner, "stateSize" | "noteSizes" | "inputs" | "rolloutSteps" | "act" | "look">;

/**
 * A collector over worlds that begin an episode: make it before or after `vector.reset`, or load what was saved.
 * @throws `reward/input` and `agent/unsupported` for inputs that the env does not measure or the vector does not capture
 */
export function collector(vector: VectorEnv, learner: Actor, inputs: RewardInputs): Collector {
  const { env, worlds } = vector;
  const { stateSize, noteSizes = {}, rolloutSteps: steps } = learner;
  const rows = steps * worlds;
  // One step more than the rollout has: what follows its last step also begins the next rollout. Memory for endings is
  // only taken when they are written.
  const seen = batchOf(env.observation, observedRows(rows, worlds));
  const masks = new Uint8Array((rows + worlds) * env.maskSize);
  const starts = new Uint8Array(rows + worlds);
  const states = new Float32Array((rows + worlds) * stateSize);
  const views = Array.from({ length: steps + 1 }, (_, step): View => {
    const [from, to] = [step * worlds, (step + 1) * worlds];
    return {
      rows: worlds,
      observations: rowsOf(env.observation, seen, from, to),
      masks: masks.subarray(from * env.maskSize, to * env.maskSize),
      starts: starts.subarray(from, to),
      state: states.subarray(from * stateSize, to * stateSize),
    };
  });
  const next = views[steps];
  const notes = emptyNotes(noteSizes, rows + worlds);
  const noted = Object.entries(noteSizes).map(([name, size]) => ({ name, size, column: notes[name] }));
  const rollout = {
    steps,
    seats: worlds,
    observations: rowsOf(env.observation, seen, 0, rows + worlds),
    masks,
    starts,
    states,
    notes,
    actions: batchOf(env.action, rows),
    terminated: new Uint8Array(rows),
    truncated: new Uint8Array(rows),
  } satisfies Omit<LivedRollout, "endings">;
  const gathered = gathering(vector, inputs, steps, { ...rollout, observations: seen });
  const lookAround = learner.inputs && policyInputs(vector, learner.inputs);
  const tracker = episodeTracker(env, worlds);
  const endings = endingsOf(vector, seen, { steps, stateSize, noteSizes });
  const [observed, acted] = [arraysOf(vector.observations), arraysOf(vector.actions)];
  const [seenArrays, livedArrays] = [arraysOf(seen), arraysOf(rollout.actions)];
  const owner = `${worlds} worlds of ${env.id} with ${stateSize} numbers of memory each`;
  const state = snapshot(next.starts, next.state, ...tracker.state);
  next.starts.fill(1);
  tracker.start();

  /** Writes the worlds' present observations into the rollout's rows of a step. */
  function look(step: number): void {
    for (let i = 0; i < observed.length; i++) seenArrays[i].set(observed[i], step * observed[i].length);
    views[step].masks.set(vector.masks);
  }

  function decide(step: number, decision: Decision): void {
    arraysOf(decision.actions).forEach((array, i) => {
      acted[i].set(array);
    });
    for (const { name, size, column } of noted) column.set(decision.notes![name], step * worlds * size);
    views[step + 1].state.set(decision.state);
  }

  /** Takes in the result of a step; where a world ended, the next step begins with empty memory. */
  function settle(step: number): void {
    const start = step * worlds;
    const { starts, state } = views[step + 1];
    for (let i = 0; i < acted.length; i++) livedArrays[i].set(acted[i], step * acted[i].length);
    rollout.terminated.set(vector.terminated, start);
    rollout.truncated.set(vector.truncated, start);
    gathered.after(step);
    endings.add(step, state);
    starts.fill(0);
    for (let i = 0; i < vector.ended; i++) {
      const world = vector.endedRows[i];
      starts[world] = 1;
      state.fill(0, world * stateSize, (world + 1) * stateSize);
    }
  }

  /** Notes about what followed the last step, and about the ends of episodes. */
  async function lookAhead() {
    const looked = (await learner.look?.(next)) ?? {};
    for (const { name, size, column } of noted) {
      if (looked[name]) column.set(looked[name], rows * size);
      else column.fill(0, rows * size);
    }
    return endings.done(learner.look && ((view) => learner.look!(view)));
  }

  return {
    async collect() {
      const finished: FinishedEpisode[] = [];
      let [stepping, inference] = [0, 0]; // [ms]
      endings.clear();
      views[0].starts.set(next.starts);
      views[0].state.set(next.state);
      for (let step = 0; step < steps; step++) {
        look(step);
        gathered.before(step);
        const thinking = performance.now();
        const view = lookAround ? { ...views[step], ...(await lookAround()) } : views[step];
        decide(step, await learner.act(view, "explore"));
        const moving = performance.now();
        await vector.step();
        const settling = performance.now();
        settle(step);
        finished.push(...tracker.observe(vector, step));
        inference += moving - thinking;
        stepping += settling - moving;
      }
      look(steps);
      const thinking = performance.now();
      const ended = await lookAhead();
      inference += performance.now() - thinking;
      const seconds = { stepping: stepping / 1000, inference: inference / 1000 };
      return { rollout: { ...rollout, endings: ended }, rows: gathered.rows, finished, seconds };
    },
    async rehearse() {
      await lookAround?.();
    },
    restarted: (world) => tracker.begin(world),
    save: () => pack({ owner, state: state.save() }),
    load(packed) {
      const saved = readForm(unpack(packed, "a saved collector"), { owner: text, state: bytes }, "a saved collector");
      if (saved.owner !== owner)
        fail("checkpoint/foreign", { given: `a collector of ${saved.owner}`, expected: `one of ${owner}` });
      state.load(saved.state);
    },
  };
}
