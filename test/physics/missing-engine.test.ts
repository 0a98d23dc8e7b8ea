import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { envs } from "../../envs/index.ts";
import { bindEnv } from "../../src/core/index.ts";

vi.mock("@dimforge/rapier3d-compat", () => {
  throw new Error("Cannot find package '@dimforge/rapier3d-compat'");
});

const { dependencies } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

test.each([
  ["driving/route-v1", { dynamics: "rapier" }],
  ["driving/hills-v1", {}],
  ["locomotion/hopper-v1", { engine: "rapier" }],
] as const)("%s says which package its engine is, where that is missing", async (id, params) => {
  await expect(bindEnv(await envs.find(id), params).prepare()).rejects.toMatchObject({
    code: "package/missing",
    expected: `@dimforge/rapier3d-compat@${dependencies["@dimforge/rapier3d-compat"]}`,
  });
});

test("what needs no such engine does without", async () => {
  await bindEnv(await envs.find("driving/route-v1"), { towns: 1 }).prepare();
});
