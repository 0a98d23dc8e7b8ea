import type { Env, Params } from "../../core/index.ts";
import { definitionOf, type EnvDescription } from "../describe.ts";
import type { Connection } from "./connection.ts";
import { reading } from "./reading.ts";

/** An env whose code only the server has, bound to these params. @throws `registry/unknown`, `params/invalid`, `wire/frame` */
export async function describeRemote(connection: Connection, env: string, params: Params): Promise<Env> {
  const described = (await connection.ask("describe", { env, params })) as unknown as EnvDescription;
  return reading("a description", () => definitionOf(described));
}
