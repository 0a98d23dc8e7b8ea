import type { ViewStore } from "../view.ts";

/** Steps worlds by the clock, drawn when they have moved. */
export interface LiveLoop {
  readonly isRunning: boolean;
  run(on?: boolean): void;
  /** One step now, after those that are under way. @param before is done just before it */
  once(before?: () => void): Promise<void>;
  /** Does something between steps, never within one. */
  between<T>(work: () => Promise<T>): Promise<T>;
  close(): void;
}

const untimed = 0.1; // the length of a step where worlds have none [s]
const mostSteps = 16; // in a frame: a slow page slows time down

export function openLoop(
  store: ViewStore,
  stepSeconds: number,
  {
    step,
    stepped,
    frame: looked,
    mayRun,
    failed,
  }: {
    readonly step: () => Promise<void>;
    /** Called after the steps of a frame. */
    readonly stepped: () => void;
    /** Called in every frame, whether or not the clock goes. */
    readonly frame: () => void;
    /** Whether the clock goes; it stands while a person has not begun, or an episode is over. */
    readonly mayRun: (now: number) => boolean;
    readonly failed: (thrown: unknown) => void;
  },
): LiveLoop {
  const seconds = stepSeconds > 0 ? Math.min(stepSeconds, 0.5) : untimed;
  let isRunning = false;
  let isClosed = false;
  let [before, rest] = [performance.now(), 0];
  let last: Promise<unknown> = Promise.resolve();
  const between = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  const frame = async (now: number) => {
    if (isClosed) return;
    looked();
    const passed = Math.min(0.25, Math.max(0, (now - before) / 1000));
    before = now;
    if (isRunning && mayRun(now)) {
      rest = Math.min(mostSteps, rest + (passed / seconds) * store.view.speed);
      const due = Math.floor(rest);
      rest -= due;
      try {
        await between(async () => {
          for (let i = 0; i < due && isRunning && mayRun(now); i++) await step();
        });
        if (due > 0) stepped();
      } catch (thrown) {
        isRunning = false;
        failed(thrown);
      }
    } else rest = 0;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return {
    get isRunning() {
      return isRunning;
    },
    run(on = !isRunning) {
      isRunning = on;
    },
    async once(before) {
      try {
        await between(async () => {
          before?.();
          await step();
        });
        stepped();
      } catch (thrown) {
        failed(thrown);
      }
    },
    between,
    close() {
      isClosed = true;
    },
  };
}
