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
  truncateAbsent,
  unpack,
  type VectorEnv,
  type View,
} from "../core/index.ts";
import { bytes, readForm, text } from "../record/form.ts";
import { emptyNotes, endingsOf } from "./endings.ts";
import { episodeTracker, type FinishedEpisode } from "./episodes.ts";
import { observedRows } from "./leaf-rows.ts";
import { endless, episodeByEpisode, type WorldEnd } from "./lifetimes.ts";
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
  /** By step, then by row. */
  readonly finished: readonly FinishedEpisode[];
  /** By step, then by world. */
  readonly over: readonly WorldEnd[];
  /** Steps of worlds that the rollout holds. */
  readonly worldSteps: number;
  readonly seconds: { readonly stepping: number; readonly inference: number };
}

/** A rollout before it is scored. */
export type LivedRollout = Omit<Rollout, "rewards" | "terms" | "streams" | "version">;

export interface CollectorOptions {
  /**
   * What a rollout holds: `steps`, as many as the learner asks for of every world, or `episodes`, one of every world. Rows
   * after a world's episode are then absent.
   */
  readonly by?: "steps" | "episodes";
  /** Called after every step with all that ended in it, whether or not the rollout holds it. */
  onStep?(finished: readonly FinishedEpisode[]): Promise<void>;
}

/** The part of a learner that a collector needs. */
export type Actor = Pick<Learner, "stateSize" | "noteSizes" | "inputs" | "rolloutSteps" | "act" | "look">;

/**
 * A collector over worlds that begin an episode: make it before or after `vector.reset`, or load what was saved.
 * @throws `reward/input` and `agent/unsupported` for inputs that the env does not measure or the vector does not capture;
 *   `run/invalid` where rollouts are too short for an episode that they must hold
 */
