import { box, choice, defineEnv, type Env, registry, snapshot } from "../../src/core/index.ts";
import { hostOf } from "./host-of.ts";

/** A world that counts, is slow with action 1, and never comes back from action 2. */
const hanging = defineEnv({
  id: "test/hanging-v1",
  goal: "Count.",
  observation: box({ dtype: "float32", shape: [1] }),
  action: choice("count", "dawdle", "hang"),
  features: { count: "1" },
  params: { dawdleMs: 30 },
  maxSteps: 10_000,
  stepSeconds: 0,
  score: () => 0,
  create({ dawdleMs }, { row, action, observation, features }) {
    const count = new Float64Array(1);
    const show = () => {
      observation[0] = features.count[row] = count[0];
    };
    return {
      reset() {
        count[0] = 0;
        show();
      },
      step() {
        const until = performance.now() + (action[0] === 2 ? Number.POSITIVE_INFINITY : action[0] * dawdleMs);
        while (performance.now() < until);
        count[0]++;
        show();
      },
      terminated: () => false,
      ...snapshot(count),
    };
  },
});

export default hostOf(registry<Env>("env", import.meta.url, [hanging]));
