import { actionRepeatLimit } from "./action-repeat.ts";

/** The limit of `maxSteps`, a param of every env; vectors count steps as int32. */
export const maxStepsLimit = { whole: [1, 2 ** 31 - 1] } as const;

/**
 * Params of every env. `maxSteps` counts steps of the vector; `actionRepeat` takes each action that many times in one of
 * them, so `stepSeconds` grows with it.
 */
export const everyEnvLimits = { maxSteps: maxStepsLimit, actionRepeat: actionRepeatLimit } as const;
