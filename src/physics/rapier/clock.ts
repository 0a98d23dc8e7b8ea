import { World } from "@dimforge/rapier3d-compat";

/**
 * Gives Rapier a clock that stands still. At its first step in a thread it takes `performance` for good, and then reads
 * it some thirty times a step for timings that nobody asks for (0.21, profiler off). Synchronous, so no one else sees it.
 */
export function stopClock(): void {
  const own = Object.getOwnPropertyDescriptor(globalThis, "performance");
  const world = new World({ x: 0, y: 0, z: 0 });
  Object.defineProperty(globalThis, "performance", { value: { now: () => 0 }, configurable: true });
  try {
    world.step();
  } finally {
    if (own) Object.defineProperty(globalThis, "performance", own);
    else Reflect.deleteProperty(globalThis, "performance");
    world.free();
  }
}
