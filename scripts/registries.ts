import { agents } from "../agents/index.ts";
import { envs } from "../envs/index.ts";
import { rewards, transforms } from "../rewards/index.ts";

/** Everything that comes with this package. */
export const registries = { envs, rewards, transforms, agents };
