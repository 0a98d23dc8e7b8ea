import type { BlobStore } from "./blobs.ts";
import type { Demonstration } from "./demonstration.ts";
import type { AnyLimits, Limits } from "./limits.ts";
import type { Params, Widen } from "./params.ts";
import type { Id } from "./registry.ts";
import type { MeasuredNames, Rescore } from "./rescore.ts";
import type { FrameInput } from "./reward-rows.ts";
import type { Notes, Rollout } from "./rollout.ts";
import type { Batch, Space } from "./space.ts";

/** What a policy may look at besides the observation, for its decisions. */
export interface PolicyInputs {
  /** What a person would say of the present state. */
  readonly text?: boolean;
  /** What the present episode is to achieve, in words. */
  readonly goals?: boolean;
  /** A picture of the present state; no `camera` means the env's first. */
  readonly frames?: Pick<FrameInput, "width" | "height" | "camera">;
}

/** What a policy looks at, one row a seat. Texts, goals and frames are there in `act` where its `inputs` ask for them. */
export interface View {
  readonly rows: number;
  readonly observations: Batch<Space>;
  /** `[rows, maskSize]`, empty where the env masks nothing. */
  readonly masks: Uint8Array;
  /** `[rows]`: 1 where this observation begins an episode, so that memory of the last one is dropped. */
  readonly starts: Uint8Array;
  /** `[rows, stateSize]`: the policy's memory as its last decision left it; zeros at first. */
  readonly state: Float32Array;
  /** `[rows]` */
  readonly texts?: readonly string[];
  /** `[rows]` */
  readonly goals?: readonly string[];
  /** `[rows, height, width, 3]` */
  readonly frames?: Uint8Array;
}

/** A policy's decision. Its arrays belong to the policy and are valid until its next call. */
export interface Decision {
  /** In the action space, though boxes may overshoot their bounds: the vector clips. */
  readonly actions: Batch<Space>;
  /** `[rows, stateSize]` */
  readonly state: Float32Array;
  /** The notes that it declares in `noteSizes`. */
  readonly notes?: Notes;
}

/** Turns observations into actions. Baselines, scripts, language models and people need no more than this. */
export interface Policy {
  /** Numbers of memory a row; 0 for a policy without. */
  readonly stateSize: number;
  /** Numbers per row of each of its notes: values about a decision that learning needs. */
  readonly noteSizes?: { readonly [name: string]: number };
  /** What it looks at besides observations. */
  readonly inputs?: PolicyInputs;
  /** `explore` draws actions; `exploit` takes the likeliest. */
  act(view: View, mode: "explore" | "exploit"): Promise<Decision>;
  close?(): Promise<void>;
}

/** Named numbers of one update. */
export type Metrics = { readonly [name: string]: number };

/** The result of learning from a rollout. */
export interface Update {
  readonly metrics: Metrics;
  /** Adopts the update: from now on decisions follow it. */
  adopt(): void;
}

/** A policy that turns rollouts into better decisions. */
export interface Learner extends Policy {
  /** Steps of each world between updates; where rollouts hold whole episodes, the longest that one may be. */
  readonly rolloutSteps: number;
  /** Features that its rollouts are to hold. */
  readonly features?: MeasuredNames;
  /** How often each row is to be told again with a goal that was achieved later; the env must declare goals. */
  readonly hindsight?: number;
  /** Its device, in words: `"cpu, 1 thread"`. */
  readonly device: string;
  /**
   * Notes about observations that it does not act on: those after a rollout's last step, and those before a restart where
   * the episode was truncated. A learner that does not bootstrap from notes has none.
   */
  look?(view: View): Promise<Notes>;
  /**
   * Learns from a rollout, whose arrays must stay as they are until the update is adopted. Until then `act` and `look`
   * go on as before the call, so the next rollout may be collected meanwhile; nothing is saved or loaded in between.
   * @param progress share of the run's budget spent before this update, in [0, 1]; schedules follow it
   * @throws `agent/diverged` where something is no longer finite; there is then nothing to adopt
   */
  learn(rollout: Rollout, progress: number): Promise<Update>;
  /** Everything that learning needs to go on. What is large belongs into `host.blobs`; this then names the blobs. */
  save(): Uint8Array | Promise<Uint8Array>;
  load(bytes: Uint8Array): void | Promise<void>;
  /**
   * Only what deciding takes: to feed actors elsewhere, which were opened like this one and act by their own chance.
   * @param version how many updates have been adopted, as in `Rollout.version`
   */
  saveActor?(version: number): Uint8Array;
  /**
   * Decides as the learner that saved the bytes; nothing else of this one changes.
   * @returns the version they were saved with
   * @throws `checkpoint/foreign` for bytes of another learner, `file/corrupt`, before anything has changed
   */
  loadActor?(bytes: Uint8Array): number;
  /** Weights and what observations are normalised with, for another run to begin with or to be held near to. */
  saveWeights?(): Uint8Array;
  /** The greedy policy as a plain ONNX file: observations in, actions out, normaliser folded in. */
  exportOnnx?(): Uint8Array;
}

