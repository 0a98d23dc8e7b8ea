import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readEpisode } from "../../src/record/index.ts";
import { command, temporaryFolder } from "../scripts/command.ts";

const train = ["train", "--env", "classic/cart-pole-v1", "--steps", "300", "--episodes", "0", "--quiet"];

/** A run that has just been trained. */
async function trained(): Promise<string> {
  const out = join(temporaryFolder(), "run");
  expect(await command(...train, "--out", out)).toMatchObject({ code: 0 });
  return out;
}

test("evaluations of one seed by other rewards or on other params record beside each other", async () => {
  const run = await trained();
  const record = ["eval", run, "--episodes", "2", "--record", "2", "--seed", "7"];
  const seen = new Map<string, Buffer>();
  for (const other of [
    [],
    ["--reward", "sparse/success-v1"],
    ["--set", "env.maxSteps=9"],
    ["--reward", "sparse/alive-v1"],
  ]) {
    const { code, stderr } = await command(...record, ...other);
    expect(code, stderr).toBe(0);
    for (const [file, bytes] of seen) expect(readFileSync(file).equals(bytes), `${other} changes ${file}`).toBe(true);
    for (const name of readdirSync(join(run, "episodes")))
      seen.set(join(run, "episodes", name), readFileSync(join(run, "episodes", name)));
  }
  expect(seen.size).toBe(8);
  const rewards = await Promise.all([...seen.keys()].map(async (file) => (await readEpisode(file)).reward));
  expect(rewards.filter((reward) => reward === "sparse/success-v1")).toHaveLength(2);
  await command(...record); // again: the same files
  expect(readdirSync(join(run, "episodes"))).toHaveLength(8);
});

test("features may be left out of what is recorded, and a replay scores it all the same", async () => {
  const run = await trained();
  const out = join(run, "lean");
  const record = ["eval", run, "--episodes", "1", "--record", "1", "--record-features", "none"];
  expect(await command(...record, "--out", out)).toMatchObject({ code: 0 });
  const [name] = readdirSync(out);
  const file = join(out, name);
  const lean = await readEpisode(file);
  expect([lean.features, lean.poses !== undefined]).toEqual([{}, true]);
  expect(await command("replay", file, "--reward", "shaped/upright-v1")).toMatchObject({ code: 0 });
  expect((await command("reward", "rescore", file, "--reward", "upright=shaped/upright-v1")).stderr).toContain(
    "reward/input",
  );
  const rounded = join(run, "rounded");
  const round = ["eval", run, "--episodes", "1", "--record", "1", "--record-features", "rounded", "--out", rounded];
  expect(await command(...round)).toMatchObject({ code: 0 });
  const coarse = join(rounded, name);
  expect((await readEpisode(coarse)).rounded).toBeLessThan(0.001);
  expect(await command("replay", coarse, "--reward", "shaped/upright-v1")).toMatchObject({ code: 0 });
  expect((await command("reward", "rescore", coarse, "--reward", "upright=shaped/upright-v1")).stderr).toContain(
    "exact features",
  );
  const without = await command("eval", run, "--episodes", "1", "--record-features", "none");
  expect(without.stderr).toContain("cli/usage: got --record-features none without --record");
});

test("an agent that learns but was not trained is named as such", async () => {
  const evaluate = ["eval", "--env", "classic/cart-pole-v1", "--episodes", "1"];
  expect((await command(...evaluate)).stderr).toMatch(/^learner\/ppo-v1 has not been trained/);
  expect((await command(...evaluate, "--agent", "baseline/random-v1")).stderr).toBe("");
  expect((await command("eval", await trained(), "--episodes", "1")).stderr).toBe("");
});

test("a trained agent is evaluated on the device that is asked for, where there is one", async () => {
  const run = await trained();
  expect(await command("eval", run, "--episodes", "1", "--device", "cpu")).toMatchObject({ code: 0 });
  const onCuda = await command(...train, "--device", "cuda", "--out", join(temporaryFolder(), "run"));
  expect(await command("eval", run, "--episodes", "1", "--device", "cuda")).toMatchObject({ code: onCuda.code });
});
