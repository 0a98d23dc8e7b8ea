import { Emitter, modelOf, type Port, valueInfo } from "./onnx.ts";
import { cast, where } from "./rules/elementwise.ts";
import { gather } from "./rules/indexing.ts";
import { concat, reshape } from "./rules/layout.ts";
import { input, sizeOfShape, type Tensor } from "./tensor.ts";

type Tensors = { readonly [name: string]: Tensor };

/** The step for one minibatch. */
export interface Step {
  /** The state after the step, under the same names. */
  readonly state: Tensors;
  /** Scalars to report for every step. */
  readonly metrics: Tensors;
  /** A boolean scalar: if false, neither this step nor any later one is taken. Reported as the metric `proceed`. */
  readonly proceed?: Tensor;
}

export interface LoopPlan {
  /** Carried from step to step; graph inputs by name, outputs by name + `Next`. */
  readonly state: Tensors;
  /** Arrays `[rows, ...]` from which minibatches are drawn. */
  readonly columns: Tensors;
  /** Other inputs of the step, the same in every step. */
  readonly constants: Tensors;
  /** Names of numbers that change from step to step, each `[steps]`, such as learning rates. */
  readonly schedules: readonly string[];
  /** Rows per minibatch. */
  readonly batch: number;
  /** Tensors that are packed into a flat state vector and read from it at the start of each step. */
  readonly views: { readonly of: string; readonly parts: readonly Tensor[] };
  step(state: Tensors, rows: Tensors, schedules: Tensors): Step;
}

/** A step that has been emitted: names of its results. */
interface EmittedStep {
  readonly state: { readonly [name: string]: string };
  readonly metrics: string;
  readonly proceed: string | undefined;
}

/** A whole update as one model, and the names of the columns of its `metrics`. */
export interface CompiledLoop {
  readonly model: Uint8Array<ArrayBuffer>;
  readonly metrics: readonly string[];
}

/**
 * A whole update as one model: all minibatches of all epochs. Besides state, columns and constants it takes `perm`
 * int32 `[steps, batch]`, the rows of every minibatch, and the schedules; it returns the state and
 * `metrics` `[steps, number of metrics]`.
 * @param unroll 0 makes an ONNX `Loop`, for any number of steps; n writes n steps one after another, for devices on
 *   which a loop's state would leave the device
 */
export function compileLoop(plan: LoopPlan, unroll = 0): CompiledLoop {
  const outer = new Emitter();
  const steps = unroll || "steps";
  const perm = input("perm", [steps, plan.batch], "int32");
  const schedules = Object.fromEntries(plan.schedules.map((name) => [name, input(name, [steps])]));
  const given = [plan.state, plan.columns, plan.constants, schedules, { perm }].flatMap((group) =>
    Object.values(group),
  );
  for (const tensor of given) outer.bind(tensor, tensor.name as string);
  let metrics: readonly string[] = [];

  const emitStep = (emitter: Emitter, state: Tensors, at: Tensor): EmittedStep => {
    openViews(emitter, plan.views.parts, emitter.lower(state[plan.views.of]));
    const index = gather(perm, at);
    const drawn = (tensors: Tensors, pick: (tensor: Tensor) => Tensor) =>
      Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, pick(tensor)]));
    const step = plan.step(
      state,
      drawn(plan.columns, (column) => gather(column, index)),
      drawn(schedules, (schedule) => gather(schedule, at)),
    );
    const { proceed } = step;
    const reported = proceed ? { ...step.metrics, proceed: cast(proceed, "float32") } : step.metrics;
    metrics = Object.keys(reported);
    const next = Object.entries(state).map(
      ([name, before]) => [name, proceed ? where(proceed, step.state[name], before) : step.state[name]] as const,
    );
    return {
      state: Object.fromEntries(next.map(([name, tensor]) => [name, emitter.lower(tensor)])),
      metrics: emitter.lower(
        concat(
          Object.values(reported).map((metric) => reshape(metric, [1])),
          0,
        ),
      ),
      proceed: proceed && emitter.lower(proceed),
    };
  };

  const result = unroll
    ? emitUnrolled(outer, plan, unroll, emitStep)
    : emitLoop(outer, plan, emitStep, () => metrics.length);
  const outputs = Object.entries(plan.state).map(([name, tensor]) =>
    rename(outer, result.state[name], { ...portOf(tensor), name: `${name}Next` }),
  );
  outputs.push(rename(outer, result.metrics, { name: "metrics", shape: ["taken", metrics.length], type: "float32" }));
  return { model: modelOf(outer, given.map(portOf), outputs), metrics };
}

type EmitStep = (emitter: Emitter, state: Tensors, at: Tensor) => EmittedStep;

