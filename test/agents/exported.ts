import * as ort from "onnxruntime-node";
import { leafShape } from "../../agents/networks/model.ts";
import { type AgentHost, arraysOf, leavesOf, type View } from "../../src/core/index.ts";

export type Outputs = {
  readonly [name: string]: { readonly dims: readonly number[]; readonly data: readonly number[] };
};

/** Runs an exported policy as anybody would, by a bare session of onnxruntime. */
export async function runExported(
  file: Uint8Array,
  { observation }: Pick<AgentHost, "observation">,
  view: View,
): Promise<Outputs> {
  const session = await ort.InferenceSession.create(file);
  const { rows, observations, masks, state, starts } = view;
  const arrays = arraysOf(observations);
  const feeds: { [name: string]: ort.Tensor } = {};
  leavesOf(observation).forEach((leaf, i) => {
    const array = arrays[i] as Float32Array;
    const name = ["observation", leaf.path].filter(Boolean).join(".");
    if (session.inputNames.includes(name))
      feeds[name] = new ort.Tensor(leaf.dtype as "float32", array, leafShape(leaf, rows));
  });
  if (masks.length) feeds.mask = new ort.Tensor("uint8", masks, [rows, masks.length / rows]);
  if (state.length) {
    feeds.memory = new ort.Tensor("float32", state, [rows, state.length / rows]);
    feeds.starts = new ort.Tensor("float32", new Float32Array(starts), [rows, 1]);
  }
  const results = await session.run(feeds);
  const outputs = Object.entries(results).map(([name, { dims, data }]) => [
    name,
    { dims: [...dims], data: Array.from(data as Float32Array, Number) },
  ]);
  await session.release();
  return Object.fromEntries(outputs);
}
