import { type CompiledLoop, openSession, type Session, type Value, value } from "../src/autodiff/index.ts";
import { fail, type Packable, pack, type RewardHost, unpack } from "../src/core/index.ts";

/** Weights and the optimiser's state by name, as `compileTraining` names them. */
export type NetworkState = { readonly [name: string]: Float32Array };

/** A network that is looked at and trained. */
export interface TrainedNetwork {
  state: NetworkState;
  /** Runs the model that looks: its inputs but for the weights. */
  look(inputs: { readonly [name: string]: Value }): ReturnType<Session["run"]>;
  /**
   * Takes gradient steps on columns of rows, each on a minibatch of `perm`.
   * @returns the mean of each metric
   */
  train(
    columns: { readonly [name: string]: Value },
    perm: Int32Array,
    minibatch: number,
    learningRate: number,
  ): Promise<{ readonly [metric: string]: number }>;
  close(): Promise<void>;
}

/**
 * Opens a network. `look` takes its weights as `flat`. What learns is opened for the first lesson, so that whoever only scores
 * goes without; where the agent learns meanwhile it has a thread of its own.
 */
export async function openNetwork(
  look: Uint8Array,
  training: CompiledLoop,
  state: NetworkState,
  { overlap = false, threads = 1 }: Pick<RewardHost, "overlap"> & { readonly threads?: number } = {},
): Promise<TrainedNetwork> {
  const looking = await openSession(look, { threads });
  let learning: Promise<Session> | undefined;
  const network: TrainedNetwork = {
    state,
    look: (inputs) => looking.run({ ...inputs, flat: value(network.state.flat, [network.state.flat.length]) }),
    async train(columns, perm, minibatch, learningRate) {
      const steps = perm.length / minibatch;
      const weights = Object.entries(network.state).map(
        ([name, array]) => [name, value(array, array.length === 1 ? [] : [array.length])] as const,
      );
      learning ??= openSession(training.model, { threads, aside: overlap });
      const results = await (await learning).run({
        ...columns,
        ...Object.fromEntries(weights),
        perm: value(perm, [steps, minibatch]),
        rate: value(new Float32Array(steps).fill(learningRate), [steps]),
      });
      network.state = Object.fromEntries(weights.map(([name]) => [name, results[`${name}Next`].slice()]));
      return meansOf(results.metrics, training.metrics);
    },
    async close() {
      await looking.close();
      await (await learning)?.close();
    },
  };
  return network;
}

function meansOf(metrics: Float32Array, names: readonly string[]): { [metric: string]: number } {
  const means: { [metric: string]: number } = {};
  const steps = metrics.length / names.length;
  names.forEach((name, i) => {
    let sum = 0;
    for (let at = i; at < metrics.length; at += names.length) sum += metrics[at];
    means[name] = sum / steps;
  });
  return means;
}

/** What a reward keeps of what it has learned, besides its network. */
export interface Knowledge {
  readonly network: TrainedNetwork;
  /** Everything else that it saves; and takes back, where it may throw. */
  save(): { readonly [name: string]: Packable };
  restore(saved: { readonly [name: string]: Packable }): void;
}

/**
 * The knowledge of a reward whose network can be opened only once the size of a row is known. Until something is learned
 * it saves nothing, so that scoring changes nothing.
 * @param what it is, in words, for messages
 */
export function knowledgeOnceOpen<K extends Knowledge>(what: string, open: (size: number) => Promise<K>) {
  let opened: Promise<K> | undefined;
  let loaded: Uint8Array | undefined;
  let hasLearned = false;

  function restore({ network, ...rest }: K, bytes: Uint8Array): void {
    const { state, ...saved } = (unpack(bytes, what) ?? {}) as { readonly [name: string]: Packable };
    if (state === undefined) return; // saved before it had learned anything
    const found = state as unknown as NetworkState;
    for (const [name, { length }] of Object.entries(network.state))
      if (!(found?.[name] instanceof Float32Array && found[name].length === length))
        fail("file/corrupt", { given: `${what}, of another size`, expected: `${length} numbers of ${name}` });
    rest.restore(saved);
    network.state = found;
    hasLearned = true;
  }

  return {
    /** @param size of a row, the same in every call */
    ready: (size: number): Promise<K> =>
      (opened ??= open(size).then((fresh) => {
        if (loaded) restore(fresh, loaded);
        return fresh;
      })),
    /** Call once something was learned. */
    learned(): void {
      hasLearned = true;
    },
    abilities: {
      async save(): Promise<Uint8Array> {
        if (!opened || !hasLearned) return loaded ?? pack({});
        const knowledge = await opened;
        return pack({ ...knowledge.save(), state: { ...knowledge.network.state } });
      },
      async load(bytes: Uint8Array): Promise<void> {
        loaded = bytes.slice();
        if (opened) restore(await opened, loaded);
      },
      async close(): Promise<void> {
        if (opened) await (await opened).network.close();
      },
    },
  };
}
