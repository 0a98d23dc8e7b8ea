import {
  type BoundEnv,
  batchOf,
  contains,
  type EnvChoice,
  evaluationSeed,
  fail,
  type Policy,
  type Sample,
  type Space,
  write,
} from "../../src/core/index.ts";
import { openSeen, type Sight } from "./sight.ts";

/** An episode that somebody plays by keys. */
export interface Game {
  readonly env: BoundEnv;
  readonly sight: Sight;
  /** What was done so far, step by step. */
  readonly actions: readonly Sample<Space>[];
  readonly isOver: boolean;
  /** @throws `action/illegal` before anything has happened */
  act(action: Sample<Space>): Promise<void>;
  close(): Promise<void>;
}

/** The action that a key stands for. */
export function actionOf({ id, keys, action }: Pick<BoundEnv, "id" | "keys" | "action">, key: string): Sample<Space> {
  const pressed = keys[key];
  const value = typeof pressed === "number" && action.type !== "choice" ? [pressed] : pressed;
  if (contains(action, value)) return value;
  return fail("env/conformance", {
    given: `the key ${JSON.stringify(key)} of ${id}`,
    expected: "a key with an action",
  });
}

/**
 * Begins an episode: the one that an evaluation with this seed begins with.
 * @throws `env/unsupported` for envs that keys do not play
 */
export async function openGame(choice: EnvChoice, seed: number): Promise<Game> {
  const { vector, sight } = await openSeen(choice);
  const { env } = vector;
  const actions: Sample<Space>[] = [];
  let isOver = false;
  try {
    await vector.reset(evaluationSeed(seed));
    await sight.begin();
  } catch (thrown) {
    await vector.close();
    throw thrown;
  }
  return {
    env,
    sight,
    actions,
    get isOver() {
      return isOver;
    },
    async act(action) {
      write(env.action, vector.actions, action);
      await vector.step();
      if (vector.broken[0]) throw vector.faults.at(-1)?.cause;
      actions.push(action);
      isOver = vector.ended > 0;
      sight.stepped();
    },
    close: () => vector.close(),
  };
}

/** Does again what was done. */
export function repeating({ action }: Pick<BoundEnv, "action">, actions: readonly Sample<Space>[]): Policy {
  const batch = batchOf(action, 1);
  const state = new Float32Array(0);
  let step = 0;
  return {
    stateSize: 0,
    async act() {
      write(action, batch, actions[Math.min(step++, actions.length - 1)]);
      return { actions: batch, state };
    },
  };
}
