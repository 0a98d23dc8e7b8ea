import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { readResult, runFolder } from "../../src/ablate/index.ts";
import { size, test } from "../record/small-disk.ts";
import { codeOf } from "../record/temporary.ts";
import { planOf, question, run } from "./fake-ablation.ts";

test("a full disk ends the runner with every result whole, and it goes on once there is room", async ({ disk }) => {
  const directory = join(disk, "ablation");
  const plan = await planOf({ ...question, base: { ...question.base, steps: 1280 }, seeds: 2 });
  const results = () => Promise.all(plan.runs.map(({ identity }) => readResult(runFolder(directory, identity))));
  const filling = join(disk, "filling");
  writeFileSync(filling, new Uint8Array(0.7 * size));
  expect(await codeOf(() => run(plan, directory, { jobs: 1 }))).toBe("file/full");
  const before = (await results()).filter((result) => result !== undefined);
  expect(before.length).toBeLessThan(4);
  expect(before.map(({ status }) => status)).toEqual(before.map(() => "done"));
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" });
  expect(files.filter((name) => name.endsWith(".tmp"))).toEqual([]);

  rmSync(filling);
  expect(await run(plan, directory, { jobs: 1 })).toEqual({
    all: 4,
    kept: before.length,
    done: 4 - before.length,
    failed: 0,
  });
  expect(await results()).toEqual(expect.arrayContaining(before));
});
