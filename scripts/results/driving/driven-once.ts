import { followRoute } from "../../../agents/driver/follow.ts";
import { size, weights } from "../../../agents/driver/seen.ts";
import { envs } from "../../../envs/index.ts";
import { openVector } from "../../../src/vector/index.ts";

/**
 * Prints the steps of drivers per second of processor time of a town in this thread, as the scripted driver drives: its
 * actions are recorded first, and the same minute is lived again for each spell. Seats that have left count nothing.
 * Arguments: env, params, worlds, spells.
 */
const [id, params, worlds, spells] = process.argv.slice(2);
const steps = 600;
const env = { id, params: JSON.parse(params) };
const vector = await openVector({ envs, env, worlds: Number(worlds), threads: 0 });
const { policy } = vector.observations as { readonly policy: Float32Array };
const actions = vector.actions as Float32Array;
const seen = new Float32Array(size + weights);
const width = policy.length / vector.rows;

/** [s] of this process, whatever else the machine does meanwhile. */
const processorTime = () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6;

const tape: Float32Array[] = [];
let driven = 0;
await vector.reset(1);
for (let step = 0; step < steps; step++) {
  for (let row = 0; row < vector.rows; row++) {
    if (vector.present[row] === 0) continue;
    driven++;
    seen.set(policy.subarray(row * width, (row + 1) * width));
    followRoute(seen, actions, 2 * row);
  }
  tape.push(actions.slice());
  await vector.step();
}

async function spell(): Promise<number> {
  await vector.reset(1);
  const start = processorTime();
  for (const acted of tape) {
    actions.set(acted);
    await vector.step();
  }
  return driven / (processorTime() - start);
}

await spell();
await spell(); // V8 compiles the loops for a second or two
const rates: number[] = [];
for (let i = 0; i < Number(spells); i++) rates.push(await spell());
await vector.close();
console.log(
  JSON.stringify({
    stepsPerSecond: rates.sort((a, b) => a - b)[rates.length >> 1],
    present: driven / (steps * vector.rows),
  }),
);
