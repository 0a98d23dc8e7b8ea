import { lazy, registry } from "../../../src/core/index.ts";
import { registries } from "../../registries.ts";
import { errand } from "./errand.ts";
import { gait } from "./gait.ts";
import { letter } from "./letter.ts";
import { sums } from "./sums.ts";

/** Everything that comes with the package, and the small worlds of these experiments. */
export const envs = registry("env", import.meta.url, [
  ...registries.envs.entries,
  lazy(gait.id, async () => gait),
  lazy(errand.id, async () => errand),
  lazy(letter.id, async () => letter),
  lazy(sums.id, async () => sums),
]);
export const known = { ...registries, envs };
