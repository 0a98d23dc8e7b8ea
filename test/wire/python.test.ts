import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import type { ServeOptions } from "../../src/wire/server/index.ts";
import { findPython } from "../python.ts";
import { type Answered, serving } from "./here.ts";

const python = findPython("gymnasium, websockets");
if ("reason" in python) console.log(`Skipped the Python client: ${python.reason}`);

/** Runs a part of client.py against a server of this process; what it prints, as JSON. */
async function ran(what: string, options: Partial<ServeOptions> = {}): Promise<Answered> {
  const server = await serving({ threads: 2, ...options });
  const { stdout } = await promisify(execFile)(
    (python as { path: string }).path,
    ["test/wire/client.py", what, server.url],
    {
      env: {
        ...process.env,
        PYTHONPATH: "src/client/python",
        PYTHONDONTWRITEBYTECODE: "1",
        REWARDGYM_COMMAND: `${process.execPath} bin/rewardgym.js`,
      },
    },
  );
  return JSON.parse(stdout.trim().split("\n").at(-1)!);
}

test("Gymnasium can tell the ids apart without their families", () => {
  const ids = envs.all.map(({ id }) => id);
  expect(new Set(ids.map((id) => id.split("/")[1])).size).toBe(ids.length); // rewardgym/ant-v1 names one
});

describe.skipIf("reason" in python)("the Python client", () => {
  test("passes Gymnasium's check_env on every env", async () => {
    expect(await ran("checks")).toEqual({ checked: envs.all.length, failed: {} });
  }, 120_000);

  test("packs as the server does", async () => {
    expect(await ran("frames")).toEqual({ a: [0, 1, 2], c: [[1, 1], "x", null, true, 1.5], d: "xyz" });
  });

  test("steps a world as Gymnasium does", async () => {
    expect(await ran("single")).toMatchObject({
      same: true,
      picture: [[360, 480, 3], expect.any(Number)],
      truncated: true,
      terminated: false,
      score: expect.any(Number),
      restarted: true,
    });
  });

  test("has an environment for every seat of a world", async () => {
    const told = await ran("seats", { host: new URL("./seated-host.ts", import.meta.url).href });
    expect(told).toMatchObject({ rows: [6, 3, 6, 6], idle: 0, alike: true, groups: [0, 1, 0, 1, 2, 3, 2, 3] });
    expect(told.absent).toBeGreaterThan(10);
    expect(told.ended).toBeGreaterThan(10);
    expect(told.refused).toEqual([expect.stringContaining("multiple"), expect.stringContaining("make_vec")]);
  });

  test("steps many with one message, and declares how they restart", async () => {
    const told = await ran("vector");
    expect(told).toMatchObject({ inside: true, mode: "SAME_STEP", rewards: [1, 1, 1, 1, 1] });
    expect(told.ended).toBeGreaterThan(20);
  });

  test("maps every kind of space", async () => {
    const host = new URL("./talking-host.ts", import.meta.url).href;
    expect(await ran("spaces", { host })).toEqual({
      kinds: expect.stringContaining("Box(-50, [50 60], (2,), int16)"),
      words: ">hi",
      place: [1, 0],
      many: [
        [">a", ">b"],
        [
          [1, 1],
          [-1, -1],
        ],
      ],
    });
  });

  test("raises the server's coded errors", async () => {
    expect(await ran("errors")).toEqual([
      "registry/unknown",
      "params/invalid",
      "action/illegal",
      "TypeError",
      "wire/unreachable",
    ]);
  });

  test("comes back after cuts as if nothing had been", async () => {
    const told = await ran("cuts");
    expect(told.same).toBe(true);
    expect(told.cuts).toBeGreaterThan(1);
  });

  test("starts a private server by itself", async () => {
    expect(await ran("private")).toEqual({ shape: [4] });
  });
});
