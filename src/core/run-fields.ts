import type { Device } from "./learn.ts";
import type { Params } from "./params.ts";
import type { NamedRewards, RewardExpression } from "./reward.ts";
import { highestSeed } from "./seeds.ts";

/** The kinds of value that a field of a run can have. */
interface Values {
  readonly "plug-in": { readonly id: string; readonly params: Params };
  readonly reward: RewardExpression;
  readonly rewards: NamedRewards;
  readonly number: number;
  readonly device: Device;
  readonly rollouts: "episodes";
  readonly flag: boolean;
  readonly weights: WeightsOrigin;
  readonly digests: readonly string[];
}

/** Weights of another run. */
export interface WeightsOrigin {
  readonly digest: string;
  /** Identity of the run that they come from. */
  readonly run?: string;
}

/** What is known of a field of a run; whoever reads runs (files, questions, command lines) derives its checks from this. */
export type RunField = {
  /** One phrase, as help shows it. */
  readonly about: string;
  /** Whether a run may go without it. */
  readonly optional?: true;
} & (
  | { readonly kind: "plug-in" | "reward" | "flag" | "weights" | "digests" }
  /** Several rewards by name; `one` is the word for one of them. */
  | { readonly kind: "rewards"; readonly one: string }
  | { readonly kind: "number"; readonly limit: { readonly whole: readonly [lowest: number, highest: number] } }
  | { readonly kind: "device"; readonly limit: readonly Device[] }
  | { readonly kind: "rollouts"; readonly limit: readonly "episodes"[] }
);

/** Every field of a run, in the order in which people read them. Types, checks, files, questions and flags follow it. */
export const runFields = {
  env: { kind: "plug-in", about: "env id" },
  reward: { kind: "reward", about: "id, expression as JSON, or path of a .json or .reward file" },
  streams: {
    kind: "rewards",
    one: "stream",
    optional: true,
    about: "a further reward by name, which the agent discounts and values apart",
  },
  watch: {
    kind: "rewards",
    one: "watch",
    optional: true,
    about: "a reward by name that is logged and that nobody learns from",
  },
  agent: { kind: "plug-in", about: "agent id" },
  seed: { kind: "number", limit: { whole: [0, highestSeed] }, about: "whole number that all chance follows from" },
  steps: {
    kind: "number",
    limit: { whole: [1, Number.MAX_SAFE_INTEGER] },
    about: "env steps in all, over all worlds",
  },
  worlds: { kind: "number", limit: { whole: [1, 65_536] }, about: "worlds that live side by side" },
  group: {
    kind: "number",
    limit: { whole: [1, 65_536] },
    optional: true,
    about: "worlds of a group, whose episodes begin from the same states",
  },
  rolloutBy: {
    kind: "rollouts",
    limit: ["episodes"],
    optional: true,
    about: "whether a rollout holds one whole episode of every world, however long",
  },
  device: { kind: "device", limit: ["cpu", "webgpu", "cuda"], about: "where the agent computes" },
  overlap: {
    kind: "flag",
    optional: true,
    about: "collect the next rollout while learning: one update stale",
  },
  from: { kind: "weights", optional: true, about: "weights of another run that it begins with" },
  anchor: { kind: "weights", optional: true, about: "frozen policy of another run that its agent is held near to" },
  demonstrations: { kind: "digests", optional: true, about: "recorded episodes that its agent learns from, in order" },
} as const satisfies { readonly [name: string]: RunField };

type Fields = typeof runFields;
type Name = keyof Fields;
type OptionalName = { [K in Name]: Fields[K] extends { readonly optional: true } ? K : never }[Name];

/** A run's description as its fields say it. */
export type RunFields = { readonly [K in Exclude<Name, OptionalName>]: Values[Fields[K]["kind"]] } & {
  readonly [K in OptionalName]?: Values[Fields[K]["kind"]];
};

/** Names of the fields of one kind. */
export type FieldsOf<Kind extends RunField["kind"]> = {
  [K in Name]: Fields[K]["kind"] extends Kind ? K : never;
}[Name];

/** The fields with their names. */
export const runFieldEntries = Object.entries(runFields) as readonly (readonly [Name, RunField])[];

/** Names of rewards: of terms, streams and watched rewards alike. */
export const rewardName = /^[a-zA-Z][\w-]*$/;
export const rewardNameInWords = "letters, digits, _ and -, a letter first";
