import { WebSocket } from "ws";
import { type Env, fail, type Lazy, type Params, registry } from "../src/core/index.ts";
import { readWhole } from "../src/record/index.ts";
import type { Registries, TrainOptions } from "../src/run/index.ts";
import { type Connection, connect, describeRemote, openRemote, type SocketKind } from "../src/wire/client/index.ts";
import { registries } from "./registries.ts";

export interface ServerFlags {
  readonly env?: string;
  readonly server?: string;
  readonly tokenFile?: string;
  readonly watchable?: boolean;
}

/** Where worlds live: in this process, or on a server. */
export interface Place {
  /** The env's id, without the server's address. */
  readonly env: string | undefined;
  readonly registries: Registries;
  readonly open?: TrainOptions["open"];
}

export interface PlaceOptions {
  /** Params of an env that only the server knows. */
  readonly params?: Params;
  /** The env of a run, used if no flag names one. */
  readonly recordedEnv?: string;
}

/**
 * Reads `--env ws://host:7447/family/name-v1` and `--server ws://host:7447`, and runs a function while connected to that
 * server.
 * @throws `cli/usage`, `wire/unreachable`
 */
export async function atPlace<T>(
  flags: ServerFlags,
  { params = {}, recordedEnv }: PlaceOptions,
  run: (place: Place) => Promise<T>,
): Promise<T> {
  const [, inEnv, named] = /^(wss?:\/\/[^/]+)\/(.+)$/.exec(flags.env ?? "") ?? [];
  const server = inEnv ?? flags.server;
  const env = named ?? flags.env;
  if (server === undefined) {
    if (flags.tokenFile !== undefined)
      fail("cli/usage", { given: "--token-file without a server", expected: "--server, or --env ws://host:port/id" });
    if (flags.watchable)
      fail("cli/usage", {
        given: "--watchable without a server",
        expected: "--server, or --env ws://host:port/id: worlds of this process are seen by nobody else",
      });
    return run({ env, registries });
  }
  if (inEnv !== undefined && flags.server !== undefined)
    fail("cli/usage", { given: "--server, and --env on a server", expected: "the address once" });
  if (!/^wss?:\/\/[^/]+\/?$/.test(server))
    fail("cli/usage", { given: `--server ${server}`, expected: "an address such as ws://127.0.0.1:7447" });
  const token = flags.tokenFile === undefined ? undefined : await readToken(flags.tokenFile);
  const connection = await connect(server, {
    token,
    socket: WebSocket as unknown as SocketKind,
    onNotice: (notice) => console.error(notice),
  });
  const asked = env ?? recordedEnv;
  try {
    return await run({
      env,
      registries: asked === undefined ? registries : await withRemote(connection, asked, params),
      open: async ({ env: choice, worlds, group, capture, onFault }) => {
        const known: Env | undefined = registries.envs.has(choice.id)
          ? await registries.envs.find(choice.id)
          : undefined;
        const { watchable } = flags;
        return openRemote({ connection, env: choice, worlds, group, capture, known, onFault, watchable });
      },
    });
  } finally {
    connection.close();
  }
}

/** The registries with an env that only the server has. */
async function withRemote(connection: Connection, id: string, params: Params): Promise<Registries> {
  if (registries.envs.has(id)) return registries;
  const remote = await describeRemote(connection, id, params);
  return {
    ...registries,
    envs: registry<Env | Lazy<Env>>("env", registries.envs.source, [...registries.envs.entries, remote]),
  };
}

/** The token in the first line of a file. @throws `cli/usage` if it is too short */
export async function readToken(path: string): Promise<string> {
  const [token = ""] = new TextDecoder().decode(await readWhole(path, "a token")).split("\n");
  if (!/^\S{16,}$/.test(token.trim()))
    fail("cli/usage", {
      given: `a token of ${token.trim().length} letters in ${path}`,
      expected: "at least 16 letters without spaces, in the first line",
      fix: "Make one with `openssl rand -hex 32 > token`.",
    });
  return token.trim();
}
