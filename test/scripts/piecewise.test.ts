import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { piecewise } from "../../scripts/results/piecewise.ts";

test("what was measured before a failure is not measured again, unless the subject is another one", async () => {
  const section = `test-${process.pid}`;
  const kept = `docs/results/unfinished/${section}.json`;
  onTestFinished(() => rm(kept, { force: true }));
  const seen: string[] = [];
  const measure = (fails?: string) => async (subject: string) => {
    if (subject === fails) throw new Error("killed");
    seen.push(subject);
    return subject.toUpperCase();
  };
  await expect(piecewise(section, [], ["a", "b", "c"], measure("c"))).rejects.toThrow("killed");
  expect(existsSync(kept)).toBe(true);
  expect(await piecewise(section, [], ["b", "c", "d"], measure())).toEqual(["B", "C", "D"]);
  expect(seen).toEqual(["a", "b", "c", "d"]);
  expect(existsSync(kept)).toBe(false);
});
