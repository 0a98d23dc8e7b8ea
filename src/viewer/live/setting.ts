import type { EnvChoice, RewardExpression } from "../../core/index.ts";

/** What a live page shows, as JSON beside it. */
export interface LiveSetting {
  readonly title: string;
  readonly env: EnvChoice;
  /** What steps are worth; null where nothing is scored. */
  readonly reward: RewardExpression | null;
  /** Where the worlds live; in the page itself unless given. */
  readonly server?: {
    readonly url: string;
    readonly token?: string;
    /** Somebody else's, which is only watched. */
    readonly session?: string;
  };
  /** Who acts first: a person, random actions, or the policy beside the page. */
  readonly driver: Driver;
  /** The policy's file beside the page. */
  readonly policy?: string;
  /** The run or agent that the policy is of. */
  readonly agent?: string;
  /** The rule by hand that plays the env, where there is one. */
  readonly controller?: string;
  readonly worlds: number;
  readonly seed: number;
  /** Whether the server keeps what a person plays; else the page offers it as a file. */
  readonly keeps: boolean;
  readonly versions: { readonly [name: string]: string };
}

export const drivers = ["person", "policy", "scripted", "random"] as const;
export type Driver = (typeof drivers)[number];
