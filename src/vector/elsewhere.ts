import { type BoundEnv, bindEnv, fail, type VectorEnv } from "../core/index.ts";
import { breakOff, type FaultReport } from "./faults.ts";
import { bytesOfMemory, memoryIn, type VectorMemory } from "./memory.ts";
import type { VectorOptions } from "./options.ts";
import { vectorOf } from "./vector-of.ts";
import type { Worlds } from "./worlds.ts";

/** What somebody needs who steps worlds that live elsewhere. */
export interface WorldsElsewhere {
  readonly env: BoundEnv;
  readonly worlds: number;
  /** Where actions are read, and all else is written. Before a step the marks and events in it are cleared. */
  readonly memory: VectorMemory;
  /** `[worlds]`, written where text is captured. */
  readonly texts: string[];
  /** `[worlds]`, written where goals are captured. */
  readonly goals: string[];
  /**
   * Says that a world failed and begins an episode now. Its row is marked as broken; the caller writes what the world
   * shows now, also as final observations.
   */
  failed(world: number, cause: Error): void;
}

/**
 * Steps worlds that live elsewhere. A world that ends restarts in the same call: what it shows before that is written to
 * the final columns. A step also ends episodes by the env's `maxSteps`. What is
 * left out is refused with `env/unsupported`.
 */
export type ElsewhereWorlds = Pick<Worlds, "reset" | "restart" | "step" | "close"> &
  Partial<Pick<Worlds, "text" | "draw" | "scene" | "poses">>;

/**
 * Opens a vector over worlds that live elsewhere and cannot be saved: in a real browser, or on a machine. Pass a function
 * that calls it as `open` to `train`, `evaluate` or `openScored`.
 * @throws `registry/unknown`, `params/invalid`, `env/unsupported` for groups and several seats, and what `open` throws
 */
export async function openElsewhere(
  { envs, env: choice, worlds, group, capture = {}, onFault }: VectorOptions,
  open: (here: WorldsElsewhere) => Promise<ElsewhereWorlds>,
): Promise<VectorEnv> {
  const env = bindEnv(await envs.find(choice.id), choice.params);
  if (group !== undefined) unsupported(env, `group = ${group}`);
  if (env.seats > 1) unsupported(env, `worlds elsewhere with ${env.seats} seats`);
  const shape = { worlds, capture };
  const memory = memoryIn(new ArrayBuffer(bytesOfMemory(env, shape)), env, shape);
  const texts = capture.text ? Array.from({ length: worlds }, () => "") : [];
  const goals = capture.goals ? Array.from({ length: worlds }, () => env.goal) : [];
  const reports: FaultReport[] = [];
  const { terminated, truncated, broken, framed, failures, events } = memory;
  for (const column of [memory.present, memory.acted]) column.fill(1); // the one seat of a world always takes part
  const marks = [terminated, truncated, broken, framed, ...Object.values(events)];
  const stepped = await open({
    env,
    worlds,
    memory,
    texts,
    goals,
    failed(world, cause) {
      breakOff(memory, world, 1);
      failures[world]++;
      reports.push({ worlds: [world], cause });
    },
  });
  const again = () => Promise.reject(new Error("worlds that cannot be saved do not branch"));
  return vectorOf(
    {
      reset(seed) {
        for (const column of marks) column.fill(0);
        return stepped.reset(seed);
      },
      restart(world, seed, stream) {
        for (const column of marks) column[world] = 0;
        return stepped.restart(world, seed, stream);
      },
      async step() {
        for (const column of marks) column.fill(0);
        await stepped.step();
        for (let world = 0; world < worlds; world++) if (!broken[world]) failures[world] = 0;
      },
      text: stepped.text ?? (() => unsupported(env, "text() of a world elsewhere")),
      draw: stepped.draw ?? (() => unsupported(env, "draw() of a world elsewhere")),
      scene: stepped.scene ?? (() => unsupported(env, "scene() of a world elsewhere")),
      poses: stepped.poses ?? (() => unsupported(env, "poses() of a world elsewhere")),
      close: () => stepped.close(),
    },
    { env, worlds, memory, capture, texts, goals, reports, again, onFault },
  );
}

const unsupported = ({ id }: BoundEnv, call: string): never =>
  fail("env/unsupported", { given: `${call}, for ${id}`, expected: "an env whose worlds can do that" });
