import {
  type FileInEnv,
  fail,
  type Json,
  type Params,
  pack,
  type RewardFile,
  sizeOf,
  unpack,
} from "../../src/core/index.ts";

const format = "rewardgym/reward-1";

/** What a learned reward reads of a row, in this order, side by side. */
export interface LearnedInputs {
  /** The observation after the step, or before it, flattened. */
  readonly observations?: { readonly when: "before" | "after"; readonly size: number };
  /** The action, flattened. */
  readonly actions?: { readonly size: number };
  /** Names of features after the step. */
  readonly features?: readonly string[];
}

/** What is known of a learned reward. */
export interface LearnedHeader {
  readonly env: { readonly id: string; readonly params: Params };
  readonly inputs: LearnedInputs;
  /** How the model brings its inputs to one scale, which is part of the model: deviations from the mean, at most `clip`. */
  readonly normalisation: {
    readonly mean: readonly number[];
    readonly deviation: readonly number[];
    readonly clip: number;
  };
  /** Digest of the model. */
  readonly digest: string;
  /** What it was learned from: labels, or a run. */
  readonly learned: { readonly [name: string]: Json };
}

/** A learned reward: a header and an ONNX model from `rows` `[n, size]` to `reward` `[n, 1]` and `members` `[n, members]`. */
export interface LearnedReward {
  readonly header: LearnedHeader;
  readonly model: Uint8Array;
}

/** Numbers of a row. */
export const widthOf = ({ observations, actions, features = [] }: LearnedInputs): number =>
  (observations?.size ?? 0) + (actions?.size ?? 0) + features.length;

/** The content of a learned reward's file, to be sealed. */
export const packLearned = ({ header, model }: LearnedReward): Uint8Array<ArrayBuffer> =>
  pack({ format, header: JSON.parse(JSON.stringify(header)), model });

/** @throws `file/corrupt` */
export function parseLearned({ bytes, place }: RewardFile): LearnedReward {
  const content = unpack(bytes, place) as { readonly [name: string]: unknown } | null;
  const wrong = (given: string) => fail("file/corrupt", { given: `${place} ${given}`, expected: format });
  if (content?.format !== format) wrong(`of format ${content?.format}`);
  const { header, model } = content as { readonly header?: LearnedHeader; readonly model?: unknown };
  const isWhole = typeof header?.env?.id === "string" && typeof header.inputs === "object" && header.inputs !== null;
  if (!isWhole || !(model instanceof Uint8Array)) return wrong("without a header or a model");
  return { header, model };
}

/**
 * Reads a learned reward for an env. Whether the env has the features is checked where rewards are bound.
 * @throws `file/corrupt`, `reward/file` for one of another env or version, or of other observations or actions
 */
export function learnedFor({ env, ...file }: FileInEnv): LearnedReward {
  const learned = parseLearned(file);
  const { env: own, inputs } = learned.header;
  if (own.id !== env.id)
    fail("reward/file", {
      given: `${file.place}, learned in ${own.id}, for ${env.id}`,
      expected: "a reward of the same env and version",
      fix: "What another version measures means something else: learn it again from clips of this one.",
    });
  for (const [name, size] of [
    ["observations", sizeOf(env.observation)],
    ["actions", sizeOf(env.action)],
  ] as const) {
    const read = inputs[name];
    if (read && read.size !== size)
      fail("reward/file", {
        given: `${file.place}, which reads ${name} of ${read.size} numbers`,
        expected: `the ${size} of ${env.id} with these params`,
      });
  }
  return learned;
}
