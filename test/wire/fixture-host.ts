import type { Env, Registry } from "../../src/core/index.ts";
import { envs } from "../fixtures/worlds.ts";
import { hostOf } from "./host-of.ts";

/** Serves the fixture worlds. */
export default hostOf(envs as Registry<Env>);
