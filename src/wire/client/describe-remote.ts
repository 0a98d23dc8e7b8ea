import type { Env, Params } from "../../core/index.ts";
import { definitionOf, type EnvDescription } from "../describe.ts";
import type { Connection } from "./connection.ts";

/** An env that only a server has, as it is with these params. @throws `registry/unknown`, `params/invalid` */
export const describeRemote = async (connection: Connection, env: string, params: Params): Promise<Env> =>
  definitionOf((await connection.ask("describe", { env, params })) as unknown as EnvDescription);
