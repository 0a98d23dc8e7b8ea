import {
  arraysOf,
  batchOf,
  fail,
  type Learner,
  type LearnerDecision,
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
import { episodeTracker, type FinishedEpisode } from "./episodes.ts";
import { gathering } from "./reward-rows.ts";
import { truncatedRows } from "./truncated-rows.ts";

/** Lets a learner live in a vector's worlds, a rollout at a time. */
export interface Collector {
  /** The arrays belong to the collector and are valid until it collects again. */
  collect(): Promise<Collected>;
  /** Call when a world whose episode has just ended was put back to the start of one. */
  restarted(world: number): void;
  /** Everything that goes from one rollout to the next, besides worlds, learner and rewards. */
  save(): Uint8Array;
  /** @throws `file/corrupt`, `checkpoint/foreign` before anything has changed */
  load(bytes: Uint8Array): void;
}

export interface Collected {
  /** Its actions are as the worlds got them: boxes clipped. */
  readonly rollout: Omit<Rollout, "rewards">;
  /** What the reward declared. */
  readonly rows: RewardRows;
  /** By step, then by world. */
  readonly finished: readonly FinishedEpisode[];
  readonly seconds: { readonly stepping: number; readonly inference: number };
}

/** What a collector needs of a learner. */
export type Actor = Pick<Learner, "stateSize" | "latentSize" | "rolloutSteps" | "act" | "values">;

/**
 * A collector over worlds that begin an episode: make it before or after `vector.reset`, or load what was saved.
 * @throws `reward/input` for inputs that the env does not measure or the vector does not capture
 */
export function collector(vector: VectorEnv, learner: Actor, inputs: RewardInputs): Collector {
  const { env, worlds } = vector;
  const { stateSize, latentSize, rolloutSteps: steps } = learner;
  const rows = steps * worlds;
  // one step more than a rollout has: what follows its last step, and begins the next rollout
  const seen = batchOf(env.observation, rows + worlds);
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
  const rollout = {
    steps,
    worlds,
    observations: rowsOf(env.observation, seen, 0, rows),
    masks: masks.subarray(0, rows * env.maskSize),
    starts: starts.subarray(0, rows),
    states: states.subarray(0, rows * stateSize),
    actions: batchOf(env.action, rows),
    latents: new Float32Array(rows * latentSize),
    logProbs: new Float32Array(rows),
    values: new Float32Array(rows),
    nextValues: new Float32Array(rows),
    terminated: new Uint8Array(rows),
    truncated: new Uint8Array(rows),
  } satisfies Omit<Rollout, "rewards">;
  const gathered = gathering(vector, inputs, steps, rollout);
  const tracker = episodeTracker(env, worlds);
  const cut = truncatedRows(vector, stateSize);
  const [observed, acted] = [arraysOf(vector.observations), arraysOf(vector.actions)];
  const [seenArrays, livedArrays] = [arraysOf(seen), arraysOf(rollout.actions)];
  const owner = `${worlds} worlds of ${env.id} with ${stateSize} numbers of memory each`;
  const state = snapshot(next.starts, next.state, ...tracker.state);
  next.starts.fill(1);
  tracker.start();

  /** Writes what the worlds show now into the rollout's rows of a step. */
  function look(step: number): void {
    for (let i = 0; i < observed.length; i++) seenArrays[i].set(observed[i], step * observed[i].length);
    views[step].masks.set(vector.masks);
  }

  function decide(step: number, decision: LearnerDecision): void {
    const start = step * worlds;
    arraysOf(decision.actions).forEach((array, i) => {
      acted[i].set(array);
    });
    rollout.latents.set(decision.latents, start * latentSize);
    rollout.logProbs.set(decision.logProbs, start);
    rollout.values.set(decision.values, start);
    views[step + 1].state.set(decision.state);
  }

  /** Takes in what became of a step; the next one begins with fresh memory where a world ended. */
  function settle(step: number): void {
    const start = step * worlds;
    const { starts, state } = views[step + 1];
    for (let i = 0; i < acted.length; i++) livedArrays[i].set(acted[i], step * acted[i].length);
    rollout.terminated.set(vector.terminated, start);
    rollout.truncated.set(vector.truncated, start);
    gathered.after(step);
    cut.note(start, state);
    starts.fill(0);
    for (let i = 0; i < vector.ended; i++) {
      const world = vector.endedRows[i];
      starts[world] = 1;
      state.fill(0, world * stateSize, (world + 1) * stateSize);
    }
  }

  /** Fills in what is expected after every row. */
  async function bootstrap(): Promise<void> {
    const { values, nextValues, terminated, truncated } = rollout;
    nextValues.set(values.subarray(worlds));
    nextValues.set(await learner.values(next), rows - worlds);
    for (let row = 0; row < rows; row++) if (terminated[row] + truncated[row] > 0) nextValues[row] = 0;
    await cut.value(learner, nextValues);
  }

  return {
    async collect() {
      const finished: FinishedEpisode[] = [];
      let [stepping, inference] = [0, 0]; // [ms]
      cut.clear();
      views[0].starts.set(next.starts);
      views[0].state.set(next.state);
      for (let step = 0; step < steps; step++) {
        look(step);
        gathered.before(step);
        const thinking = performance.now();
        decide(step, await learner.act(views[step], "explore"));
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
      await bootstrap();
      inference += performance.now() - thinking;
      const seconds = { stepping: stepping / 1000, inference: inference / 1000 };
      return { rollout, rows: gathered.rows, finished, seconds };
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
