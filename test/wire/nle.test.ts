import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { type ActionSet, keysOf } from "../../envs/dungeon/play/keys.ts";
import { findPython } from "../python.ts";
import { serving } from "./here.ts";

const python = findPython("nle, gymnasium, websockets");

test("code for NLE's observations runs on the dungeon's", async ({ skip }) => {
  if ("reason" in python) return skip(python.reason);
  const { url } = await serving();
  const { stdout } = await promisify(execFile)(python.path, ["test/wire/nle-code.py", url], {
    env: { ...process.env, PYTHONPATH: "src/client/python", PYTHONDONTWRITEBYTECODE: "1" },
  });
  const { keys, refused, ...told } = JSON.parse(stdout.trim().split("\n").at(-1)!);
  const ours = Object.keys(keys).map((name) => [name, Array.from(keysOf(name as ActionSet))]);
  expect(keys).toEqual(Object.fromEntries(ours));
  expect(told).toEqual({
    missing: [],
    differ: [],
    begins: true,
    inside: true,
    rendered: true,
    counts: { full: [121, 121], useful: [86, 86], task: [23, 23], compass: [8, 8] },
    batch: { message: [[3, 256], "uint8"], blstats: [[3, 27], "int64"] },
    same: true,
  });
  expect(refused).toContain("expected one of the dungeon's");
});
