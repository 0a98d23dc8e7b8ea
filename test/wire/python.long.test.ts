import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { beforeEach, describe, expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { bindEnv } from "../../src/core/index.ts";
import type { ServeOptions } from "../../src/wire/server/index.ts";
import { findPython } from "../python.ts";
import { certificate, hasOpenssl } from "./certificate.ts";
import { type Answered, serving } from "./here.ts";
import { columns, env, hello, liar, made, none, type Says } from "./liar.ts";

const python = findPython("gymnasium, websockets");
/** The oldest versions that the client allows, as `.ci/run` installs them, besides the newest in the interpreter. */
const oldest = resolve("test/parity/.oldest");
const hasOldest = existsSync(oldest);

interface Around {
  readonly packages?: string;
  readonly [variable: string]: string | undefined;
}

/** Runs parts of client.py; what it prints, as JSON. Warnings are errors. */
async function runs(what: string, urls: readonly string[], { packages, ...variables }: Around = {}): Promise<Answered> {
  const { stdout } = await promisify(execFile)(
    (python as { path: string }).path,
    ["-W", "error", "test/wire/client.py", what, ...urls],
    {
      env: {
        ...process.env,
        PYTHONPATH: ["src/client/python", ...(packages ? [packages] : [])].join(":"),
        PYTHONDONTWRITEBYTECODE: "1",
        REWARDGYM_COMMAND: `${process.execPath} bin/rewardgym.js`,
        ...variables,
      },
    },
  );
  return JSON.parse(stdout.trim().split("\n").at(-1)!);
}

/** The same against a server of this process. */
async function ran(what: string, options: Partial<ServeOptions> = {}, around: Around = {}): Promise<Answered> {
  const server = await serving({ threads: 2, ...options });
  return runs(what, [server.url], around);
}

const stepsAsGymnasium = {
  same: true,
  picture: [[360, 480, 3], expect.any(Number)],
  truncated: true,
  terminated: false,
  score: expect.any(Number),
  restarted: true,
};
const stepsMany = { inside: true, mode: "SAME_STEP", rewards: [1, 1, 1, 1, 1], owned: true };
const resetsSome = {
  equal: [true, true, true],
  kept: true,
  reset: true,
  drawn: true,
  seeded: true,
  refused: ["ValueError", "ValueError", "ValueError", "ValueError"],
};
const readsFrames = {
  bytes: true,
  packets: true,
  "all at once": true,
  masked: "wire/frame",
  reserved: "wire/frame",
  unknown: "wire/frame",
  "continues nothing": "wire/frame",
  interrupts: "wire/frame",
  endless: "wire/frame",
  closes: "Cut",
  "hangs up": "Cut",
};
const forks = {
  refused: "wire/session Make the environment in the process that steps it.",
  same: true,
  "went on": true,
  workers: true,
  pickled: {},
};

describe("the Python client", () => {
  beforeEach(({ skip }) => {
    if ("reason" in python) skip(python.reason);
  });

  test("passes Gymnasium's check_env on every env of one agent", async () => {
    const crowds = (await envs.all()).map((env) => bindEnv(env)).filter(({ seats }) => seats > 1);
    expect(await ran("checks")).toEqual({ checked: envs.ids.length, crowds: crowds.map(({ id }) => id), failed: {} });
  });

  test("registers every id with its family, and without it where that names one env", async () => {
    const ids = envs.ids;
    const [families, names] = [0, 1].map((part) => ids.map((id) => id.split("/")[part]));
    const short = ids.filter((_, i) => names.indexOf(names[i]) === names.lastIndexOf(names[i]));
    const known = await ran("names");
    expect(known).toEqual(
      Object.fromEntries([
        ...ids.map((id, i) => [`rewardgym/${families[i]}.${names[i]}`, id]),
        ...short.map((id) => [`rewardgym/${id.split("/")[1]}`, id]),
      ]),
    );
  });

  test("packs as the server does, and its arrays can be written", async () => {
    expect(await ran("frames")).toEqual({
      a: [7, 1, 2],
      c: [[1, 1], "x", null, true, 1.5],
      d: "xyz",
      big: [0, 1, 2],
      runs: true,
      stencil: [true, true, true, true],
      fits: [true, false, false],
    });
  });

  test("reads frames of every size and form, whatever the pieces that they arrive in", async () => {
    expect(await ran("framing")).toEqual(readsFrames);
  });

  test("looks for an answer where that shortens the mean wait, and notices when it does", async () => {
    const told = await ran("waits");
    const often = ["shorter", "slow at first"];
    for (const [name, looked] of Object.entries(told)) {
      if (often.includes(name)) expect(looked, name).toBeGreaterThan(300);
      else expect(looked, name).toBeLessThan(100);
      expect(looked, name).toBeGreaterThan(10);
      expect(looked, name).toBeLessThan(990);
    }
  });

  test("steps a world as Gymnasium does", async () => {
    expect(await ran("single")).toMatchObject(stepsAsGymnasium);
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
    expect(told).toMatchObject(stepsMany);
    expect(told.ended).toBeGreaterThan(20);
  });

  test("resets with a seed for each world, and some worlds of many", async () => {
    expect(await ran("resets")).toEqual(resetsSome);
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

  test("maps as many codes as their type can tell apart", async () => {
    expect(await ran("counts")).toEqual({
      "255 of uint8": ["MultiDiscrete", "uint8", true, true],
      "256 of uint8": ["Box", "uint8", true, true],
      "32767 of int16": ["MultiDiscrete", "int16", true, true],
      "32768 of int16": ["Box", "int16", true, true],
    });
  });

  test("maps glyphs, lists, picks and actions in parts", async () => {
    const host = new URL("./fixture-host.ts", import.meta.url).href;
    expect(await ran("fixtures", { host })).toEqual({
      inside: true,
      space: "Discrete(7)",
      action: expect.stringContaining("MultiDiscrete([6 2]"),
      rows: [[3], [3, 4, 1]],
      many: true,
    });
  });

  test("has vectors that are measured as arrays", async () => {
    const host = new URL("./fixture-host.ts", import.meta.url).href;
    const many = { furthest: [2], errors: [2, 3], tip: [2, 2] };
    expect(await ran("measurements", { host })).toEqual({
      truncated: true,
      same: true,
      one: { furthest: [], errors: [3], tip: [2] },
      many,
      last: many,
    });
  });

  test("raises the server's coded errors", async () => {
    expect(await ran("errors")).toEqual([
      "registry/unknown",
      "params/invalid",
      "action/illegal",
      "TypeError",
      "wire/unreachable",
      "wire/unreachable",
      "wire/unreachable",
      "wire/closed",
    ]);
  });

  test("comes back after cuts as if nothing had been", async () => {
    const told = await ran("cuts");
    expect(told.same).toBe(true);
    expect(told.cuts).toBeGreaterThan(1);
  });

  test("can be used after Ctrl-C in the middle of a step", async () => {
    expect(await ran("interrupted")).toEqual({ same: true });
  });

  test("says which sessions another connection took over, and does not take them back", async () => {
    const over = "wire/session which another connection took over";
    expect(await ran("taken")).toEqual([over, over, over, 1, 1, 1, 1, over]);
  });

  test("says which sessions are lost, and which requests are too large", async () => {
    const told = await ran("lost", { maxFrameBytes: 10_000 });
    expect(told).toEqual(["wire/lost", "wire/lost", "wire/limit", "wire/frame", {}]);
  });

  test("refuses an environment from before a fork, and connects anew for others", async () => {
    expect(await ran("forked")).toEqual(forks);
  });

  test("starts a private server by itself, which forked processes share", async () => {
    expect(await ran("private")).toEqual({ shape: [4], child: [[4], true] });
  });

  test("speaks TLS, and shows its token", async ({ skip }) => {
    if (!hasOpenssl) skip("no openssl to make a certificate with");
    const { key, cert } = certificate();
    const tls = { cert: readFileSync(cert), key: readFileSync(key) };
    const server = await serving({ tls, address: "localhost", token: "secret" });
    const trusted = { SSL_CERT_FILE: cert, TOKEN: "secret" };
    expect(await runs("ping", [server.url], trusted)).toEqual({ answer: {}, refused: "wire/unreachable" });
  });

  test("does not believe a server that says something else than it described", async () => {
    const short = new Uint8Array([255, 255, 255, 255, 0]);
    const box = (shape: readonly number[]) => ({
      ...made,
      env: { ...env, observation: { type: "box", dtype: "float32", shape } },
    });
    const ended = (rows: Int32Array) => ({
      ...columns,
      features: {},
      ended: { rows, scores: new Float64Array(rows.length) },
    });
    const whole = { ...columns, features: {}, rewards: new Float64Array(1) };
    const liars: Says[] = [
      { hello: {} },
      { hello: "what?" },
      { hello: "[1]" },
      { hello: short },
      { make: {} },
      { make: { ...made, env: { id: "x" } } },
      { make: box([1e9, 1e9]) }, // not to be allocated
      { make: box([-1]) },
      { reset: {} },
      { reset: short },
      { reset: { ...whole, observations: new Float32Array(3) } },
      { reset: { ...whole, observations: new Float64Array(4) } },
      { reset: { ...whole, features: { luck: none } } },
      { step: { ...whole, terminated: new Uint8Array(2) } },
      { step: { ...whole, rewards: new Float32Array(1) } },
      { step: ended(Int32Array.of(1)) },
      { step: ended(Int32Array.of(0, 0)) },
      { step: whole },
    ];
    const urls: string[] = [];
    for (const says of liars) urls.push((await liar({ hello, make: made, reset: whole, ...says })).url);
    expect(await runs("believed", urls)).toEqual([...liars.slice(1).map(() => "wire/frame"), "believed"]);
  });

  test("works on the oldest packages that it allows", async ({ skip }) => {
    if (!hasOldest) skip(`no ${oldest}, which .ci/run installs`);
    const [, wanted] =
      /^dependencies = \[(.*)\]$/m.exec(readFileSync("src/client/python/pyproject.toml", "utf8")) ?? [];
    const lowest = (name: string) => new RegExp(`"${name}>=([\\d.]+)`).exec(wanted!)?.[1];
    const whats = "versions,framing,single,vector,resets,cuts,forked";
    expect(await ran(whats, {}, { packages: oldest })).toMatchObject({
      versions: { gymnasium: lowest("gymnasium"), websockets: lowest("websockets") },
      framing: readsFrames,
      single: stepsAsGymnasium,
      vector: stepsMany,
      resets: resetsSome,
      cuts: { same: true },
      forked: forks,
    });
  });
});
