import {
  arraysOf,
  bindEnv,
  type Device,
  type EnvChoice,
  isLearner,
  type Params,
  type Policy,
  type VectorEnv,
} from "../../core/index.ts";
import type { Registries } from "../../run/registries.ts";
import { policyInputs } from "../../vector/policy-inputs.ts";

/** Somebody who acts in all worlds of a vector. */
export interface Acting {
  /** Writes the actions of the next step. */
  decide(): Promise<void>;
  /** Call after a step, and after a reset of all worlds. */
  settled(wasReset: boolean): void;
  close(): Promise<void>;
}

/** Lets a policy act. It owns the policy. */
export function acting(vector: VectorEnv, policy: Policy): Acting {
  const { rows, env } = vector;
  const starts = new Uint8Array(rows).fill(1);
  const state = new Float32Array(rows * policy.stateSize);
  const look = policy.inputs && policyInputs(vector, policy.inputs);
  const given = arraysOf(vector.actions);
  const forget = (row: number) => {
    starts[row] = 1;
    state.fill(0, row * policy.stateSize, (row + 1) * policy.stateSize);
  };
  const view = { rows, observations: vector.observations, masks: vector.masks, starts, state };
  return {
    async decide() {
      const decision = await policy.act(look ? { ...view, ...(await look()) } : view, "exploit");
      for (const [i, array] of arraysOf(decision.actions).entries()) given[i].set(array as never);
      state.set(decision.state);
    },
    settled(wasReset) {
      starts.fill(0);
      if (wasReset) for (let row = 0; row < rows; row++) forget(row);
      else for (let i = 0; i < vector.ended; i++) forget(vector.endedRows[i]);
      if (env.seats > 1) for (let row = 0; row < rows; row++) if (!vector.present[row]) forget(row);
    },
    close: async () => policy.close?.(),
  };
}

/** An agent that needs no training. @throws `agent/unsupported`, `registry/unknown` */
export async function untrained(
  id: string,
  {
    registries,
    env: choice,
    params,
    seats,
    seed,
  }: {
    readonly registries: Pick<Registries, "envs" | "agents">;
    readonly env: EnvChoice;
    readonly params: Params;
    readonly seats: number;
    readonly seed: number;
  },
): Promise<Policy> {
  const env = bindEnv(await registries.envs.find(choice.id), choice.params);
  const agent = await registries.agents.find(id);
  const { observation, action, maskSize } = env;
  const device: Device = "cpu";
  const host = { env: env.id, observation, action, maskSize, seats, seed, device };
  const policy = await agent.create({ ...agent.params, ...params } as never, host);
  if (isLearner(policy)) throw new Error(`${id} needs training`);
  return policy;
}
