import { type Activation, input, type ParameterList, type Tensor } from "../../src/autodiff/index.ts";
import { type Leaf, leavesOf, type Space } from "../../src/core/index.ts";
import type { Crops } from "./crop.ts";
import { encoderOf, isNormalized, type Normalizer } from "./encoders.ts";
import type { Head } from "./heads.ts";
import { beside, dense, denses, gains } from "./layers.ts";
import type { EncodedList } from "./list-encoder.ts";
import { gruWeights, remember } from "./memory.ts";
import { observedPart, placesOf, valueOnlyParts } from "./observed.ts";

export interface NetworkOptions {
  readonly hidden: readonly number[];
  readonly activation: Activation;
  /** One trunk for policy and values, or one each. */
  readonly shared: boolean;
  /** Size of a gated recurrent memory behind the trunk, which is then shared; 0 for none. */
  readonly memory: number;
  readonly normalizeObservations: boolean;
  /** Paths of what it sees of the observation; all of it where none is named. */
  readonly observe: readonly string[];
  /** Paths of what values read and the policy does not. */
  readonly valueOnly: readonly string[];
  /** Maps that it sees cropped, by path. */
  readonly crops: Crops;
  /** How many returns it values, each of its own rewards. */
  readonly valueSize: number;
}

/** What the network reads, as tensors; rows are `[n, ...]`. */
export interface NetworkInputs {
  /** One for each of the network's leaves, in its own element type. */
  readonly leaves: readonly Tensor[];
  /** Memory before the first of the rows' steps, `[n / length, memory]`. */
  readonly memory?: Tensor;
  /** `[n, 1]`, 1 where a row begins an episode. */
  readonly starts?: Tensor;
  /** Steps in sequence: rows are steps x sequences, time-major. */
  readonly length: number;
}

export interface NetworkOutputs {
  /** `[n, head.size]`: what the head's distribution is made of. */
  readonly policy: Tensor;
  /** `[n, valueSize]` */
  readonly value: Tensor;
  readonly memory?: Tensor;
}

/** An actor and a critic over any observation space. */
export interface Network {
  /** What it sees. */
  readonly leaves: readonly Leaf[];
  /** Where these leaves stand among all those of the observation. */
  readonly places: readonly number[];
  /** Paths of the leaves that the policy does not read. */
  readonly valueOnly: ReadonlySet<string>;
  readonly valueSize: number;
  /** Graph inputs besides rows: what observations are normalised with, `[size]` for every numeric leaf. */
  readonly normalizers: readonly Normalizer[];
  forward(inputs: NetworkInputs): NetworkOutputs;
}

/** @throws `params/invalid` for an `observe` that names what is not there */
export function network(observation: Space, head: Head, list: ParameterList, options: NetworkOptions): Network {
  const observed = observedPart(observation, options.observe);
  const leaves = leavesOf(observed);
  const normalizers = new Map<string, Normalizer>();
  leaves.forEach((leaf, i) => {
    const size = [leaf.size / (leaf.list?.most ?? 1)];
    if (options.normalizeObservations && isNormalized(leaf))
      normalizers.set(leaf.path, { mean: input(`mean${i}`, size), deviation: input(`deviation${i}`, size) });
  });
  const seen = valueOnlyParts(observed, options.valueOnly);
  const parts = { parameters: list, normalizers, crops: options.crops };
  const encoder = encoderOf(seen.policy, parts);
  const aside = seen.values && encoderOf(seen.values, parts);
  const { hidden, activation } = options;
  const recurrent = options.memory > 0;
  const trunk = (name: string, width: number) => denses(name, width, hidden, activation, list);
  const actor = trunk("actor", encoder.width);
  const critic = options.shared || recurrent ? undefined : trunk("critic", encoder.width + (aside ? aside.width : 0));
  const last = hidden.at(-1) ?? encoder.width;
  const cell = recurrent ? gruWeights(last, options.memory, list) : undefined;
  const policy = dense("policy", cell ? options.memory : last, head.outputs, gains.policy, list);
  const value = dense("value", cell ? options.memory : last, options.valueSize, gains.value, list);
  return {
    leaves,
    places: placesOf(observed, observation),
    valueOnly: new Set(seen.values && leavesOf(seen.values).map(({ path }) => path)),
    valueSize: options.valueSize,
    normalizers: [...normalizers.values()],
    forward({ leaves: given, memory, starts, length }) {
      const lists = new Map<string, EncodedList>();
      const byPath = new Map(leaves.map(({ path }, i) => [path, given[i]]));
      const encoded = encoder.encode(byPath, lists);
      const shared = actor(encoded);
      if (!cell || !memory || !starts)
        return {
          policy: head.score(policy(shared), lists),
          value: value(critic ? critic(aside ? beside([encoded, aside.encode(byPath, lists)]) : encoded) : shared),
        };
      const { outputs, last: after } = remember(shared, memory, starts, length, cell);
      return { policy: head.score(policy(outputs), lists), value: value(outputs), memory: after };
    },
  };
}
