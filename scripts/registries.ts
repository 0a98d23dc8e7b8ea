import { agents } from "../agents/index.ts";
import { envs } from "../envs/index.ts";
import { rewards, transforms } from "../rewards/index.ts";
import { diskFiles } from "../src/record/index.ts";
import { presets } from "./zoo/index.ts";

/** Everything that comes with this package, and what is known to suit. */
export const registries = { envs, rewards, transforms, agents, presets, files: diskFiles };