export function collector(
  vector: VectorEnv,
  learner: Actor,
  inputs: RewardInputs,
  { by = "steps", onStep }: CollectorOptions = {},
): Collector {
  const { env, worlds, rows: seats } = vector;
  const { stateSize, noteSizes = {}, rolloutSteps: steps } = learner;
  const rows = steps * seats;
  // One step more than the rollout has: what follows its last step also begins the next rollout. Memory for endings is
  // only taken when they are written.
  const seen = batchOf(env.observation, observedRows(rows, seats));
  const masks = new Uint8Array((rows + seats) * env.maskSize);
  const starts = new Uint8Array(rows + seats);
  const states = new Float32Array((rows + seats) * stateSize);
  const views = Array.from({ length: steps + 1 }, (_, step): View => {
    const [from, to] = [step * seats, (step + 1) * seats];
    return {
      rows: seats,
      observations: rowsOf(env.observation, seen, from, to),
      masks: masks.subarray(from * env.maskSize, to * env.maskSize),
      starts: starts.subarray(from, to),
      state: states.subarray(from * stateSize, to * stateSize),
    };
  });
  const next = views[steps];
  const notes = emptyNotes(noteSizes, rows + seats);
  const noted = Object.entries(noteSizes).map(([name, size]) => ({ name, size, column: notes[name] }));
  const rollout = {
    steps,
    seats,
    present: new Uint8Array(rows).fill(1),
    observations: rowsOf(env.observation, seen, 0, rows + seats),
    masks,
    starts,
    states,
    notes,
    actions: batchOf(env.action, rows),
    terminated: new Uint8Array(rows),
    truncated: new Uint8Array(rows),
    groups: new Int32Array(vector.groups.length * steps),
  } satisfies Omit<LivedRollout, "endings">;
  if (by === "episodes" && steps < env.maxSteps)
    fail("run/invalid", {
      given: `rollouts of ${steps} steps that hold whole episodes`,
      expected: `at least maxSteps = ${env.maxSteps} steps`,
      fix: "Let the agent's rolloutSteps be the env's maxSteps.",
    });
  const lifetimes = by === "episodes" ? episodeByEpisode(vector) : endless(vector);
  const mayBeAbsent = env.seats > 1 || by === "episodes";
  const truncatedSeen = mayBeAbsent ? new Uint8Array(rows) : rollout.truncated;
  const gathered = gathering(vector, inputs, steps, { ...rollout, truncated: truncatedSeen, observations: seen });
  const lookAround = learner.inputs && policyInputs(vector, learner.inputs);
  const tracker = episodeTracker(env, worlds);
  const endings = endingsOf(vector, seen, { steps, stateSize, noteSizes });
  const [observed, acted] = [arraysOf(vector.observations), arraysOf(vector.actions)];
  const [seenArrays, livedArrays] = [arraysOf(seen), arraysOf(rollout.actions)];
  const owner = `${worlds} worlds of ${env.id} with ${stateSize} numbers of memory each`;
  const state = snapshot(next.starts, next.state, ...tracker.state);
  beginAll();

  /** Writes the worlds' present observations into the rollout's rows of a step. */
  function look(step: number): void {
    for (let i = 0; i < observed.length; i++) seenArrays[i].set(observed[i], step * observed[i].length);
    views[step].masks.set(vector.masks);
    if (step === steps) return;
    if (mayBeAbsent) {
      rollout.present.set(vector.present, step * seats);
      lifetimes.exclude(rollout.present.subarray(step * seats, (step + 1) * seats));
    }
    rollout.groups.set(vector.groups, step * vector.groups.length);
  }

  function decide(step: number, decision: Decision): void {
    arraysOf(decision.actions).forEach((array, i) => {
      acted[i].set(array);
    });
    for (const { name, size, column } of noted) column.set(decision.notes![name], step * seats * size);
    views[step + 1].state.set(decision.state);
  }

  /** Takes in the result of a step; where a world ended, the next step begins with empty memory. */
  function settle(step: number): void {
    const start = step * seats;
    const present = rollout.present.subarray(start, start + seats);
    const { starts, state } = views[step + 1];
    for (let i = 0; i < acted.length; i++) livedArrays[i].set(acted[i], step * acted[i].length);
    rollout.terminated.set(vector.terminated, start);
    rollout.truncated.set(vector.truncated, start);
    if (mayBeAbsent) {
      for (let row = 0; row < seats; row++)
        if (present[row] === 0) rollout.terminated[start + row] = rollout.truncated[start + row] = 0;
      truncateAbsent(vector.truncated, present, truncatedSeen, start);
    }
    gathered.after(step);
    endings.add(step, state, present);
    starts.fill(0);
    const begin = (row: number) => {
      starts[row] = 1;
      state.fill(0, row * stateSize, (row + 1) * stateSize);
    };
    for (let i = 0; i < vector.ended; i++) begin(vector.endedRows[i]);
    if (mayBeAbsent) for (let row = 0; row < seats; row++) if (present[row] === 0) begin(row);
  }

  /** Empties the rows from a step on: nobody lived them. */
  function clear(from: number): void {
    for (let step = from; step < steps; step++) {
      const view = views[step];
      for (const array of [...arraysOf(view.observations), view.state]) array.fill(0);
      for (const array of [view.starts, view.masks]) array.fill(1);
    }
    const columns = [rollout.terminated, rollout.truncated, rollout.present, rollout.groups];
    for (const array of [...livedArrays, ...columns]) array.fill(0, (array.length / steps) * from);
    for (const { size, column } of noted) column.fill(0, from * seats * size, rows * size);
    truncatedSeen.fill(1, from * seats);
    gathered.clear(from);
  }

  /** Every world is where an episode begins. */
  function beginAll(): void {
    next.starts.fill(1);
    next.state.fill(0);
    tracker.start();
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
      const over: WorldEnd[] = [];
      let [stepping, inference] = [0, 0]; // [ms]
      let step = 0;
      await lifetimes.begin();
      endings.clear();
      views[0].starts.set(next.starts);
      views[0].state.set(next.state);
      for (; step < steps && lifetimes.goesOn(); step++) {
        look(step);
        gathered.before(step);
        const thinking = performance.now();
        const view = lookAround ? { ...views[step], ...(await lookAround()) } : views[step];
        decide(step, await learner.act(view, "explore"));
        const moving = performance.now();
        await vector.step();
        const settling = performance.now();
        settle(step);
        const ended = tracker.observe(vector, step);
        finished.push(...(mayBeAbsent ? ended.filter(({ row }) => rollout.present[step * seats + row]) : ended));
        over.push(...(await lifetimes.observe(step)));
        await onStep?.(ended);
        inference += moving - thinking;
        stepping += settling - moving;
      }
      if (step < steps) clear(step);
      if (await lifetimes.end()) beginAll();
      look(steps);
      const thinking = performance.now();
      const ended = await lookAhead();
      inference += performance.now() - thinking;
      const seconds = { stepping: stepping / 1000, inference: inference / 1000 };
      const worldSteps = by === "steps" ? steps * worlds : over.reduce((sum, end) => sum + end.step + 1, 0);
      return { rollout: { ...rollout, endings: ended }, rows: gathered.rows, finished, over, worldSteps, seconds };
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
