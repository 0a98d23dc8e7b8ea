import { envs } from "../../../envs/index.ts";
import { arraysOf, batchOf, generator, sample, write } from "../../../src/core/index.ts";
import { openVector } from "../../../src/vector/index.ts";

/**
 * Steps 16 worlds on 2 threads with random actions, and prints the mean resident memory of the process [bytes] over the
 * second twentieth of the steps (of 2 M steps, those from 100 k to 200 k) and over the last. Arguments: env, engine, steps.
 */
const [id, engine, length] = process.argv.slice(2);
const worlds = 16;
const calls = Math.ceil(Number(length) / worlds);
const vector = await openVector({ envs, env: { id, params: { engine } }, worlds, threads: 2 });
const rng = generator(1, "actions");
const sets = Array.from({ length: 64 }, () => {
  const batch = batchOf(vector.env.action, worlds);
  for (let world = 0; world < worlds; world++) write(vector.env.action, batch, sample(vector.env.action, rng), world);
  return arraysOf(batch);
});
const acted = arraysOf(vector.actions);
const samples: number[] = [];
const sampleEvery = Math.max(1, Math.floor(calls / 400));

await vector.reset(1);
const begun = performance.now();
for (let call = 0; call < calls; call++) {
  for (const [part, array] of acted.entries()) array.set(sets[call % sets.length][part]);
  await vector.step();
  if (call % sampleEvery === 0) samples.push(process.memoryUsage.rss());
}
const seconds = (performance.now() - begun) / 1000;
await vector.close();
const meanOf = (from: number, to: number) => {
  const part = samples.slice(Math.floor(from * samples.length), Math.ceil(to * samples.length));
  return part.reduce((sum, value) => sum + value, 0) / part.length;
};
console.log(JSON.stringify({ early: meanOf(0.05, 0.1), late: meanOf(0.95, 1), seconds, faults: vector.faults.length }));
