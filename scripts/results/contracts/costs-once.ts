import { arraysOf, type RewardInputs } from "../../../src/core/index.ts";
import { collector, openVector } from "../../../src/vector/index.ts";
import { ratePerSecond } from "../../bench/entry.ts";
import { shapes } from "./nle-shape.ts";

// Prints what a step of a world with observations of 17 kB costs. It also runs on the code before, so it gives the actor
// whatever either side asks for.

const worlds = 64;
const steps = 16;
const inputs = JSON.parse(process.argv[2] ?? "{}") as { readonly [name: string]: RewardInputs };

const vector = await openVector({ envs: shapes, env: { id: "bench/nle-shape-v1" }, worlds });
await vector.reset(1);
const none = new Float32Array(0);
const zeros = new Float32Array(worlds);
const decision = { actions: new Float32Array(worlds), state: none, latents: none, logProbs: zeros, values: zeros };
const actor = {
  stateSize: 0,
  latentSize: 0,
  rolloutSteps: steps,
  act: async () => decision,
  values: async () => zeros,
};

/** Microseconds per step of one world. */
const microseconds = async (work: () => Promise<unknown>, stepsEach: number) =>
  1e6 /
  (worlds *
    stepsEach *
    (await ratePerSecond(async (times) => {
      for (let i = 0; i < times; i++) await work();
    })));

const collecting = (asked: RewardInputs) => {
  const collected = collector(vector, actor, asked);
  return microseconds(() => collected.collect(), steps);
};

const bytes = arraysOf(vector.observations).reduce((sum, { byteLength }) => sum + byteLength, 0);
const source = new Uint8Array(bytes);
const target = new Uint8Array(bytes * steps);
let place = 0;
const copying = await microseconds(async () => {
  target.set(source, place * bytes);
  place = (place + 1) % steps;
}, 1);
const stepping = await microseconds(() => vector.step(), 1);
const plain = await collecting({});
const rewards: { [name: string]: number } = {};
for (const [name, asked] of Object.entries(inputs)) rewards[name] = (await collecting(asked)) - plain;
console.log(JSON.stringify({ bytes: bytes / worlds, copying, stepping, collecting: plain, rewards }));
