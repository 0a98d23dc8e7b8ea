import { fail } from "./errors.ts";
import { everyEnvLimits, maxStepsLimit } from "./every-env.ts";
import { type ColumnNames, checkFeatures, type Features, type ScalarNames, type VectorNames } from "./features.ts";
import { type AnyGoals, checkGoals, type DefinedGoals } from "./goals.ts";
import { type AnyLimits, isWithin, type Limits, limitInWords } from "./limits.ts";
import type { Params, Widen } from "./params.ts";
import type { Id } from "./registry.ts";
import { rewardName, rewardNameInWords } from "./run-fields.ts";
import type { Space } from "./space.ts";
import { columnsOf, type ManyWorlds, type Slot, type SlotColumns, type World } from "./world.ts";

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
  /** By column: the elements of a vector are `joints.0`, `joints.1` and so on. */
  readonly features: { readonly [K in F]: FeatureSummary };
  /** Totals. */
  readonly events: { readonly [K in E]: number };
}

/** Actions by the keys that people press for them. */
export interface Keys {
  readonly [key: string]: number | readonly number[];
}

/** A definition: literals first, behaviour last. */
export interface EnvDefinition<
  O extends Space = Space,
  A extends Space = Space,
  F extends Features = Features,
  E extends string = string,
  P extends Params = Params,
> {
  readonly id: Id;
  /** One sentence that a person would say; text and image rewards read it. */
  readonly goal: string;
  readonly observation: O | ((params: P) => O);
  readonly action: A | ((params: P) => A);
  /** Named measurements with their units, `"1"` for numbers without; several numbers of a kind are `{ unit, size }`. */
  readonly features: F;
  /** Where episodes have goals that could have been others: which features hold them, made by `defineGoals`. */
  readonly goals?: DefinedGoals<NoInfer<F>>;
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
  score(episode: Episode<ColumnNames<NoInfer<F>>, NoInfer<E>>): number;
  /** Further numbers that a finished episode is judged by, each by its name; more is better. */
  readonly yardsticks?: { readonly [name: string]: (episode: Episode<ColumnNames<NoInfer<F>>, NoInfer<E>>) => number };
  /** Names of the yardsticks that are 1 where an episode had an achievement, else 0: evaluations score them together. */
  readonly achievements?: readonly string[];
  /** Keyboard map for people: key name, as browsers have it, to action; `Ctrl+d` and `Alt+p` for keys held together. */
  readonly keys?: Keys | ((params: P) => Keys);
  /** Names that `draw` knows; the first is the default. */
  readonly cameras?: readonly string[];
  readonly create: Create<O, A, F, E, P>;
}

type SlotFor<O extends Space, A extends Space, F extends Features, E extends string> = Slot<
  O,
  A,
  ScalarNames<F>,
  E,
  VectorNames<F>
>;
type ColumnsFor<O extends Space, A extends Space, F extends Features, E extends string> = SlotColumns<
  O,
  A,
  ScalarNames<F>,
  E,
  VectorNames<F>
>;

/** Creates a world. */
export interface Create<O extends Space, A extends Space, F extends Features, E extends string, P extends Params> {
  /** @param slots one a seat; `slot` is the first */
  (params: P, slot: SlotFor<O, A, F, E>, slots: readonly SlotFor<O, A, F, E>[]): World;
  /** Creates many worlds that step in one call. It belongs to this function, so that whoever replaces it replaces both. */
  readonly many?: (params: P, columns: ColumnsFor<O, A, F, E>) => ManyWorlds;
}

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
  | "keys"
  | "validate"
  | "prepare"
  | "seats"
  | "goals"
> & {
  readonly observation: Space | ((params: never) => Space);
  readonly action: Space | ((params: never) => Space);
  readonly stepSeconds: number | ((params: never) => number);
  readonly keys?: Keys | ((params: never) => Keys);
  validate?(params: never): void;
  prepare?(params: never): Promise<void>;
  readonly limits?: AnyLimits;
  readonly goals?: AnyGoals;
  score(episode: never): number;
  readonly yardsticks?: { readonly [name: string]: (episode: never) => number };
  seats?(params: never): number;
  readonly create: {
    (params: never, slot: never, slots: never): World;
    readonly many?: (params: never, columns: never) => ManyWorlds;
  };
};

/** How an author says it: `createMany` where worlds take less time to step than a call takes. They have one seat. */
type Creation<O extends Space, A extends Space, F extends Features, E extends string, P extends Params> =
  | {
      create(params: P, slot: SlotFor<O, A, F, E>, slots: readonly SlotFor<O, A, F, E>[]): World;
      readonly createMany?: undefined;
    }
  | { createMany(params: P, columns: ColumnsFor<O, A, F, E>): ManyWorlds; readonly create?: undefined };

/**
 * Types and checks a definition.
 * @throws `env/invalid` if it contradicts itself
 */
export function defineEnv<
  const I extends Id,
  const O extends Space,
  const A extends Space,
  const F extends Features,
  const P extends Params,
  const E extends string = never,
>(
  definition: Omit<EnvDefinition<O, A, F, E, { -readonly [K in keyof P]: Widen<P[K]> }>, "id" | "params" | "create"> & {
    readonly id: I;
    readonly params: P;
  } & Creation<O, A, F, E, { -readonly [K in keyof P]: Widen<P[K]> }>,
): EnvDefinition<O, A, F, E, { -readonly [K in keyof P]: Widen<P[K]> }> & { readonly id: I } {
  const wrong = (given: string, expected: string) =>
    fail("env/invalid", { given: `${definition.id} with ${given}`, expected });
  if (!isWithin(definition.maxSteps, maxStepsLimit))
    wrong(`maxSteps ${definition.maxSteps}`, limitInWords(maxStepsLimit));
  if (typeof definition.stepSeconds === "number" && !(definition.stepSeconds >= 0))
    wrong(`stepSeconds ${definition.stepSeconds}`, "at least 0 [s]");
  for (const name of Object.keys(everyEnvLimits))
    if (name in definition.params) wrong(`a param ${name}`, "another name: every env has that one");
  checkFeatures(definition.id, definition.features);
  if (definition.goals) checkGoals(definition.id, definition.features, definition.goals);
  for (const name of Object.keys(definition.yardsticks ?? {}))
    if (!rewardName.test(name) || ["score", "return", "steps"].includes(name))
      wrong(`a yardstick ${JSON.stringify(name)}`, `${rewardNameInWords}; and not score, return or steps`);
  for (const name of definition.achievements ?? [])
    if (!Object.hasOwn(definition.yardsticks ?? {}, name))
      wrong(`an achievement ${JSON.stringify(name)}`, "a yardstick's name");
  if (!definition.createMany) return definition as never;
  if (definition.seats) wrong("seats and createMany", "create: worlds that step in one call have one seat each");
  const { createMany: many, ...rest } = definition;
  const create = (params: { -readonly [K in keyof P]: Widen<P[K]> }, slot: SlotFor<O, A, F, E>) =>
    many(params, columnsOf(slot)).worlds[0];
  return { ...rest, create: Object.assign(create, { many }) } as never;
}
