import { actionRepeatLimit, repeatingActions } from "./action-repeat.ts";
import { fail, listing } from "./errors.ts";
import { requireFitting } from "./fitting.ts";
import { type AnyLimits, isWithin, type Limits, limitInWords } from "./limits.ts";
import { maskSizeOf } from "./masks.ts";
import { nearest } from "./names.ts";
import { type Params, settleParams, type Widen } from "./params.ts";
import type { Id } from "./registry.ts";
import type { Rng } from "./rng.ts";
import { rewardName, rewardNameInWords } from "./run-fields.ts";
import type { SceneDescription } from "./scene.ts";
import type { Batch, Space } from "./space.ts";

/**
 * What one seat of a world reads and writes: its views into the memory of the vector, fixed for life.
 * `action` is read; everything else is written in full by every reset and step. State belongs in the world, not here.
 * Features and events are columns shared by all worlds: a world writes `features.height[row]`, and a reward reads it there.
 */
export interface Slot<
  O extends Space = Space,
  A extends Space = Space,
  F extends string = string,
  E extends string = string,
> {
  readonly row: number;
  /** One row, legal: finite, within bounds. */
  readonly action: Batch<A>;
  /** One row. */
  readonly observation: Batch<O>;
  readonly features: { readonly [K in F]: Float64Array };
  /** Counts of what happened in this step; the vector sets them to 0 before it. */
  readonly events: { readonly [K in E]: Int32Array };
  /**
   * 1 for every legal option of every choice, choices and pick in the action, one after another, depth first; a pick's are
   * `[most, verbs]`. Empty unless the env declares `actionMask`.
   */
  readonly mask: Uint8Array;
}

/** A picture that a world paints: `pixels` is RGB, row-major from the top left, `width * height * 3` bytes. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly camera: string;
  readonly pixels: Uint8Array;
}

/**
 * One synchronous world. `reset` and `step` write observation, features and mask into the slot, or into all slots where a
 * world has several seats. No state outside what `save` returns; the generator given to `reset` and `load` is the same
 * object for life, may be kept, and is saved by the vector, which also loads it.
 *
 * A world has one seat unless its definition says otherwise, and then `seat` is always 0. Each seat lives episodes of its
 * own. When every seat that took part in a step has ended, the world is reset; else those that ended are reseated, or sit
 * out until the reset where a world does not reseat.
 */
export interface World {
  reset(rng: Rng): void;
  step(): void;
  /** Whether a seat's episode has ended by the task's own rule; time limits are enforced by the vector. */
  terminated(seat: number): boolean;
  /** Whether a seat's episode ends here although nothing has ended it, such as a car that leaves the map. */
  truncated?(seat: number): boolean;
  /** Begins an episode in one seat while the others go on: writes that seat's row and no other. */
  reseat?(seat: number, rng: Rng): void;
  /**
   * Whether a seat that is out takes part from now on. Asked after `reset` and `reseat`, where seats take part unless this
   * says otherwise, and after every step that it sat out. After `reset` at least one must. A seat that takes part leaves
   * by ending only.
   */
  present?(seat: number): boolean;
  save(): Uint8Array;
  load(bytes: Uint8Array, rng: Rng): void;
  close?(): void;
  draw?(frame: Frame): void;
  /** What can be seen, but for where it is: the same for life. Worlds that have it have `poses`. */
  scene?(): SceneDescription;
  /** Writes where the rows of the scene are now into `out` `[rows, 7]`: place and turn, row 0 being the world. */
  poses?(out: Float64Array): void;
  /** What this episode is to achieve, in words, where it differs from episode to episode; fixed from reset to reset. */
  goal?(): string;
  /** The present state described in a sentence; text rewards read it. */
  text?(): string;
}

/** A feature over an episode: its value after the first and the last step, its extremes and its mean. */
export interface FeatureSummary {
  readonly first: number;
  readonly last: number;
  readonly lowest: number;
  readonly highest: number;
  readonly mean: number;
}

/** A finished episode of one seat, as the yardstick sees it. */
export interface Episode<F extends string = string, E extends string = string> {
  readonly steps: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
  /** The time limit that was in force. */
  readonly maxSteps: number;
  readonly features: { readonly [K in F]: FeatureSummary };
  /** Totals. */
  readonly events: { readonly [K in E]: number };
}

/** A definition: literals first, behaviour last. */
export interface EnvDefinition<
  O extends Space = Space,
  A extends Space = Space,
  F extends string = string,
  E extends string = string,
  P extends Params = Params,
