import { lazy, registry } from "../src/core/index.ts";

export { openExported } from "./exported.ts";

/** All agents. */
export const agents = registry("agent", import.meta.url, [
  lazy("learner/ppo-v1", async () => (await import("./ppo/ppo.ts")).ppo),
  lazy("learner/sac-v1", async () => (await import("./sac/sac.ts")).sac),
  lazy("learner/cloning-v1", async () => (await import("./cloning/cloning.ts")).cloning),
  lazy("baseline/random-v1", async () => (await import("./random.ts")).random),
  lazy("baseline/scripted-v1", async () => (await import("./scripted.ts")).scripted),
]);
