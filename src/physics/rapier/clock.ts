import { World } from "@dimforge/rapier3d-compat";

/**
 * Gives Rapier a clock that stands still. At its first step in a thread Rapier keeps a reference to `performance`, and
 * from then on reads it some thirty times per step for timings that nobody uses (0.21, profiler off). The replacement is
 * synchronous, so no other code sees it.
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
