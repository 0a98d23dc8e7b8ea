import {
  type BoundEnv,
  CodedError,
  type Env,
  type EnvChoice,
  type Registry,
  type RewardExpression,
  type VectorEnv,
} from "../../core/index.ts";
import type { Registries } from "../../run/registries.ts";
import { openScored } from "../../run/scored.ts";
import { openVector } from "../../vector/index.ts";
import { type Connection, connect } from "../../wire/client/connection.ts";
import { describeRemote } from "../../wire/client/describe-remote.ts";
import { openRemote } from "../../wire/client/remote-vector.ts";
import { columnNames } from "../../wire/messages.ts";
import type { LiveSetting } from "./setting.ts";

/** Worlds that are stepped now, here or on a server. */
export interface LiveWorlds {
  readonly env: BoundEnv;
  readonly vector: VectorEnv;
  readonly isRemote: boolean;
  /** The envs, as agents and recordings ask for them. */
  readonly envs: Registry<Env>;
  /** `[rows]` of the last step. */
  readonly rewards: Float64Array;
  readonly terms: { readonly [name: string]: Float64Array };
  /** The score of an episode that ended in the last step; NaN where nobody knows. */
  score(row: number): number;
  reset(seed: number): Promise<void>;
  step(): Promise<void>;
  close(): Promise<void>;
}

export interface LiveOptions {
  readonly registries: Pick<Registries, "envs" | "rewards" | "transforms" | "files">;
  readonly setting: Pick<LiveSetting, "env" | "reward" | "server" | "worlds">;
  /** Called with a sentence when a connection is lost and when it is back. */
  onNotice(notice: string): void;
}

/** @throws what opening envs, rewards and connections throws */
export async function openLiveWorlds({ registries, setting, onNotice }: LiveOptions): Promise<LiveWorlds> {
  const { env, reward, server, worlds } = setting;
  return server
    ? overWire({ registries, env, reward, server, worlds, onNotice })
    : here({ registries, env, reward, worlds });
}

interface Wanted {
  readonly registries: LiveOptions["registries"];
  readonly env: EnvChoice;
  readonly reward: RewardExpression | null;
  readonly worlds: number;
}

async function here({ registries, env, reward, worlds }: Wanted): Promise<LiveWorlds> {
  const scored = await openScored({
    registries,
    env,
    ...(reward !== null && { reward }),
    worlds,
    learn: false,
    open: (options) => openVector({ ...options, capture: { ...options.capture, goals: true, finalPoses: true } }),
  });
  const { vector } = scored;
  return {
    env: vector.env,
    vector,
    isRemote: false,
    envs: registries.envs,
    rewards: scored.rewards,
    terms: scored.terms,
    score: (row) => scored.ended.scores[row],
    reset: (seed) => scored.reset(seed),
    step: () => scored.step(),
    close: () => scored.close(),
  };
}

type Remote = Wanted & {
  readonly server: { readonly url: string; readonly token?: string };
  onNotice(notice: string): void;
};

async function overWire({ registries, env, reward, server, worlds, onNotice }: Remote): Promise<LiveWorlds> {
  const connection: Connection = await connect(server.url, { token: server.token, onNotice });
  try {
    const described = await describeRemote(connection, env.id, env.params ?? {});
    const opening = { connection, env, worlds, ...(reward !== null && { reward }), capture: { goals: true } };
    let vector = await openRemote({ ...opening, columns: [...columnNames, "poses"] });
    if (!(await isDescribed(vector))) {
      await vector.close();
      vector = await openRemote(opening);
    }
    return {
      env: vector.env,
      vector,
      isRemote: true,
      envs: { ...registries.envs, find: async (id) => (id === env.id ? described : registries.envs.find(id)) },
      rewards: vector.rewards,
      terms: vector.terms,
      score: (row) => vector.scores[row],
      reset: (seed) => vector.reset(seed),
      step: () => vector.step(),
      async close() {
        await vector.close();
        connection.close();
      },
    };
  } catch (thrown) {
    connection.close();
    throw thrown;
  }
}

/** Whether worlds have a scene, whose poses then come with every step. */
async function isDescribed(vector: VectorEnv): Promise<boolean> {
  try {
    await vector.reset(0);
    return true;
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.code === "env/unsupported") return false;
    throw thrown;
  }
}
