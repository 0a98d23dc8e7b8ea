import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeEpisode } from "../../src/record/index.ts";
import { randomEpisodes } from "../audit/fixture.ts";
import { command, temporaryFolder } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));

beforeAll(async () => {
  const { records } = await randomEpisodes("classic/cart-pole-v1", 8);
  for (const [i, record] of records.entries()) await writeEpisode(join(folder, `${i}.episode`), record);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const parsed = ({ code, stdout, stderr }: Awaited<ReturnType<typeof command>>) => {
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
};

test("inspect says what a reward reads and is worth", async () => {
  const asked = ["reward", "inspect", "shaped/upright-v1", "--episodes", folder];
  const { code, stdout } = await command(...asked);
  expect(code).toBe(0);
  expect(stdout).toContain("In classic/cart-pole-v1: 1 reward, 0 transforms, 1 param; no learned state");
  expect(stdout).toContain("Reads the features upright, offset.");
  expect(stdout).toMatch(/Worth [\d.]+ an episode .* on 8 recorded episodes\./);
  expect(parsed(await command(...asked, "--json"))).toMatchObject({ terms: ["upright"], worth: { episodes: 8 } });
});

test("rescore prints every episode and the mean", async () => {
  const asked = ["reward", "rescore", folder, "--reward", "steps=sparse/alive-v1"];
  const { stdout } = await command(...asked);
  expect(stdout.split("\n")[0]).toMatch(/^episode +steps +score +as recorded +steps$/);
  expect(stdout).toMatch(/^mean /m);
  const all = parsed(await command(...asked, "--json")).episodes;
  expect(all).toHaveLength(8);
  for (const { steps, rewards } of all) expect(rewards.steps.total).toBe(steps);
});

test("explain says why a step paid", async () => {
  const asked = ["reward", "explain", join(folder, "3.episode"), "--reward", "shaped/upright-v1", "--step", "2"];
  const { stdout } = await command(...asked);
  expect(stdout).toMatch(/Step 2 of \d+ paid 0\.\d+ \(recorded: 1\)/);
  expect(stdout).toMatch(/reads upright +[\d.]+ +1$/m);
  expect(parsed(await command(...asked, "--json"))).toMatchObject({ step: 2, parts: [{ id: "shaped/upright-v1" }] });
});

test("compare writes a page, and as JSON only if it is asked for one", async () => {
  const page = join(temporaryFolder(), "page.html");
  const asked = ["reward", "compare", folder, "--reward", "gold=shaped/upright-v1", "--reward", "a=sparse/alive-v1"];
  const { code, stdout, stderr } = await command(...asked, "--out", page);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^a orders .* as gold does\.$/m);
  expect(stderr).toContain("page.html");
  expect(readFileSync(page, "utf8")).toContain(`npx rewardgym reward compare`);
  expect(existsSync(page.replace(".html", ".md"))).toBe(true);
  expect(parsed(await command(...asked, "--json"))).toMatchObject({ gold: "gold", episodes: 8 });
});

test("compare plays at random where it is given an env", async () => {
  const asked = ["reward", "compare", "--env", "classic/cart-pole-v1", "--episodes", "5", "--json"];
  const once = await command(...asked, "--reward", "a=shaped/upright-v1");
  expect(parsed(once)).toMatchObject({ gold: "score", episodes: 5 });
  expect(await command(...asked, "--reward", "a=shaped/upright-v1")).toEqual(once);
});

test.each([
  [
    ["reward"],
    "got reward without a word after it; expected reward inspect, compare, rescore, explain, branch, label, fit or export",
  ],
  [
    ["reward", "expalin", "x"],
    'got reward expalin; expected reward inspect, compare, rescore, explain, branch, label, fit or export. Did you mean "explain"',
  ],
  [["reward", "inspect"], "got 0 arguments after reward inspect; expected 1; `rewardgym reward inspect --help`"],
  [["reward", "inspect", "shaped/upright-v1"], "got no --env"],
  [["reward", "compare"], "got no episodes; expected recorded episodes, or --env"],
  [["reward", "compare", folder, "--env", "classic/cart-pole-v1"], "got recorded episodes and --env"],
  [["reward", "compare", folder, "--episodes", "5"], "got --episodes without --env"],
  [["reward", "compare", folder, "--gamma", "2"], "got --gamma 2; expected a number from 0 to 1"],
  [["reward", "compare", folder], "got no reward; expected at least one"],
  [["reward", "compare", folder, "--reward", "score=sparse/alive-v1"], "got --reward score=...; expected another name"],
  [["reward", "rescore", folder, "--reward", "sparse/alive-v1"], "got --reward sparse/alive-v1; expected name=reward"],
  [["reward", "explain", join(folder, "0.episode"), "--step", "4000"], "got step 4000; expected 1 to"],
  [
    ["reward", "explain", join(folder, "0.episode"), "--step", "0"],
    "got --step 0; expected a whole number of at least 1",
  ],
  [["reward", "rescore", join(folder, "none.episode"), "--reward", "a=sparse/alive-v1"], "file/unusable"],
])("%j is refused", async (args, message) => {
  const { code, stdout, stderr } = await command(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
});
