import { lazy, registry } from "../../../src/core/index.ts";
import { registries } from "../../registries.ts";
import { gait } from "./gait.ts";
import { sums } from "./sums.ts";

/** Everything that comes with the package, and the small worlds of these experiments. */
export const envs = registry("env", import.meta.url, [
  ...registries.envs.entries,
  lazy(gait.id, async () => gait),
  lazy(sums.id, async () => sums),
]);
export const known = { ...registries, envs };
