import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { envs } from "../../../envs/index.ts";
import { generator, sample } from "../../../src/core/index.ts";
import { openVector } from "../../../src/vector/index.ts";

/**
 * Plays random actions and prints a hash of all observations and features, bit by bit. Arguments: env, engine, steps, the
 * file of a saved world and, to continue from it, the step at which it was saved. Without that step the file is written:
 * in the second half, and if the env measures contacts, as soon as there is one. `rest` is the hash of everything after.
 */
const [id, engine, length, file, savedAt] = process.argv.slice(2);
const steps = Number(length);
const vector = await openVector({ envs, env: { id, params: { engine } }, worlds: 1 });
const { env, observations, features, terminated, truncated } = vector;
const acted = vector.actions as Float32Array;
const columns = Object.values(features);
const measured = new Float64Array(columns.length);
const forces = Object.entries(env.features).flatMap(([name, unit]) =>
  (unit === "N" && name.endsWith("Force")) || name === "contactSquares" ? [features[name]] : [],
);
const rng = generator(1, "actions");
const [whole, rest] = [createHash("sha256"), createHash("sha256")];
let at = savedAt === undefined ? -1 : Number(savedAt);
let touching = false;

function note(hash: typeof whole): void {
  columns.forEach((column, i) => {
    measured[i] = column[0];
  });
  for (const array of [observations as Float32Array, measured, terminated, truncated])
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
}

if (at < 0) await vector.reset(1);
else await vector.load(0, readFileSync(file));
for (let step = 0; step < steps; step++) {
  const action = sample(env.action, rng) as Float32Array;
  if (savedAt !== undefined && step < at) continue;
  acted.set(action);
  await vector.step();
  note(whole);
  if (at >= 0) note(rest);
  else if (step >= steps / 2) {
    touching = forces.some((force) => force[0] > 0);
    if (!touching && forces.length > 0 && step < 0.9 * steps) continue;
    at = step + 1;
    writeFileSync(file, await vector.save(0));
  }
}
await vector.close();
console.log(JSON.stringify({ whole: whole.digest("hex"), rest: rest.digest("hex"), at, touching }));
