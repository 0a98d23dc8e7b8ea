import { BrokenThread } from "../core/index.ts";
import type { Engine } from "./simulation.ts";

const condemned: { [E in Engine]?: BrokenThread } = {}; // an engine is loaded once a thread

/** Refuses an engine that has failed in this thread. @throws {BrokenThread} */
export function expectWhole(engine: Engine): void {
  const { [engine]: broken } = condemned;
  if (broken) throw broken;
}

/** Whether an engine has failed in this thread. Then nothing of it is freed either. */
export const isCondemned = (engine: Engine): boolean => condemned[engine] !== undefined;

/** An engine has failed in the middle of a call: its memory, which all its worlds share, is in any state. */
export function condemn(engine: Engine, cause: unknown): never {
  condemned[engine] ??= new BrokenThread(`the physics engine ${engine}`, cause);
  throw condemned[engine];
}

/** A stack that overflows inside an engine ends in JavaScript's error. */
const isTrap = (thrown: unknown): boolean =>
  thrown instanceof WebAssembly.RuntimeError || (thrown instanceof RangeError && thrown.message.includes("call stack"));

/** Passes an error on; if the engine itself failed, condemns it. */
export function passOn(engine: Engine, thrown: unknown): never {
  if (isTrap(thrown)) condemn(engine, thrown);
  throw thrown;
}

/** Makes a call into an engine. @throws {BrokenThread} if the engine fails, or has failed in this thread before */
export function guarded<T>(engine: Engine, call: () => T): T {
  expectWhole(engine);
  try {
    return call();
  } catch (thrown) {
    return passOn(engine, thrown);
  }
}
