import type { Decision, RewardInputs } from "../../../src/core/index.ts";
import { collector, openVector } from "../../../src/vector/index.ts";
import { ratePerSecond } from "../../bench/entry.ts";
import { shapes } from "./nle-shape.ts";

const worlds = 64;
const steps = 16;

const vector = await openVector({ envs: shapes, env: { id: "bench/nle-shape-v1" }, worlds });
await vector.reset(1);
const decision: Decision = { actions: new Float32Array(worlds), state: new Float32Array(0) };
const actor = { stateSize: 0, rolloutSteps: steps, act: async () => decision };

/** Microseconds per step of one world. */
const collecting = async (inputs: RewardInputs) => {
  const collected = collector(vector, actor, inputs);
  const rate = await ratePerSecond(async (times) => {
    for (let i = 0; i < times; i++) await collected.collect();
  });
  return 1e6 / (rate * steps * worlds);
};

const stepping =
  1e6 /
  (worlds *
    (await ratePerSecond(async (times) => {
      for (let i = 0; i < times; i++) await vector.step();
    })));
const plain = await collecting({});
const flattened = (await collecting({ observations: true })) - plain;
const source = new Uint8Array(17_000 * worlds * 4);
const target = new Uint8Array(17_000 * worlds * steps);
let at = 0;
const copying =
  1e6 /
  (worlds *
    (await ratePerSecond(async (times) => {
      for (let i = 0; i < times; i++) {
        target.set(source.subarray(0, 17_000 * worlds), at);
        at = (at + 17_000 * worlds) % target.length;
      }
    })));
console.log(JSON.stringify({ stepping, collecting: plain, flattened, copying }));
