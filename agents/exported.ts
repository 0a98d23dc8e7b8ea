import { decodeModel, openSession, type SessionOptions, type Value, value } from "../src/autodiff/index.ts";
import {
  arraysOf,
  type Batch,
  type BoundEnv,
  batchOf,
  fail,
  leavesOf,
  listing,
  type PackedArray,
  type Policy,
  type View,
} from "../src/core/index.ts";

/** An input of a model: its name, and its dimensions with `undefined` for the number of rows. */
interface Port {
  readonly name: string;
  readonly dims: readonly (number | undefined)[];
}

/**
 * Opens a run's `policy.onnx`, here or in a browser: the greedy policy, with its normaliser inside. It acts the same in
 * both modes, for its file knows no chance.
 * @throws `file/corrupt` for bytes that are no such file, `agent/unsupported` where they belong to other spaces,
 *   `device/unavailable`
 */
export async function openExported(
  model: Uint8Array,
  { id, observation, action, maskSize }: Pick<BoundEnv, "id" | "observation" | "action" | "maskSize">,
  options: SessionOptions = {},
): Promise<Policy> {
  const ports = portsOf(model);
  const leaves = leavesOf(observation).map(({ path, size }) => ({
    name: ["observation", path].filter(Boolean).join("."),
    size,
  }));
  const stateSize = ports.find(({ name }) => name === "memory")?.dims[1] ?? 0;
  const sizes = new Map(leaves.map(({ name, size }) => [name, size])); // a policy may look at some of them alone
  if (maskSize) sizes.set("mask", maskSize);
  if (stateSize) sizes.set("memory", stateSize).set("starts", 1);
  const isForeign =
    ports.some(({ name, dims }) => (dims[1] ?? 1) !== sizes.get(name)) ||
    (maskSize > 0 && !ports.some(({ name }) => name === "mask"));
  if (isForeign)
    fail("agent/unsupported", {
      given: `a policy that reads ${listing(ports.map(({ name, dims: [, size = 1] }) => `${name}[${size}]`))}`,
      expected: `one for ${id}: ${listing([...sizes].map(([name, size]) => `${name}[${size}]`))}`,
      fix: "Bind the env with the params of the run that wrote the policy.",
    });

  const session = await openSession(model, options);
  const batches = new Map<number, Batch<typeof action>>();
  const actionsFor = (rows: number) => {
    const actions = batches.get(rows) ?? batchOf(action, rows);
    batches.set(rows, actions);
    return actions;
  };
  const none = new Float32Array(0);
  return {
    stateSize,
    async act(view) {
      const given = givenTo(leaves, view);
      const inputs = ports.map(({ name, dims }) => [name, inputOf(given[name], dims, view.rows)] as const);
      const outputs = await session.run(Object.fromEntries(inputs));
      const actions = actionsFor(view.rows);
      write(arraysOf(actions)[0], outputs.action);
      return { actions, state: outputs.memoryNext ?? none };
    },
    close: () => session.close(),
  };
}

/** What a view gives to the inputs of a policy, by name. */
function givenTo(leaves: readonly { readonly name: string }[], { observations, masks, starts, state }: View) {
  const arrays = arraysOf(observations);
  const observed = leaves.map(({ name }, i) => [name, arrays[i]] as const);
  const given: { readonly [name: string]: PackedArray } = {
    ...Object.fromEntries(observed),
    mask: masks,
    memory: state,
    starts: new Float32Array(starts),
  };
  return given;
}

const inputOf = (array: PackedArray, dims: Port["dims"], rows: number): Value =>
  value(array, [rows, ...dims.slice(1).map((size) => size ?? 1)]);

/** Options come as 64-bit integers. */
function write(target: PackedArray, chosen: ArrayLike<number | bigint>): void {
  for (let i = 0; i < target.length; i++) target[i] = Number(chosen[i]);
}

/** The inputs of a model. */
function portsOf(model: Uint8Array): readonly Port[] {
  try {
    const { graph } = decodeModel(model) as unknown as DecodedModel;
    return graph.input.map(({ name, type }) => ({
      name,
      dims: type.tensorType.shape.dim.map(({ dimValue }) => dimValue),
    }));
  } catch (cause) {
    return fail("file/corrupt", {
      given: `${model.length} bytes that are no model`,
      expected: "the policy.onnx of a run",
      cause,
    });
  }
}

interface DecodedModel {
  readonly graph: {
    readonly input: readonly {
      readonly name: string;
      readonly type: { readonly tensorType: { readonly shape: { readonly dim: readonly { dimValue?: number }[] } } };
    }[];
  };
}