function emitLoop(outer: Emitter, plan: LoopPlan, emitStep: EmitStep, metrics: () => number): EmittedStep {
  const body = new Emitter(outer);
  const at = input("iteration", [], "int64");
  const condition = input("conditionIn", [], "bool");
  const state = Object.fromEntries(
    Object.entries(plan.state).map(([name, { shape, type }]) => [name, input(`${name}In`, shape, type)]),
  );
  const inputs = [at, condition, ...Object.values(state)];
  for (const tensor of inputs) body.bind(tensor, tensor.name as string);
  const step = emitStep(body, state, at);
  const outputs = [
    rename(body, step.proceed ?? "conditionIn", { name: "conditionOut", shape: [], type: "bool" }),
    ...Object.entries(plan.state).map(([name, tensor]) =>
      rename(body, step.state[name], { ...portOf(tensor), name: `${name}Out` }),
    ),
    rename(body, step.metrics, { name: "metricsOut", shape: [metrics()], type: "float32" }),
  ];
  const graph = {
    name: "step",
    node: body.nodes,
    input: inputs.map(portOf).map(valueInfo),
    output: outputs.map(valueInfo),
  };
  const count = outer.emit("Gather", [outer.emit("Shape", ["perm"]), outer.constant([0], [], "int64")]);
  const names = Object.keys(plan.state);
  const results = outer.emitMany("Loop", [count, outer.constant([1], [], "bool"), ...names], names.length + 1, {
    body: { graph },
  });
  return {
    state: Object.fromEntries(names.map((name, i) => [name, results[i]])),
    metrics: results[names.length],
    proceed: undefined,
  };
}

function emitUnrolled(outer: Emitter, plan: LoopPlan, unroll: number, emitStep: EmitStep): EmittedStep {
  let names: EmittedStep["state"] = Object.fromEntries(Object.keys(plan.state).map((name) => [name, name]));
  let going: string | undefined;
  const rows: string[] = [];
  for (let i = 0; i < unroll; i++) {
    const at = input(`step${i}`, [], "int64");
    outer.bind(at, outer.constant([i], [], "int64"));
    const before = names;
    const state = Object.fromEntries(
      Object.entries(plan.state).map(([name, { shape, type }]) => [name, input(`${name}${i}`, shape, type)]),
    );
    for (const [name, tensor] of Object.entries(state)) outer.bind(tensor, before[name]);
    const step = emitStep(outer, state, at);
    const earlier = going;
    names = earlier
      ? Object.fromEntries(
          Object.entries(step.state).map(([name, taken]) => [
            name,
            outer.emit("Where", [earlier, taken, before[name]]),
          ]),
        )
      : step.state;
    if (step.proceed) going = going ? outer.emit("And", [going, step.proceed]) : step.proceed;
    rows.push(outer.emit("Unsqueeze", [step.metrics, outer.int64s([0])]));
  }
  return { state: names, metrics: outer.emit("Concat", rows, { axis: 0 }), proceed: going };
}

/** GPUs can bind only a few buffers to a shader (WebGPU guarantees eight), so a wide split takes two levels. */
const mostPieces = 7;

/** Binds tensors to slices of a flat vector, which is split once. */
export function openViews(emitter: Emitter, parts: readonly Tensor[], flat: string): void {
  if (parts.length > mostPieces ** 2 || parts.length <= mostPieces) return bindPieces(emitter, parts, flat);
  const groups = Array.from({ length: Math.ceil(parts.length / mostPieces) }, (_, i) =>
    parts.slice(i * mostPieces, (i + 1) * mostPieces),
  );
  const sizes = groups.map((group) => group.reduce((sum, part) => sum + elementsOf(part), 0));
  const pieces = emitter.emitMany("Split", [flat, emitter.int64s(sizes)], groups.length, { axis: 0 });
  groups.forEach((group, i) => {
    bindPieces(emitter, group, pieces[i]);
  });
}

function bindPieces(emitter: Emitter, parts: readonly Tensor[], flat: string): void {
  const pieces = emitter.emitMany("Split", [flat, emitter.int64s(parts.map(elementsOf))], parts.length, { axis: 0 });
  parts.forEach((part, i) => {
    emitter.bind(
      part,
      part.shape.length === 1 ? pieces[i] : emitter.emit("Reshape", [pieces[i], emitter.reshapeTarget(part.shape)]),
    );
  });
}

const elementsOf = ({ shape }: Tensor) => sizeOfShape(shape as readonly number[]);

const portOf = ({ name, shape, type }: Tensor): Port => ({ name: name as string, shape, type });

/** Gives a result the name of the graph's output. */
function rename(emitter: Emitter, from: string, port: Port): Port {
  emitter.nodes.push({ opType: "Identity", input: [from], output: [port.name], attribute: [] });
  return port;
}
