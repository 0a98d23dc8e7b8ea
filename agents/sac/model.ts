import { type ParameterList, parameterList, reshape, slice, type Tensor } from "../../src/autodiff/index.ts";
import { type AgentHost, type Box, fail, isBounded, type Leaf, leavesOf, product } from "../../src/core/index.ts";
import { type Encoder, encoderOf } from "../networks/encoders.ts";
import { beside, dense, denses, gains } from "../networks/layers.ts";
import type { EncodedList } from "../networks/list-encoder.ts";
import { observedPart, placesOf } from "../networks/observed.ts";
import type { Settings } from "./settings.ts";
import { boundedLogStd, type Squashed } from "./squashed.ts";

/** Tensors of an observation's leaves, in order. */
export type Observed = readonly Tensor[];

/** From observations `[n, ...]` and actions in (-1, 1) `[n, size]` to a value `[n, 1]`. */
export type Critic = (observed: Observed, action: Tensor) => Tensor;

/** The networks of SAC, described once: an actor, two critics, and the temperature. */
export interface SacModel {
  /** Leaves that the networks see, and where they stand among those of the observation. */
  readonly leaves: readonly Leaf[];
  readonly places: readonly number[];
  readonly actionSize: number;
  /** Parameters in the order of the flat vector: actor, critics, temperature. */
  readonly tensors: readonly Tensor[];
  readonly actorTensors: readonly Tensor[];
  readonly criticTensors: readonly Tensor[];
  /** Where critics begin and end in the flat vector. */
  readonly criticsAt: readonly [begin: number, end: number];
  readonly logTemperature: Tensor;
  readonly parameters: ReturnType<ParameterList["done"]>;
  actor(observed: Observed): Squashed;
  readonly critics: readonly Critic[];
  /** The same critics with the weights of a vector of their own, such as the targets'. */
  criticsWith(weights: Tensor): readonly Critic[];
}

/** @throws `agent/unsupported` for actions that are no bounded box */
export function describeSac({ observation, action }: Pick<AgentHost, "observation" | "action">, settings: Settings) {
  const box = requireBox(action);
  const observed = observedPart(observation, settings.observe);
  const leaves = leavesOf(observed);
  const actionSize = product(box.shape);
  const list = parameterList();
  const encoder = (parameters: ParameterList) => encoderOf(observed, { parameters, normalizers: new Map(), crops: {} });
  const encode = ({ encode }: Encoder, given: Observed) =>
    encode(new Map(leaves.map(({ path }, i) => [path, given[i]])), new Map<string, EncodedList>());

  const actorList = named(list, "actor");
  const seen = encoder(actorList);
  const trunk = denses("trunk", seen.width, settings.hidden, settings.activation, actorList);
  const last = dense("last", settings.hidden.at(-1) ?? seen.width, 2 * actionSize, gains.policy, actorList);

  const describeCritic = (parameters: ParameterList): Critic => {
    const judged = encoder(parameters);
    const hidden = denses("trunk", judged.width + actionSize, settings.hidden, settings.activation, parameters);
    const value = dense("value", settings.hidden.at(-1) ?? judged.width + actionSize, 1, gains.value, parameters);
    return (given, taken) => value(hidden(beside([encode(judged, given), taken])));
  };
  const criticList = recording(list);
  const critics = ["first", "second"].map((name) => describeCritic(named(criticList, name)));
  const logTemperature = list.parameter("logTemperature", [1], {
    kind: "constant",
    value: Math.log(settings.temperature),
  });
  const parameters = list.done();
  const begin = parameters.offsetOf(criticList.tensors[0]);
  const model: SacModel = {
    leaves,
    places: placesOf(observed, observation),
    actionSize,
    tensors: parameters.tensors,
    actorTensors: parameters.tensors.slice(0, parameters.tensors.indexOf(criticList.tensors[0])),
    criticTensors: criticList.tensors,
    criticsAt: [begin, parameters.offsetOf(logTemperature)],
    logTemperature,
    parameters,
    actor(given) {
      const out = last(trunk(encode(seen, given)));
      const half = (i: number) => slice(out, 1, i * actionSize, (i + 1) * actionSize);
      return { mean: half(0), logStd: boundedLogStd(half(1)) };
    },
    critics,
    criticsWith(weights) {
      const parts = sliced(weights);
      return ["first", "second"].map((name) => describeCritic(named(parts, name)));
    },
  };
  return model;
}

/** A list that keeps what is declared through it. */
function recording(list: ParameterList): ParameterList & { readonly tensors: Tensor[] } {
  const tensors: Tensor[] = [];
  return {
    ...list,
    tensors,
    parameter(...declared) {
      tensors.push(list.parameter(...declared));
      return tensors[tensors.length - 1];
    },
  };
}

/** A list whose parameters are parts of a vector, one after another. */
function sliced(vector: Tensor): ParameterList {
  let at = 0;
  return {
    parameter(_, shape) {
      const size = product(shape);
      at += size;
      return reshape(slice(vector, 0, at - size, at), shape);
    },
    done: () => fail("agent/unsupported", { given: "a list of parts", expected: "one of parameters" }),
  };
}

const named = (list: ParameterList, prefix: string): ParameterList => ({
  ...list,
  parameter: (name, shape, start) => list.parameter(`${prefix}.${name}`, shape, start),
});

export function requireBox(space: AgentHost["action"]): Box {
  if (space.type === "box" && space.dtype.startsWith("float") && isBounded(space)) return space;
  return fail("agent/unsupported", {
    given: `actions of type ${space.type}${space.type === "box" ? " without bounds, or of whole numbers" : ""}`,
    expected: "a box of floats with two finite bounds everywhere",
    fix: "learner/ppo-v1 learns any actions.",
  });
}
