import { join } from "node:path";
import { expect, test } from "vitest";
import { openLabels } from "../../src/labels/index.ts";
import { command, temporaryFolder } from "./command.ts";

const branch = (store: string, ...more: readonly string[]) =>
  command(
    "reward",
    "branch",
    "--env",
    "classic/pendulum-v1",
    "--agent",
    "baseline/random-v1",
    "--store",
    store,
    ...more,
  );
const shape = ["--depth", "2", "--branching", "3", "--steps", "20"];

test("puts what comes after each fork into a store, once; a pair begins in one state", async () => {
  const folder = join(temporaryFolder(), "labels");
  const { code, stdout } = await branch(folder, ...shape);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `36 new pairs in ${folder}, of 36; ${27 * 40 + 9 * 20} steps to look at instead of ${36 * 40}.\n`,
  });
  expect((await branch(folder, ...shape)).stdout).toMatch(/^0 new pairs/);

  const store = await openLabels(folder);
  const pairs = [...store.state.pairs.values()];
  expect(pairs.filter(({ prefix }) => prefix === 10)).toHaveLength(9);
  expect(pairs.filter(({ prefix }) => prefix === 0)).toHaveLength(27);
  expect(new Set(pairs.map(({ parent }) => parent)).size).toBe(1 + 3); // the start, and three later forks
  for (const { a, b, prefix = 0 } of pairs) {
    const [first, second] = [await store.clip(a), await store.clip(b)];
    for (const clip of [first, second]) expect([clip.start, clip.length]).toEqual([prefix, 20 - prefix]);
    const begins = [first, second].map(({ observations }) => [...(observations?.[0].slice(0, 3) ?? [])]);
    expect(begins[0]).toEqual(begins[1]);
    expect(first.state).toEqual(second.state);
    expect(first.actions).not.toEqual(second.actions);
  }
});

test("refuses trees that are too large, and nobody who acts", async () => {
  const folder = join(temporaryFolder(), "labels");
  expect((await branch(folder, "--depth", "10", "--branching", "3")).code).toBe(2);
  const { code, stderr } = await command("reward", "branch", "--env", "classic/pendulum-v1", "--store", folder);
  expect([code, stderr]).toEqual([2, expect.stringContaining("nobody who acts")]);
});
