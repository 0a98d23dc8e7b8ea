import type { BoundEnv, EnvChoice, RewardExpression, ScoredVector } from "../../core/index.ts";
import type { Request } from "../messages.ts";

/** What this host offers. */
export interface Catalogue {
  readonly envs: readonly { readonly id: string; readonly goal: string }[];
  readonly rewards: readonly { readonly id: string; readonly summary: string }[];
  readonly transforms: readonly { readonly id: string; readonly summary: string }[];
}

/** What a client asks for when it opens a session. */
export type Wish = Omit<Request<"make">, "id" | "op" | "key">;

/**
 * The envs and rewards that a server hosts. It is the default export of a module, so that every thread can import it.
 */
export interface Host {
  list(): Promise<Catalogue>;
  /** @throws `registry/unknown`, `params/invalid` */
  describe(env: EnvChoice): Promise<BoundEnv>;
  /** The reward that an env is usually scored by, if it has one. */
  customary(env: string): RewardExpression | undefined;
  open(wish: {
    readonly env: EnvChoice;
    readonly reward?: RewardExpression;
    readonly worlds: number;
    readonly group?: number;
    readonly capture?: Wish["capture"];
    readonly seed?: number;
    /** Called in long work on many worlds: while what it returns is pending, others use the thread. */
    breathe?(): Promise<void> | undefined;
  }): Promise<ScoredVector>;
  /** What native code holds for the worlds of this thread, besides JavaScript's memory [bytes]. */
  nativeBytes?(): number;
}
