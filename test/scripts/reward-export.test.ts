import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseLearned } from "../../rewards/learned/file.ts";
import { readSealed, runPaths } from "../../src/record/index.ts";
import { command, temporaryFolder } from "./command.ts";
import { episodesIn, pendulums } from "./labelled.ts";

/** Trains for a moment, and returns the run's folder. */
async function trained(folder: string, reward: unknown, ...more: string[]): Promise<string> {
  const out = join(folder, "run");
  const { code, stderr } = await command(
    ...["train", "--env", "classic/pendulum-v1", "--reward", JSON.stringify(reward), "--out", out, "--worlds", "4"],
    ...["--steps", "2400", "--set", "rolloutSteps=200", ...more],
  );
  expect(code, stderr).toBe(0);
  return out;
}

const preferences = {
  apply: "transform/preferences-v1",
  params: { budget: 20, atFirst: 1, segment: 10, hidden: [8], gradientSteps: 20, members: 2 },
  to: "shaped/pendulum-v1",
};

test("what a run learned of preferences pays the same from a file, for any episode", async () => {
  const folder = temporaryFolder();
  const run = await trained(folder, preferences);
  const out = join(folder, "mine.reward");
  const { code, stdout, stderr } = await command("reward", "export", run, "--out", out);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^transform\/preferences-v1 of .*: \d+ weights, [\d.]+ KB\.$/m);
  expect(stderr).toContain("rewardgym train --env classic/pendulum-v1 --reward");
  const { header } = parseLearned({ bytes: await readSealed(out, "reward"), place: out });
  expect(header).toMatchObject({
    env: { id: "classic/pendulum-v1" },
    inputs: { observations: { when: "after", size: 3 }, actions: { size: 1 } },
    normalisation: { clip: 10 },
    learned: { from: "run", reward: "transform/preferences-v1", params: preferences.params, seed: 1 },
  });

  const episodes = await episodesIn(folder);
  rmSync(runPaths(run).episodes, { recursive: true, force: true }); // of training, without observations
  await command("eval", run, "--episodes", "1", "--record", "1", "--record-observations");
  const asked = ["reward", "rescore", episodes, "--reward", `file=${out}`, "--json"];
  const withRun = await command("reward", "rescore", run, "--reward", `file=${out}`, "--json");
  const [{ rewards }] = JSON.parse(withRun.stdout).episodes;
  expect(rewards.file.total).toBeCloseTo(rewards.run.total, 3);
  expect(Math.abs(rewards.run.total)).toBeGreaterThan(0.1);
  const rescored = await command(...asked);
  expect(rescored.stderr).toBe("");
  expect(JSON.parse(rescored.stdout).episodes).toHaveLength(pendulums.length);
});

test("a part of a sum is chosen by its path", async () => {
  const folder = temporaryFolder();
  const sum = { style: preferences, alive: "sparse/alive-v1", other: { weight: 2, of: preferences } };
  const run = await trained(folder, { sum });
  const failing = async (...more: string[]) => {
    const { code, stderr } = await command("reward", "export", run, "--out", join(folder, "mine.reward"), ...more);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await failing()).toContain("reward/file: got");
  expect(await failing()).toContain('"style" or "other"');
  expect(await failing("--part", "alive")).toContain('expected one of "style" or "other"');
  expect((await command("reward", "export", run, "--out", join(folder, "a.reward"), "--part", "other")).code).toBe(0);
});

test("a run that has learned nothing to export is refused", async () => {
  const folder = temporaryFolder();
  const run = await trained(folder, "shaped/pendulum-v1");
  const { code, stderr } = await command("reward", "export", run, "--out", join(folder, "mine.reward"));
  expect(code).toBe(2);
  expect(stderr).toContain("a run of transform/preferences-v1, model/imitation-v1, model/success-v1");
});

test("an agent learns from a file that is named by its path", async () => {
  const folder = temporaryFolder();
  const run = await trained(folder, preferences);
  const file = join(folder, "mine.reward");
  await command("reward", "export", run, "--out", file);
  const out = join(folder, "second");
  const asked = ["--env", "classic/pendulum-v1", "--reward", file, "--steps", "800", "--set", "rolloutSteps=50"];
  expect((await command("train", ...asked, "--out", out)).code).toBe(0);
  const { code, stdout } = await command("eval", out, "--episodes", "1", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout).return.mean).not.toBe(0);
  const episodes = await episodesIn(folder);
  const inspected = await command("reward", "inspect", out, "--episodes", episodes);
  expect(inspected.stdout).toContain("Reads observations; actions.");
  const own = await command("reward", "inspect", file);
  expect(own.stdout).toContain("In classic/pendulum-v1: 1 reward");
  expect(own.stdout).toContain("Learned from: run");
  expect((await command("check", "model/file-v1")).stderr).toContain("reward/file");
});
