import { narrowing } from "./narrowing.ts";
import { type Params, settleParams } from "./params.ts";
import type {
  AnyTransform,
  Reward,
  RewardHost,
  RewardInputs,
  RewardInstance,
  RewardRows,
  TransformInstance,
} from "./reward.ts";

/** A reward with its params settled. What it creates is given whole rows, of which the author's code sees what it declared. */
export interface BoundReward {
  readonly id: string;
  readonly inputs: RewardInputs;
  create(host: RewardHost): Omit<RewardInstance, "evaluate"> & {
    evaluate(rows: RewardRows, out: Float64Array): void | Promise<void>;
  };
}

/** A transform with its params settled; it too sees only what it declared. */
export interface BoundTransform {
  readonly id: string;
  readonly inputs: AnyTransform["inputs"];
  create(host: RewardHost): TransformInstance;
}

/**
 * Settles a reward's params.
 * @throws `params/invalid` for an unknown or impossible param
 */
export function bindReward(reward: Reward, given: Params = {}): BoundReward {
  const params = settleParams(reward, given);
  const inputs = typeof reward.inputs === "function" ? reward.inputs(params as never) : reward.inputs;
  return {
    id: reward.id,
    inputs,
    create(host) {
      const instance = reward.create(params as never, host);
      const narrow = narrowing(reward.id, inputs.before ? { features: [], ...inputs } : inputs);
      return {
        evaluate: (rows, out) => instance.evaluate(narrow(rows) as never, out),
        ...rest(instance),
      };
    },
  };
}

/**
 * Settles a transform's params.
 * @throws `params/invalid` for an unknown or impossible param
 */
export function bindTransform(transform: AnyTransform, given: Params = {}): BoundTransform {
  const params = settleParams(transform, given);
  return {
    id: transform.id,
    inputs: transform.inputs,
    create(host) {
      const instance = transform.create(params as never, host);
      const narrow = narrowing(transform.id, transform.inputs, ["rows", "values"]);
      return { apply: (inner, out) => instance.apply(narrow(inner) as never, out), ...rest(instance) };
    },
  };
}

/** The optional methods of an instance, still called as its own. */
function rest(
  instance: Pick<RewardInstance, "save" | "load" | "close">,
): Pick<RewardInstance, "save" | "load" | "close"> {
  return {
    save: instance.save && (() => instance.save!()),
    load: instance.load && ((bytes) => instance.load!(bytes)),
    close: instance.close && (() => instance.close!()),
  };
}
