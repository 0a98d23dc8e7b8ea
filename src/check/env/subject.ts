import type { BoundEnv, Env } from "../../core/index.ts";
import type { Check } from "../finding.ts";
import { openStage, type Stage } from "../stage.ts";
import type { Life } from "./life.ts";

/** An env under examination. */
export interface EnvSubject {
  readonly env: Env;
  readonly bound: BoundEnv;
  readonly seed: number;
  /** How long worlds are watched. */
  readonly steps: number;
  /** How often worlds are made and closed, and how long one is stepped, while memory is watched. */
  readonly cycles: number;
  readonly watchedSteps: number;
  /** Whether the env says that nothing in it is left to chance. */
  readonly deterministic: boolean;
  /** Random episodes in several rows, played when first asked for. */
  life(): Life;
}

export type EnvCheck = Check<EnvSubject>;

/** Opens stages for one check and closes them after it. */
export function staged<T>(work: (open: typeof openStage) => T): T {
  const stages: Stage[] = [];
  const close = () => {
    for (const stage of stages.splice(0)) stage.close();
  };
  const open = (...given: Parameters<typeof openStage>) => {
    const stage = openStage(...given);
    stages.push(stage);
    return stage;
  };
  try {
    const result = work(open);
    if (result instanceof Promise) return result.finally(close) as T;
    close();
    return result;
  } catch (thrown) {
    close();
    throw thrown;
  }
}
