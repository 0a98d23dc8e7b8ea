import { existsSync } from "node:fs";
import { bindEnv, box, defineEnv, defineReward, type Env, registry, snapshot } from "../../../src/core/index.ts";
import { openScored } from "../../../src/run/index.ts";
import type { Host } from "../../../src/wire/server/index.ts";

const never = new Int32Array(new SharedArrayBuffer(4));

/** A world that counts its steps; a step with a positive action waits until the file exists that `gate` names. */
const drowsy = defineEnv({
  id: "test/drowsy-v1",
  goal: "Count.",
  observation: box({ dtype: "float64", shape: [1], low: 0, high: [Number.POSITIVE_INFINITY] }),
  action: box({ dtype: "float32", shape: [1], low: -1, high: 1 }),
  features: { count: "1" },
  params: { gate: "" },
  maxSteps: 1000,
  stepSeconds: 0,
  score: () => 0,
  create({ gate }, { row, action, observation, features }) {
    const count = new Float64Array(1);
    const show = () => {
      features.count[row] = count[0];
      (observation as Float64Array)[0] = count[0];
    };
    return {
      reset() {
        count[0] = 0;
        show();
      },
      step() {
        while (gate !== "" && (action as Float32Array)[row] > 0 && !existsSync(gate)) Atomics.wait(never, 0, 0, 1);
        count[0]++;
        show();
      },
      terminated: () => false,
      ...snapshot(count),
    };
  },
});

/** The count, but for the third step, which it cannot score. */
const picky = defineReward({
  id: "test/picky-v1",
  summary: "The count, but for 3.",
  inputs: { features: ["count"] },
  params: {},
  create: () => ({
    evaluate({ features: { count } }, out) {
      for (let row = 0; row < out.length; row++) out[row] = count[row] === 3 ? Number.NaN : count[row];
    },
  }),
});

const registries = {
  envs: registry<Env>("env", import.meta.url, [drowsy]),
  rewards: registry("reward", import.meta.url, [picky]),
  transforms: registry("transform", import.meta.url, []),
};

export default {
  list: async () => ({ envs: [], rewards: [], transforms: [] }),
  describe: async ({ id, params }) => bindEnv(await registries.envs.find(id), params),
  customary: () => "test/picky-v1",
  open: (wish) => openScored({ registries, ...wish }),
} satisfies Host;