> {
  readonly id: Id;
  /** One sentence that a person would say; text and image rewards read it. */
  readonly goal: string;
  readonly observation: O | ((params: P) => O);
  readonly action: A | ((params: P) => A);
  /** Named measurements with their units; `"1"` for numbers without. */
  readonly features: { readonly [K in F]: string };
  /** Events that can happen in a step: names and their meanings. */
  readonly events?: { readonly [K in E]: string };
  readonly params: P;
  readonly limits?: Limits<P>;
  /** Whether `slot.mask` says which options are legal; an action with a pick demands it. */
  readonly actionMask?: boolean;
  /** Time limit: after this many steps all seats are truncated and the world is reset. */
  readonly maxSteps: number;
  /** How many agents act in one world: 1 unless given, at most `mostSeats`. Each has a slot, and a row of every column. */
  seats?(params: P): number;
  /** Simulated time of one step [s]; 0 where time has no meaning. */
  readonly stepSeconds: number | ((params: P) => number);
  /** @throws `params/invalid` for params that are valid one by one but not in combination, or that limits cannot check. */
  validate?(params: P): void;
  /** Loads what worlds need, such as an engine, before any is created; calls after the first cost nothing. */
  prepare?(params: P): Promise<void>;
  /** The yardstick in [0, 1] of a finished episode. */
  score(episode: Episode<NoInfer<F>, NoInfer<E>>): number;
  /** Further numbers that a finished episode is judged by, each by its name; more is better. */
  readonly yardsticks?: { readonly [name: string]: (episode: Episode<NoInfer<F>, NoInfer<E>>) => number };
  /** Keyboard map for people: key name to action. */
  readonly keys?: { readonly [key: string]: number | readonly number[] };
  /** Names that `draw` knows; the first is the default. */
  readonly cameras?: readonly string[];
  /** @param slots one a seat; `slot` is the first */
  create(params: P, slot: Slot<O, A, F, E>, slots: readonly Slot<O, A, F, E>[]): World;
}

/** The most seats that a world may have. */
export const mostSeats = 256;

/** An environment as it stands in a registry, its own types kept inside. */
export type Env = Omit<
  EnvDefinition,
  | "create"
  | "score"
  | "yardsticks"
  | "observation"
  | "action"
  | "limits"
  | "stepSeconds"
  | "validate"
  | "prepare"
  | "seats"
> & {
  readonly observation: Space | ((params: never) => Space);
  readonly action: Space | ((params: never) => Space);
  readonly stepSeconds: number | ((params: never) => number);
  validate?(params: never): void;
  prepare?(params: never): Promise<void>;
  readonly limits?: AnyLimits;
  score(episode: never): number;
  readonly yardsticks?: { readonly [name: string]: (episode: never) => number };
  seats?(params: never): number;
  create(params: never, slot: never, slots: never): World;
};

/**
 * Types and checks a definition.
 * @throws `env/invalid` if it contradicts itself
 */
export function defineEnv<
  const I extends Id,
  const O extends Space,
  const A extends Space,
  const F extends string,
  const P extends Params,
  const E extends string = never,
>(
  definition: Omit<EnvDefinition<O, A, F, E, { -readonly [K in keyof P]: Widen<P[K]> }>, "id" | "params"> & {
    readonly id: I;
    readonly params: P;
  },
): EnvDefinition<O, A, F, E, { -readonly [K in keyof P]: Widen<P[K]> }> & { readonly id: I } {
  const wrong = (given: string, expected: string) =>
    fail("env/invalid", { given: `${definition.id} with ${given}`, expected });
  if (!isWithin(definition.maxSteps, maxStepsLimit))
    wrong(`maxSteps ${definition.maxSteps}`, limitInWords(maxStepsLimit));
  if (typeof definition.stepSeconds === "number" && !(definition.stepSeconds >= 0))
    wrong(`stepSeconds ${definition.stepSeconds}`, "at least 0 [s]");
  for (const name of Object.keys(everyEnvLimits))
    if (name in definition.params) wrong(`a param ${name}`, "another name: every env has that one");
  if (Object.keys(definition.features).length === 0) wrong("no features", "at least one: rewards read nothing else");
  for (const name of Object.keys(definition.yardsticks ?? {}))
    if (!rewardName.test(name) || ["score", "return", "steps"].includes(name))
      wrong(`a yardstick ${JSON.stringify(name)}`, `${rewardNameInWords}; and not score, return or steps`);
  return definition as never;
}

/** Which env, as a run's JSON says it; `params` may hold `maxSteps` and `actionRepeat` besides the env's own. */
export interface EnvChoice {
  readonly id: string;
  readonly params?: Params;
}

