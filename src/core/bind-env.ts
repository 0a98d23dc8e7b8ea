import { repeatingActions } from "./action-repeat.ts";
import { type BoundGoals, bindGoals } from "./bind-goals.ts";
import type { Env, Episode, Keys } from "./env.ts";
import { fail, listing } from "./errors.ts";
import { everyEnvLimits } from "./every-env.ts";
import { unitsOf } from "./features.ts";
import { requireFitting } from "./fitting.ts";
import { maskSizeOf } from "./masks.ts";
import { nearest } from "./names.ts";
import { clipped, type Params, settleParams } from "./params.ts";
import type { Space } from "./space.ts";
import type { ManyWorlds, Slot, SlotColumns, World } from "./world.ts";

/** Which env, as a run's JSON says it; `params` may hold `maxSteps` and `actionRepeat` besides the env's own. */
export interface EnvChoice {
  readonly id: string;
  readonly params?: Params;
}

/** The most seats that a world may have. */
export const mostSeats = 256;

/** An env with its params settled, from which vectors are made. */
export interface BoundEnv {
  readonly id: string;
  readonly goal: string;
  readonly observation: Space;
  readonly action: Space;
  /** Units of the columns: a vector has one for each element. */
  readonly features: { readonly [column: string]: string };
  /** There only where the env says which features hold its goals. */
  readonly goals?: BoundGoals;
  readonly events: { readonly [name: string]: string };
  readonly params: Params;
  readonly maskSize: number;
  readonly maxSteps: number;
  /** Of one world. */
  readonly seats: number;
  readonly stepSeconds: number;
  readonly cameras: readonly string[];
  readonly keys: Keys;
  /** Must have been awaited once in this thread before `create`. */
  prepare(): Promise<void>;
  score(episode: Episode): number;
  readonly yardsticks: { readonly [name: string]: (episode: Episode) => number };
  /** Names of yardsticks that are achievements. */
  readonly achievements?: readonly string[];
  /** A world over its slots, one a seat. */
  create(slot: Slot, ...others: readonly Slot[]): World;
  /** Many worlds that step in one call; there only where the env has such. */
  createMany?(columns: SlotColumns): ManyWorlds;
}

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
  const { many } = env.create;
  const settle = <T extends Space | number | Keys>(value: T | ((params: never) => T)): T =>
    typeof value === "function" ? value(params as never) : value;
  const observation = settle(env.observation);
  const action = settle(env.action);
  const maskSize = env.actionMask ? maskSizeOf(action) : 0;
  requireFitting(env, observation, action);
  const seats = env.seats?.(params as never) ?? 1;
  if (!Number.isInteger(seats) || seats < 1 || seats > mostSeats)
    fail("params/invalid", {
      given: `${seats} seats in a world of ${env.id} with ${clipped(JSON.stringify(params))}`,
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
    features: unitsOf(env.features),
    ...(env.goals && { goals: bindGoals(env.id, env.goals, env.features, observation) }),
    events: env.events ?? {},
    params: times === 1 ? params : { ...params, actionRepeat: times }, // left out at 1, so that one env has one description
    maskSize,
    maxSteps: maxSteps as number,
    seats,
    stepSeconds: settle(env.stepSeconds) * times,
    cameras: env.cameras ?? [],
    keys: settle(env.keys ?? {}),
    prepare: async () => env.prepare?.(params as never),
    score: (episode) => env.score(episode as never),
    yardsticks: Object.fromEntries(
      Object.entries(env.yardsticks ?? {}).map(([name, judge]) => [name, (episode) => judge(episode as never)]),
    ),
    ...(env.achievements && { achievements: env.achievements }),
    create(...slots) {
      const world = env.create(params as never, slots[0] as never, slots as never);
      return times === 1 ? world : repeatingActions(world, slots[0], times);
    },
    ...(many && times === 1 && { createMany: (columns) => many(params as never, columns as never) }),
  };
}

/** Checks that an env has the requested events or leaves. @throws `reward/input`, listing those it has. */
export function requireNames(
  env: string,
  what: "event" | "leaf",
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
