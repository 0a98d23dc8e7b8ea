import type { EnvChoice } from "../../core/index.ts";
import type { Host, Wish } from "./host.ts";

/** What a world of an env takes: measured once for each env and its params. */
export interface Weight {
  /** All its memory, that of native code included [bytes]. */
  readonly bytes: number;
  /** Memory of native code, which has a limit of its own in each thread [bytes]. */
  readonly nativeBytes: number;
  /** Saved [bytes]. */
  readonly savedBytes: number;
  readonly openMs: number;
  readonly resetMs: number;
  readonly stepMs: number;
}

/** Worlds that are weighed: what they share counts less. */
const sample = 4;
/** A world holds its last two saved states, the server a third, and work on them takes as much again. */
const savedTimes = 6;
/** Objects and generators of any world, about [bytes]. */
const leastBytes = 2048;

/** Measures what worlds take, by making a few. @throws what opening throws */
export async function weigh(host: Host, { env: id, params }: Wish): Promise<Weight> {
  const env: EnvChoice = { id, params };
  await measured(host, env, 1); // loads code and engine
  return measured(host, env, sample);
}

async function measured(host: Host, env: EnvChoice, worlds: number): Promise<Weight> {
  const [held, native] = [process.memoryUsage().arrayBuffers, nativeOf(host)];
  const began = performance.now();
  const scored = await host.open({ env, worlds });
  try {
    const opened = performance.now();
    await scored.reset(0);
    const reset = performance.now();
    const nativeBytes = Math.max(0, nativeOf(host) - native) / worlds;
    const arrays = (process.memoryUsage().arrayBuffers - held) / worlds;
    const savedBytes = scored.vector.savable ? (await scored.save(0)).length : 0;
    const stepping = performance.now();
    await scored.step().catch(() => undefined); // all zeros may be no legal action
    return {
      bytes: nativeBytes + Math.max(arrays, savedTimes * savedBytes) + leastBytes,
      nativeBytes,
      savedBytes,
      openMs: (opened - began) / worlds,
      resetMs: (reset - opened) / worlds,
      stepMs: (performance.now() - stepping) / worlds,
    };
  } finally {
    await scored.close();
  }
}

const nativeOf = ({ nativeBytes }: Host): number => nativeBytes?.() ?? 0;