/** An env with its params settled, from which vectors are made. */
export interface BoundEnv {
  readonly id: string;
  readonly goal: string;
  readonly observation: Space;
  readonly action: Space;
  readonly features: { readonly [name: string]: string };
  readonly events: { readonly [name: string]: string };
  readonly params: Params;
  readonly maskSize: number;
  readonly maxSteps: number;
  /** Of one world. */
  readonly seats: number;
  readonly stepSeconds: number;
  readonly cameras: readonly string[];
  readonly keys: { readonly [key: string]: number | readonly number[] };
  /** Must have been awaited once in this thread before `create`. */
  prepare(): Promise<void>;
  score(episode: Episode): number;
  readonly yardsticks: { readonly [name: string]: (episode: Episode) => number };
  /** A world over its slots, one a seat. */
  create(slot: Slot, ...others: readonly Slot[]): World;
}

/** The limit of `maxSteps`, a param of every env; vectors count steps as int32. */
export const maxStepsLimit = { whole: [1, 2 ** 31 - 1] } as const;

/**
 * Params of every env. `maxSteps` counts steps of the vector; `actionRepeat` takes each action that many times in one of
 * them, so `stepSeconds` grows with it.
 */
export const everyEnvLimits = { maxSteps: maxStepsLimit, actionRepeat: actionRepeatLimit } as const;

/**
 * Settles an env's params.
 * @throws `params/invalid` for an unknown or impossible param, or more seats than a world may have; `env/invalid` for
 *   spaces that do not fit together
 */
export function bindEnv(env: Env, given: Params = {}): BoundEnv {
  const { maxSteps, actionRepeat, ...params } = settleParams(
    {
      id: env.id,
      params: { actionRepeat: 1, ...env.params, maxSteps: env.maxSteps },
      limits: { ...env.limits, ...everyEnvLimits },
      validate({ maxSteps: _, actionRepeat, ...own }: Params) {
        if (env.actionMask && actionRepeat !== 1)
          fail("params/invalid", {
            given: `actionRepeat = ${actionRepeat} for ${env.id}`,
            expected: "1: an action of this env may no longer be legal when it is repeated",
          });
        env.validate?.(own as never);
      },
    },
    given,
  );
  const times = actionRepeat as number;
  const settle = <T extends Space | number>(value: T | ((params: never) => T)): T =>
    typeof value === "function" ? value(params as never) : value;
  const observation = settle(env.observation);
  const action = settle(env.action);
  const maskSize = env.actionMask ? maskSizeOf(action) : 0;
  requireFitting(env, observation, action);
  const seats = env.seats?.(params as never) ?? 1;
  if (!Number.isInteger(seats) || seats < 1 || seats > mostSeats)
    fail("params/invalid", {
      given: `${seats} seats in a world of ${env.id} with ${JSON.stringify(params)}`,
      expected: `1 to ${mostSeats}`,
      fix: "Choose params with fewer seats, and open more worlds.",
    });
  if (seats > 1 && times > 1)
    fail("params/invalid", {
      given: `actionRepeat = ${times} with ${seats} seats in a world of ${env.id}`,
      expected: "1: the seats of a world can end at different steps",
    });
  return {
    id: env.id,
    goal: env.goal,
    observation,
    action,
    features: env.features,
    events: env.events ?? {},
    params: times === 1 ? params : { ...params, actionRepeat: times }, // left out at 1, so that one env has one description
    maskSize,
    maxSteps: maxSteps as number,
    seats,
    stepSeconds: settle(env.stepSeconds) * times,
    cameras: env.cameras ?? [],
    keys: env.keys ?? {},
    prepare: async () => env.prepare?.(params as never),
    score: (episode) => env.score(episode as never),
    yardsticks: Object.fromEntries(
      Object.entries(env.yardsticks ?? {}).map(([name, judge]) => [name, (episode) => judge(episode as never)]),
    ),
    create(...slots) {
      const world = env.create(params as never, slots[0] as never, slots as never);
      return times === 1 ? world : repeatingActions(world, slots[0], times);
    },
  };
}

/** Checks that an env has the requested features and events. @throws `reward/input`, listing those it has. */
export function requireNames(
  env: string,
  what: "feature" | "event" | "leaf",
  asked: readonly string[],
  there: readonly string[],
  asker: string,
): void {
  for (const name of asked)
    if (!there.includes(name))
      fail("reward/input", {
        given: `${asker} asking ${env} for the ${what} ${JSON.stringify(name)}`,
        expected: listing(there, 40),
        fix: nearest(name, there),
      });
}
