import { box, choice, defineEnv, type Env, registry, snapshot } from "../../../src/core/index.ts";
import { hostOf } from "../host-of.ts";

/** A world that is quickly made and stepped, and slowly reset or saved. */
const slow = defineEnv({
  id: "test/slow-reset-v1",
  goal: "Count.",
  observation: box({ dtype: "float32", shape: [1] }),
  action: choice("count", "rest"),
  features: { count: "1" },
  params: { resetMs: 1 },
  maxSteps: 10_000,
  stepSeconds: 0,
  score: () => 0,
  create({ resetMs }, { row, observation, features }) {
    const count = new Float64Array(1);
    const show = () => {
      observation[0] = features.count[row] = count[0];
    };
    return {
      reset() {
        const until = performance.now() + resetMs;
        while (performance.now() < until);
        count[0] = 0;
        show();
      },
      step() {
        count[0]++;
        show();
      },
      terminated: () => false,
      ...snapshot(count),
    };
  },
});

export default hostOf(registry<Env>("env", import.meta.url, [slow]));
