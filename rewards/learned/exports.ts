import { mul, neg, parameterList, sigmoid, softplus, type Tensor, tanh } from "../../src/autodiff/index.ts";
import { fail, type Params, unpack } from "../../src/core/index.ts";
import { mlp } from "../mlp.ts";
import { clip, scaleOf } from "../scale.ts";
import type { PayingNetwork } from "./compile.ts";
import type { LearnedInputs } from "./file.ts";

/** A reward of a run that learned, and what it had learned by its last checkpoint. */
export interface LearnedInRun {
  readonly id: string;
  readonly params: Params;
  /** What it saved. */
  readonly state: Uint8Array;
  /** Numbers of a flattened observation and action. */
  readonly observationSize: number;
  readonly actionSize: number;
}

/** How a reward that learned becomes one that only pays. */
interface Exported {
  inputs(sizes: LearnedInRun, params: never): LearnedInputs;
  pay(size: number, params: never): Pick<PayingNetwork, "parameters" | "pay">;
}

type Hidden = { readonly hidden: readonly number[] };

/** A discriminator and what its logit is worth. */
function discriminator(size: number, { hidden }: Hidden, worth: (logit: Tensor) => Tensor) {
  const list = parameterList();
  const logit = mlp("discriminator", [size, ...hidden, 1], "tanh", list);
  return { parameters: list.done(), pay: (rows: Tensor) => [worth(logit(rows))] };
}

const logSigmoid = (logit: Tensor) => neg(softplus(neg(logit)));

/** Rewards that can be exported, by id. */
const exported: { readonly [id: string]: Exported } = {
  "transform/preferences-v1": {
    inputs: ({ observationSize, actionSize }, { features }: { readonly features: readonly string[] }) =>
      features.length
        ? { features }
        : { observations: { when: "after", size: observationSize }, actions: { size: actionSize } },
    pay(size, { hidden, members }: Hidden & { readonly members: number }) {
      const list = parameterList();
      const networks = Array.from({ length: members }, (_, i) => mlp(`member${i}`, [size, ...hidden, 1], "relu", list));
      return { parameters: list.done(), pay: (rows) => networks.map((network) => tanh(network(rows))) };
    },
  },
  "model/imitation-v1": {
    inputs: ({ observationSize: size, actionSize }, { actions }: { readonly actions: boolean }) =>
      actions
        ? { observations: { when: "before", size }, actions: { size: actionSize } }
        : { observations: { when: "after", size } },
    pay(size, params: Hidden & { readonly form: "positive" | "negative" | "signed" }) {
      const forms = { positive: softplus, negative: logSigmoid, signed: (logit: Tensor) => mul(logit, 1) };
      return discriminator(size, params, forms[params.form]);
    },
  },
  "model/success-v1": {
    inputs: ({ observationSize: size }) => ({ observations: { when: "after", size } }),
    pay(size, params: Hidden & { readonly pays: "probability" | "log" }) {
      return discriminator(size, params, { probability: sigmoid, log: logSigmoid }[params.pays]);
    },
  },
};

/** Ids of rewards that can be exported. */
export const exportable: readonly string[] = Object.keys(exported);

/**
 * The network of a reward that learned in a run.
 * @throws `reward/file` for one that cannot be exported, or has learned nothing yet; `file/corrupt`
 */
export function networkOf(learned: LearnedInRun): PayingNetwork & { readonly inputs: LearnedInputs } {
  const { id, params, state } = learned;
  const how = exported[id];
  if (!how) fail("reward/file", { given: id, expected: `one of ${exportable.join(", ")}` });
  const what = `what ${id} has learned`;
  const saved = (unpack(state, what) ?? {}) as {
    readonly scale?: unknown;
    readonly state?: { readonly flat?: unknown };
    readonly labels?: { readonly length: number };
  };
  const { scale: savedScale, state: { flat } = {} } = saved;
  const isUntaught = saved.labels?.length === 0;
  if (isUntaught || !(savedScale instanceof Float64Array && flat instanceof Float32Array))
    return fail("reward/file", {
      given: `${id}, which has learned nothing by the newest checkpoint`,
      expected: "one that has",
      fix: "Train the run for longer.",
    });
  const size = (savedScale.length - 1) / 2;
  const scale = scaleOf(size);
  scale.load(savedScale);
  const { parameters, pay } = how.pay(size, params as never);
  if (flat.length !== parameters.size)
    fail("file/corrupt", { given: `${what}, of ${flat.length} weights`, expected: `${parameters.size}` });
  return { inputs: how.inputs(learned, params as never), size, scale, clip, parameters, flat, pay };
}
