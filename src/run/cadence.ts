import { fail } from "../core/index.ts";

/** How often a run writes. None of it changes what is learned. */
export interface CadenceOptions {
  /** A checkpoint is written after this many env steps, or this many seconds, whichever comes first [200,000 and 30]. */
  readonly checkpointSteps?: number;
  readonly checkpointSeconds?: number;
  /**
   * A row of metrics is logged with the first update after every multiple of this many env steps; it holds means over the
   * updates since the last row. Unless given: 16 steps of every world, and at least 64, so that only learners that update
   * more often than that have several updates in a row.
   */
  readonly logSteps?: number;
}

export type Cadence = Required<CadenceOptions>;

/** @throws `run/invalid` */
export function cadenceOf(options: CadenceOptions, worlds: number): Cadence {
  const cadence = {
    checkpointSteps: options.checkpointSteps ?? 200_000,
    checkpointSeconds: options.checkpointSeconds ?? 30,
    logSteps: options.logSteps ?? Math.max(64, 16 * worlds),
  };
  for (const name of ["checkpointSteps", "logSteps"] as const) {
    const steps = cadence[name];
    if (!Number.isSafeInteger(steps) || steps < 1)
      fail("run/invalid", { given: `${name} = ${steps}`, expected: "a whole number of env steps, at least 1" });
  }
  const { checkpointSeconds } = cadence;
  if (!(checkpointSeconds > 0))
    fail("run/invalid", { given: `checkpointSeconds = ${checkpointSeconds}`, expected: "a number above 0" });
  return cadence;
}

/** Whether the last `taken` of all steps passed a multiple of `every`. */
export const passed = (every: number, steps: number, taken: number): boolean =>
  Math.floor(steps / every) > Math.floor((steps - taken) / every);
