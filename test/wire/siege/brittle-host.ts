import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { BrokenThread, box, choice, defineEnv, type Env, registry, snapshot } from "../../../src/core/index.ts";
import { hostOf } from "../host-of.ts";

/** A world of a mebibyte that ends its thread when it is made, as often as a file says. */
const lethal = defineEnv({
  id: "test/lethal-v1",
  goal: "Be made.",
  observation: box({ dtype: "float32", shape: [1] }),
  action: choice("go"),
  features: { count: "1" },
  params: { file: "" },
  maxSteps: 100,
  stepSeconds: 0,
  score: () => 0,
  create({ file }) {
    const left = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
    if (left > 0) {
      writeFileSync(file, String(left - 1));
      throw new BrokenThread("this world", undefined);
    }
    return {
      reset: () => undefined,
      step: () => undefined,
      terminated: () => false,
      ...snapshot(new Uint8Array(2 ** 20)),
    };
  },
});

/** A world that counts, by 13 with action 1, and refuses to be loaded where it has counted to 13. */
const superstitious = defineEnv({
  id: "test/superstitious-v1",
  goal: "Count.",
  observation: box({ dtype: "float32", shape: [1] }),
  action: choice("one", "thirteen"),
  features: { count: "1" },
  params: {},
  maxSteps: 10_000,
  stepSeconds: 0,
  score: () => 0,
  create(_, { row, action, observation, features }) {
    const count = new Float64Array(1);
    const { save, load } = snapshot(count);
    const show = () => {
      observation[0] = features.count[row] = count[0];
    };
    return {
      reset() {
        count[0] = 0;
        show();
      },
      step() {
        count[0] += action[0] === 1 ? 13 : 1;
        show();
      },
      terminated: () => false,
      save,
      load(bytes: Uint8Array) {
        load(bytes);
        if (count[0] === 13) throw new Error("not this one");
        show();
      },
    };
  },
});

export default hostOf(registry<Env>("env", import.meta.url, [lethal, superstitious]));
