import { paired } from "./paired.ts";

type Code = typeof import("../../../src/core/index.ts") &
  typeof import("../../../src/vector/index.ts") &
  typeof import("../../../envs/index.ts");

const pairs = 200;
const spellSeconds = 0.05;
const warmSeconds = 2; // until V8 has compiled the loops

/** Opens a vector with the code under a root, and returns a function that takes steps with random actions. */
async function steppingWith(root: string, id: string, worlds: number): Promise<(steps: number) => Promise<void>> {
  const parts = ["src/core", "src/vector", "envs"].map((part) => import(`${root}/${part}/index.ts`));
  const code: Code = Object.assign({}, ...(await Promise.all(parts)));
  const { envs, openVector, generator, sample, write, batchOf, arraysOf } = code;
  const vector = await openVector({ envs, env: { id }, worlds });
  await vector.reset(1);
  const { action } = vector.env;
  const rng = generator(1, "bench");
  const sets = Array.from({ length: 16 }, () => {
    const batch = batchOf(action, worlds);
    for (let world = 0; world < worlds; world++) write(action, batch, sample(action, rng), world);
    return arraysOf(batch);
  });
  const acted = arraysOf(vector.actions);
  return async (steps) => {
    for (let step = 0; step < steps; step++) {
      for (let part = 0; part < acted.length; part++) acted[part].set(sets[step % sets.length][part]);
      await vector.step();
    }
  };
}

// Prints the steps per second of an env with the code of two checkouts, in turns of a twentieth of a second.
// Arguments: root before, root now, id, worlds.
const [before, now, id, worlds] = process.argv.slice(2);
const [earlier, later] = [await steppingWith(before, id, Number(worlds)), await steppingWith(now, id, Number(worlds))];

async function seconds(go: typeof earlier, steps: number): Promise<number> {
  const start = performance.now();
  await go(steps);
  return (performance.now() - start) / 1000;
}

let taken = 0;
const start = performance.now();
for (; performance.now() - start < warmSeconds * 1000; taken += 2) for (const go of [earlier, later]) await go(1);
const steps = Math.max(1, Math.round((taken * spellSeconds) / warmSeconds));
const rateOf = (go: typeof earlier) => async () => (steps * Number(worlds)) / (await seconds(go, steps));
console.log(JSON.stringify(await paired(pairs, rateOf(earlier), rateOf(later))));
process.exit(0); // vectors of the earlier code have no other end here
