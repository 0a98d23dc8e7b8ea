let held = 0;

/** Notes memory that an engine takes for a simulation, or with a negative number gives back [bytes]. */
export function noteHeld(bytes: number): void {
  held += bytes;
}

/** What the engines hold for the simulations of this thread [bytes]. Each engine has one memory a thread, of 2 GiB at most. */
export const heldByEngines = (): number => held;
