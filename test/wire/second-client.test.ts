import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { findPython } from "../python.ts";
import { serving } from "./here.ts";

const python = findPython("websockets");

test("a second client, written from the page alone, finds everything as the page says", async ({ skip }) => {
  if ("reason" in python) return skip(python.reason);
  const server = await serving({ threads: 2 });
  const failing = await serving({ host: new URL("./siege/drowsy-host.ts", import.meta.url).href });
  const talking = await serving({ host: new URL("./talking-host.ts", import.meta.url).href });
  const urls = [server, failing, talking].map(({ url }) => url);
  const script = ["-W", "error", "test/wire/second-client.py", ...urls];
  const { stdout } = await promisify(execFile)(python.path, script, {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  expect(JSON.parse(stdout)).toEqual({
    greeting: {
      protocol: "rewardgym.v1",
      limits: [64 * 2 ** 20, 2 ** 20, 65_536, 4096, 256],
      lost: [15, 45, 60],
      unread: [null, "wire/frame"],
    },
    frames: {
      same: true,
      saved: [true, 0, true],
      maxSteps: [3, [1, 1], [0, 0]],
      types: expect.objectContaining({
        observations: "float32",
        rewards: "float64",
        terminated: "uint8",
        truncated: "uint8",
        rows: "int32",
        scores: "float64",
        returns: "float64",
        lengths: "int32",
        "terms.cart-pole": "float64",
      }),
    },
    again: {
      same: [true, true, true, true, true],
      events: true,
      codes: ["wire/session", "wire/request", "wire/request"],
      closed: [{}, {}],
    },
    resumed: {
      known: true,
      same: true,
      pending: [[], []],
      step: 9,
      refused: "wire/session",
      events: true,
    },
    nested: [[">hi"], ">hi", [1, 1], [1, 1]],
    unscored: {
      bounds: [0, [null]],
      codes: ["reward/value", "reward/value"],
      steps: [3, 3],
      rewards: [false, false],
      returns: [
        [null, null],
        [true, true],
      ],
      next: 4,
    },
  });
});
