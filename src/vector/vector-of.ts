import {
  actionCheck,
  type BoundEnv,
  breather,
  type Capture,
  CodedError,
  type Fault,
  fail,
  type Poke,
  type VectorEnv,
} from "../core/index.ts";
import { cameraOf } from "./capture.ts";
import { type FaultReport, mostFailures } from "./faults.ts";
import type { VectorMemory } from "./memory.ts";
import { packWorld, unpackWorld } from "./world-state.ts";
import type { AnyWorlds } from "./worlds.ts";

export interface VectorParts {
  readonly env: BoundEnv;
  readonly worlds: number;
  readonly memory: VectorMemory;
  readonly capture: Capture;
  readonly group?: number;
  readonly texts: readonly string[];
  readonly goals: readonly string[];
  /** Whoever steps adds what went wrong; the vector takes it out. */
  readonly reports: FaultReport[];
  /** Opens another vector like this one. */
  again(worlds: number): Promise<VectorEnv>;
  /** As in `VectorOptions`. */
  breathe?(): Promise<void> | undefined;
  onFault?(fault: Fault): void;
}

/** A vector over worlds that are stepped here or in threads: it checks the input and reports what went wrong. */
export function vectorOf(stepped: AnyWorlds, parts: VectorParts): VectorEnv {
  const { env, worlds, memory, capture, texts, reports, breathe = breather() } = parts;
  const { actions, observations, masks, features, finalObservations, finalFeatures, events } = memory;
  const { terminated, truncated, broken, present, acted, groups, frames, framed, failures } = memory;
  const rows = worlds * env.seats;
  const check = actionCheck(env, actions, masks);
  const endedRows = new Int32Array(rows);
  const ready = new Uint8Array(worlds);
  const faults: Fault[] = [];
  let ended = 0;
  let steps = 0;
  let moving = false;
  let asking = 0;
  let failure: CodedError | undefined;
  let closed: Promise<void> | undefined;

  function expectOpen(): void {
    if (failure) throw failure;
    if (closed) fail("vector/closed", { given: "a call", expected: "none after close()" });
    if (moving) fail("vector/busy", { given: "a call", expected: "none before step() or reset() is done" });
  }

  /** Allows no other call while all worlds move. */
  async function move(run: () => void | Promise<void>): Promise<void> {
    if (asking > 0) fail("vector/busy", { given: "step() or reset()", expected: "all other calls to be done" });
    moving = true;
    try {
      const moved = run();
      if (moved) await moved;
    } finally {
      moving = false;
    }
    if (reports.length > 0) tellFaults();
    if (closed) fail("vector/closed", { given: "close() during a step", expected: "close() between steps" });
  }

  function tellFaults(): void {
    const found = reports.splice(0).sort((a, b) => a.worlds[0] - b.worlds[0]);
    const told = found.map(({ worlds, cause }) => ({
      step: steps,
      worlds,
      cause,
      message: messageFor(steps, worlds, cause),
    }));
    faults.push(...told);
    const last = told.findLast(({ worlds }) => worlds.some((world) => failures[world] >= mostFailures));
    if (last)
      failure = new CodedError("vector/failed", {
        given: `${mostFailures} faults without a completed step in between: ${last.message}`,
        expected: `worlds of ${env.id} that step`,
        cause: last.cause,
      });
    for (const fault of told) parts.onFault?.(fault);
    if (failure) throw failure;
  }

  /** Makes a call about one world. */
  async function ask<T>(world: number, run: () => T | Promise<T>): Promise<T> {
    expectOpen();
    if (!Number.isInteger(world) || world < 0 || world >= worlds)
      fail("run/invalid", { given: `world ${world}`, expected: `0 to ${worlds - 1}` });
    asking++;
    try {
      return await run();
    } finally {
      asking--;
    }
  }

  function expectReady(world: number): void {
    if (ready[world] === 0)
      fail("vector/unready", { given: `world ${world} as it was made`, expected: "reset() or load() first" });
  }

  function findEnded(): void {
    ended = 0;
    for (let row = 0; row < rows; row++) if (terminated[row] + truncated[row] > 0) endedRows[ended++] = row;
  }

  const advance = () => stepped.step();
  const finalPoses = capture.finalPoses ? stepped.finalPoses : undefined;
  const { marks, poke } = stepped;

  const vector: VectorEnv = {
    env,
    worlds,
    rows,
    actions,
    observations,
    masks,
    features,
    present,
    acted,
    groups,
    finalObservations,
    finalFeatures,
    events,
    terminated,
    truncated,
    broken,
    endedRows,
    get ended() {
      return ended;
    },
    texts,
    goals: parts.goals,
    frames,
    framed,
    capture,
    savable: stepped.save !== undefined,
    faults,
    async reset(seed) {
      expectOpen();
      steps = 0;
      ended = 0;
      failures.fill(0);
      await move(() => stepped.reset(seed));
      ready.fill(1);
    },
    async restart(world, seed, alone = false) {
      await ask(world, () => stepped.restart(world, seed, alone ? 0 : world));
      if (reports.length > 0) tellFaults();
      ready[world] = 1;
      if (ended > 0) findEnded();
    },
    async step() {
      expectOpen();
      const unready = ready.indexOf(0);
      if (unready >= 0) expectReady(unready);
      check();
      steps++;
      await move(advance);
      findEnded();
      const breath = breathe();
      if (breath) await breath;
    },
    async save(world) {
      const { save = unsavable("save()", env) } = stepped;
      return packWorld(
        env,
        await ask(world, () => {
          expectReady(world);
          return save(world);
        }),
      );
    },
    async load(world, bytes) {
      const { load = unsavable("load()", env) } = stepped;
      const saved = unpackWorld(env, bytes, parts.group !== undefined);
      await ask(world, () => load(world, saved));
      ready[world] = 1;
    },
    async branch(world, copies) {
      if (!vector.savable) unsavable("branch()", env);
      const bytes = await vector.save(world);
      const branched = await parts.again(copies);
      try {
        for (let copy = 0; copy < copies; copy++) await branched.load(copy, bytes);
      } catch (thrown) {
        await branched.close();
        throw thrown;
      }
      return branched;
    },
    scene: (world) => ask(world, () => stepped.scene(world)),
    async poses(world, out) {
      const written = await ask(world, () => {
        expectReady(world);
        return stepped.poses(world, out);
      });
      if (written !== out) out.set(written);
    },
    ...(finalPoses && {
      async finalPoses(world: number, out: Float64Array) {
        const kept = await ask(world, () => finalPoses(world));
        if (kept) out.set(kept);
        else await vector.poses(world, out);
      },
    }),
    ...(marks && {
      marks: (world: number) =>
        ask(world, () => {
          expectReady(world);
          return marks(world);
        }),
    }),
    ...(poke && {
      poke: (world: number, given: Poke) =>
        ask(world, () => {
          expectReady(world);
          return poke(world, given);
        }),
    }),
    text: (world) =>
      ask(world, () => {
        expectReady(world);
        return stepped.text(world);
      }),
    async draw(world, { width, height, camera, pixels }) {
      const view = cameraOf(env, camera || undefined);
      pixels.set(
        await ask(world, () => {
          expectReady(world);
          return stepped.draw(world, width, height, view);
        }),
      );
    },
    close() {
      closed ??= (async () => stepped.close())();
      return closed;
    },
  };
  return vector;
}

const unsavable = (call: string, { id }: BoundEnv): never =>
  fail("vector/unsavable", {
    given: `${call} of worlds of ${id}, which live where they cannot be saved`,
    expected: "worlds that can be saved",
  });

function messageFor(step: number, worlds: readonly number[], { message }: Error): string {
  const who = worlds.length === 1 ? `world ${worlds[0]}` : `the worker of worlds ${worlds[0]} to ${worlds.at(-1)}`;
  return `step ${step}: ${who}: ${message}`;
}
