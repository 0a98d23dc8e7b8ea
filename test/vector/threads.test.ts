import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { heldBytes } from "../../src/check/heap.ts";
import { type Capture, type Env, type EnvChoice, type Registry, registry } from "../../src/core/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { counter, worlds as fixtures } from "../fixtures/vector-worlds.ts";
import { envs as fixtureEnvs } from "../fixtures/worlds.ts";
import { seated } from "../fixtures/worlds-seated.ts";
import { shown, trace } from "./trace.ts";

const cases: readonly {
  envs: Registry<Env>;
  env: EnvChoice;
  worlds: number;
  steps: number;
  capture?: Capture;
  group?: number;
}[] = [
  { envs, env: { id: "classic/cart-pole-v1" }, worlds: 7, steps: 150 },
  { envs, env: { id: "classic/pendulum-v1", params: { maxSteps: 40 } }, worlds: 5, steps: 100 },
  {
    envs: fixtures,
    env: { id: "fixture/walk-v1" },
    worlds: 5,
    steps: 60,
    capture: { text: true, frames: { width: 3, height: 2 } },
  },
  { envs: fixtureEnvs, env: { id: "fixture/arm-v1" }, worlds: 5, steps: 60 },
  { envs: seated, env: { id: "fixture/pursuit-v1" }, worlds: 5, steps: 60, capture: { text: true } },
  { envs: seated, env: { id: "fixture/queue-v1", params: { places: 4, pause: 3 } }, worlds: 5, steps: 60, group: 5 },
  { envs: fixtures, env: { id: "fixture/trouble-v1", params: { kind: "throw" } }, worlds: 3, steps: 20 },
  { envs: fixtures, env: { id: "fixture/trouble-v1", params: { kind: "nan" } }, worlds: 3, steps: 20 },
];

for (const { steps, ...options } of cases)
  test(`${options.env.id} ${options.env.params?.kind ?? ""} shows the same bytes on any number of threads`, async () => {
    const runs = await Promise.all(
      [0, 1, 2].map(async (threads) => {
        const vector = await openVector({ ...options, threads });
        await vector.reset(3);
        const start = shown(vector);
        const seen = await trace(vector, 11, steps);
        const faults = vector.faults.map(({ message, worlds, step }) => ({ message, worlds, step }));
        await vector.close();
        return { start, seen, faults };
      }),
    );
    for (const other of runs.slice(1)) expect(other).toEqual(runs[0]);
    expect(new Set(runs[0].seen).size).toBe(steps); // something happens
  });

test("more threads than worlds are as many as worlds", async () => {
  const vector = await openVector({ envs, env: { id: "classic/cart-pole-v1" }, worlds: 2, threads: 99 });
  await vector.reset(3);
  const alone = await openVector({ envs, env: { id: "classic/cart-pole-v1" }, worlds: 2 });
  await alone.reset(3);
  expect(await trace(vector, 1, 40)).toEqual(await trace(alone, 1, 40));
  await Promise.all([vector.close(), alone.close()]);
});

test("the main thread's timers run while workers step", async () => {
  const vector = await openVector({ envs, env: { id: "classic/cart-pole-v1" }, worlds: 4, threads: 2 });
  await vector.reset(0);
  let fired = false;
  setTimeout(() => {
    fired = true;
  }, 1);
  for (let step = 0; !fired && step < 1e6; step++) await vector.step();
  expect(fired).toBe(true);
  await vector.close();
});

test("a registry that its module does not export is refused", async () => {
  const hidden = registry("env", import.meta.resolve("../fixtures/vector-worlds.ts"), [
    { ...counter, id: "fixture/hidden-v1" },
  ]);
  const opening = openVector({ envs: hidden, env: { id: "fixture/hidden-v1" }, worlds: 1, threads: 1 });
  await expect(opening).rejects.toMatchObject({ code: "registry/unknown" });
});

const run = promisify(execFile);
const script = (body: string) => [
  "--eval",
  `const { openVector } = await import(${JSON.stringify(import.meta.resolve("../../src/vector/index.ts"))});
   const { worlds: envs } = await import(${JSON.stringify(import.meta.resolve("../fixtures/vector-worlds.ts"))});
   const vector = await openVector({ envs, env: { id: "fixture/counter-v1" }, worlds: 4, threads: 2 });
   await vector.reset(0);
   for (let step = 0; step < 20; step++) await vector.step();
   ${body}`,
];

test("workers do not keep a process alive, closed or forgotten", async () => {
  const ended = await Promise.all(
    ["await vector.close(); console.log('closed');", "console.log('forgotten');"].map((body) =>
      run(process.execPath, script(body)),
    ),
  );
  expect(ended.map(({ stdout }) => stdout.trim())).toEqual(["closed", "forgotten"]);
});

test("an interrupt ends the process though workers run", async () => {
  const running = run(process.execPath, script("process.kill(process.pid, 'SIGINT'); for (;;) await vector.step();"));
  await expect(running).rejects.toMatchObject({ signal: "SIGINT" });
});

test("opening and closing again and again needs no more memory", async () => {
  const once = async () => {
    const vector = await openVector({ envs: fixtures, env: { id: "fixture/counter-v1" }, worlds: 64 });
    await vector.reset(0);
    for (let step = 0; step < 10; step++) await vector.step();
    await vector.close();
  };
  const cycles = async (times: number) => {
    for (let cycle = 0; cycle < times; cycle++) await once();
    return heldBytes() / 1e6;
  };
  const before = await cycles(20);
  expect((await cycles(50)) - before).toBeLessThan(5); // [MB]; 50 vectors that stay would hold 20
});