export const isLearner = (policy: Policy): policy is Learner => "learn" in policy;

export type Device = "cpu" | "webgpu" | "cuda";

/** Weights that a run's agent had learned. */
export interface TrainedWeights {
  /** Id of the agent that knows how to read them. */
  readonly agent: string;
  /** As its `saveWeights` gave them. */
  readonly weights: Uint8Array;
}

/** What an agent makes use of besides rollouts. */
export interface AgentTakes {
  /** `host.from` */
  readonly weights?: boolean;
  /** `host.anchor` */
  readonly anchor?: boolean;
  /** `host.demonstrations`: whether they must hold observations, and whether nothing can be learned without. */
  readonly demonstrations?: { readonly observations: boolean; readonly required?: boolean };
}

/** What an agent may know of where it is used. */
export interface AgentHost {
  readonly env: string;
  readonly observation: Space;
  readonly action: Space;
  readonly maskSize: number;
  /** Rows of a step: one for each agent in each world. */
  readonly seats: number;
  /** Whether rows of a rollout may be absent: see `Rollout.present`. */
  readonly mayBeAbsent?: boolean;
  readonly seed: number;
  readonly device: Device;
  /** Names of the rewards that a rollout holds besides the run's own. */
  readonly streams?: readonly string[];
  /** Storage for large data: in the run's folder while training. */
  readonly blobs?: BlobStore;
  /** Weights to begin with. They are of these spaces; whether the networks fit is for the agent to check. */
  readonly from?: TrainedWeights;
  /** Weights of a frozen policy to stay near to. */
  readonly anchor?: TrainedWeights;
  /** Recorded episodes of the env to learn from. */
  readonly demonstrations?: readonly Demonstration[];
  /** Scores remembered steps by what the run's reward has learned since. */
  readonly rescore?: Rescore;
  /** Whether rollouts are collected while it learns: `learn` should then leave the thread that calls it free. */
  readonly overlap?: boolean;
}

/** Bytes by what they are for, in words: `{ weights: 4096 }`. */
export type MemoryUse = { readonly [purpose: string]: number };

export interface AgentDefinition<P extends Params = Params> {
  readonly id: Id;
  readonly summary: string;
  readonly params: P;
  readonly limits?: Limits<P>;
  /** What a run may give it besides; a run that gives what its agent does not take is refused. */
  readonly takes?: AgentTakes;
  /** @throws `params/invalid` for params that are valid one by one but not in combination, or not where they are used. */
  validate?(params: P, host: AgentHost): void;
  /** The memory that the agent will need at least; a run that needs more than there is is refused before it begins. */
  memoryOf?(params: P, host: AgentHost): MemoryUse;
  /** @throws `agent/unsupported` for spaces that it cannot handle, `weights/incompatible`, `device/unavailable` */
  create(params: P, host: AgentHost): Promise<Policy>;
}

/** An agent as it stands in a registry. */
export type Agent = Omit<AgentDefinition, "create" | "limits" | "validate" | "memoryOf"> & {
  readonly limits?: AnyLimits;
  validate?(params: never, host: AgentHost): void;
  memoryOf?(params: never, host: AgentHost): MemoryUse;
  create(params: never, host: AgentHost): Promise<Policy>;
};

export function defineAgent<const K extends Id, const P extends Params = Record<never, never>>(
  definition: Omit<AgentDefinition<{ -readonly [N in keyof P]: Widen<P[N]> }>, "id" | "params"> & {
    readonly id: K;
    readonly params?: P;
  },
): AgentDefinition<{ -readonly [N in keyof P]: Widen<P[N]> }> & { readonly id: K } {
  return { params: {}, ...definition } as never;
}
