import { envs } from "../../../envs/index.ts";
import { arraysOf, batchOf, generator, sample, write } from "../../../src/core/index.ts";
import { openVector } from "../../../src/vector/index.ts";

/**
 * Prints the steps per second of processor time of an env in this thread: random actions over whole episodes. Arguments:
 * id, params, worlds, seconds of a spell.
 */
const [id, params, worlds, seconds] = process.argv.slice(2);
const count = Number(worlds);
const vector = await openVector({ envs, env: { id, params: JSON.parse(params) }, worlds: count, threads: 0 });
await vector.reset(1);
const rng = generator(1, "speed");
const sets = Array.from({ length: 64 }, () => {
  const batch = batchOf(vector.env.action, count);
  for (let world = 0; world < count; world++) write(vector.env.action, batch, sample(vector.env.action, rng), world);
  return arraysOf(batch);
});
const acted = arraysOf(vector.actions);

/** [s] of this process, whatever else the machine does meanwhile. */
const processorTime = () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;

async function spell(): Promise<number> {
  const start = processorTime();
  let steps = 0;
  while (processorTime() - start < Number(seconds)) {
    for (let i = 0; i < 20; i++) {
      for (const [part, array] of acted.entries()) array.set(sets[steps++ % sets.length][part]);
      await vector.step();
    }
  }
  return (steps * count) / (processorTime() - start);
}

await spell(); // V8 compiles the loops for a second or two
const rates = [await spell(), await spell(), await spell()].sort((a, b) => a - b);
await vector.close();
console.log(JSON.stringify({ stepsPerSecond: rates[1] }));
