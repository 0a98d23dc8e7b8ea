import { expect, test } from "vitest";
import type { Fault } from "../../src/core/index.ts";
import { faultNotices } from "../../src/run/fault-notices.ts";
import { train } from "../../src/run/index.ts";
import { worlds as fixtures } from "../fixtures/vector-worlds.ts";
import { registries } from "../run/fake-run.ts";
import { freshFolder } from "../run/folder.ts";

const fault = (step: number, worlds: number[], message: string): Fault => ({
  step,
  worlds,
  cause: new Error(message),
  message: `step ${step}: world ${worlds[0]}: ${message}`,
});

/** What is told of faults when they come, and at the end. */
async function told(faults: readonly Fault[]): Promise<readonly [string[], string[]]> {
  const lines: string[] = [];
  const notices = faultNotices((line) => lines.push(line));
  for (const each of faults) notices.onFault(each);
  const atOnce = lines.splice(0);
  await notices.close();
  return [atOnce, lines];
}

test("a kind of fault is told once, and counted at the end", async () => {
  const faults = [
    fault(3, [1], "feature height is NaN at 0.5 m"),
    fault(4, [1], "feature height is NaN at -1.25e-7 m"),
    fault(4, [2], "out of memory"),
    fault(9, [3], "feature height is NaN at 12 m"),
  ];
  expect(await told(faults)).toEqual([
    ["step 3: world 1: feature height is NaN at 0.5 m", "step 4: world 2: out of memory"],
    ["3 faults in 2 worlds like: step 3: world 1: feature height is NaN at 0.5 m"],
  ]);
  expect(await told([])).toEqual([[], []]);
});

test("an env whose faults all read differently does not flood the terminal", async () => {
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];
  const [atOnce, atEnd] = await told(letters.map((letter, i) => fault(i, [0], `lost ${letter}`)));
  expect(atOnce).toHaveLength(10);
  expect(atEnd).toEqual(["16 faults of other kinds"]);
});

test("a training whose env breaks in every episode has two lines for it", async () => {
  const env = { id: "fixture/trouble-v1", params: { row: 1, at: 3 } };
  const lines: string[] = [];
  await train({
    spec: {
      env,
      reward: "sparse/alive-v1",
      agent: { id: "fake/linear-v1", params: { rolloutSteps: 16 } },
      seed: 1,
      steps: 16 * 2 * 8,
      worlds: 2,
      device: "cpu",
    },
    registries: { ...registries, envs: fixtures },
    directory: freshFolder(),
    onNotice: (line) => lines.push(line),
  });
  // 128 steps a world; the troubled one breaks in every third
  expect(lines).toEqual(["step 3: world 1: boom", "42 faults in 1 world like: step 3: world 1: boom"]);
});
