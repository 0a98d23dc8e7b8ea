import { registry } from "../src/core/index.ts";
import { ppo } from "./ppo/ppo.ts";
import { random } from "./random.ts";
import { scripted } from "./scripted.ts";

/** All agents. */
export const agents = registry("agent", import.meta.url, [ppo, random, scripted]);
