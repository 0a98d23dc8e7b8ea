import { readFileSync } from "node:fs";
import { envs } from "../../../envs/index.ts";
import { openVector } from "../../../src/vector/index.ts";
import type { Plan } from "./played-plan.ts";
import { idOf } from "./tasks.ts";

/** Plays a plan repeatedly, and prints the steps per second. Arguments: the plan's file, threads, seconds. */
const [file, threads, seconds] = process.argv.slice(2);
const { task, actions }: Plan = JSON.parse(readFileSync(file, "utf8"));
const worlds = actions[0].length;
const flat = actions.map((row) => Float32Array.from(row.flat()));
const vector = await openVector({ envs, env: { id: idOf(task) }, worlds, threads: Number(threads) });
const acted = vector.actions as Float32Array;
const columns = Object.values(vector.features);
let [ended, read] = [0, 0];

async function play(): Promise<void> {
  await vector.reset(1);
  ended = 0;
  for (const row of flat) {
    acted.set(row);
    await vector.step();
    ended += vector.ended;
    for (const column of columns) for (let world = 0; world < worlds; world++) read += column[world];
  }
}

async function rateFor(seconds: number): Promise<number> {
  const start = performance.now();
  let steps = 0;
  while (performance.now() - start < seconds * 1000) {
    await play();
    steps += flat.length * worlds;
  }
  return (1000 * steps) / (performance.now() - start);
}

await rateFor(Math.max(1, Number(seconds) / 2));
const stepsPerSecond = await rateFor(Number(seconds));
await vector.close();
if (!Number.isFinite(read)) throw new Error("a feature is not finite");
console.log(JSON.stringify({ stepsPerSecond: Math.round(stepsPerSecond), ended }));
