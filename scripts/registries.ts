import { agents } from "../agents/index.ts";
import { envs } from "../envs/index.ts";
import { rewards, transforms } from "../rewards/index.ts";

/** All plug-ins of this package. */
export const registries = { envs, rewards, transforms, agents };
