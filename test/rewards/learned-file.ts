import { compilePaying, normalisationOf } from "../../rewards/learned/compile.ts";
import { type LearnedHeader, type LearnedInputs, packLearned, widthOf } from "../../rewards/learned/file.ts";
import { mlp } from "../../rewards/mlp.ts";
import { scaleOf } from "../../rewards/scale.ts";
import { parameterList } from "../../src/autodiff/index.ts";
import type { FileSource } from "../../src/core/index.ts";
import { seal } from "../../src/record/sealed.ts";
import { givenFiles } from "../../src/reward/index.ts";

/** A learned reward that pays what its inputs weigh, summed: member 0 exactly, member 1 one more. */
export function weighing(inputs: LearnedInputs, weights: readonly number[], env = "classic/pendulum-v1") {
  const size = widthOf(inputs);
  const list = parameterList();
  const network = mlp("only", [size, 1], "relu", list);
  const other = mlp("other", [size, 1], "relu", list);
  const parameters = list.done();
  const scale = scaleOf(size); // has seen nothing: mean 0, deviation 1
  const paying = { size, scale, clip: 1000, parameters, flat: Float32Array.of(...weights, 0, ...weights, 1) };
  const model = compilePaying({ ...paying, pay: (rows) => [network(rows), other(rows)] });
  const header: LearnedHeader = {
    env: { id: env, params: {} },
    inputs,
    normalisation: normalisationOf(paying),
    digest: "",
    learned: { from: "a test" },
  };
  return { header, model, payload: packLearned({ header, model }) };
}

/** The whole file. */
export const sealed = (...args: Parameters<typeof weighing>): Uint8Array => seal("reward", weighing(...args).payload);

/** Files by name. */
export const filesOf = (files: { readonly [name: string]: Uint8Array }): FileSource =>
  givenFiles(new Map(Object.entries(files).map(([name, bytes]) => [name, { bytes, place: name }])));
