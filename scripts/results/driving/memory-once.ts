import { envs } from "../../../envs/index.ts";
import { generator, sample, write } from "../../../src/core/index.ts";
import { openVector } from "../../../src/vector/index.ts";

/**
 * Prints what this process holds while worlds drive at random through many towns, after each tenth of the steps. Arguments:
 * env, params, worlds, steps of worlds.
 */
const [id, params, count, steps] = process.argv.slice(2);
const worlds = Number(count);
const vector = await openVector({ envs, env: { id, params: JSON.parse(params) }, worlds, threads: 0 });
const rng = generator(1, "memory");
const { action } = vector.env;
const { gc } = globalThis as unknown as { gc(): void };

const heldNow = () => {
  gc();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { held: heapUsed + arrayBuffers, resident: rss };
};

await vector.reset(1);
let resets = worlds;
const moments: { readonly held: number; readonly resident: number }[] = [];
const rounds = Math.ceil(Number(steps) / worlds);
for (let round = 1; round <= rounds; round++) {
  for (let world = 0; world < worlds; world++) write(action, vector.actions, sample(action, rng), world);
  await vector.step();
  resets += vector.ended;
  if (round % Math.ceil(rounds / 10) === 0 || round === rounds) moments.push(heldNow());
}
await vector.close();
console.log(JSON.stringify({ resets, moments }));
