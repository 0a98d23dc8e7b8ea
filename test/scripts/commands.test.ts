import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { readEpisode, readMetrics, readRun, versionsHere } from "../../src/record/index.ts";
import { beyondSample } from "../sample.ts";
import { command, processOf, temporaryFolder } from "./command.ts";

const json = async (...args: string[]) => {
  const { code, stdout, stderr } = await command(...args, "--json");
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
};

test("start solves cart-pole, says where everything is, and what to try next", async ({ skip }) => {
  if (!inject("everything")) skip(beyondSample);
  const folder = temporaryFolder();
  const { code, stdout, stderr } = await processOf(folder, ["start"]);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain("Solved");
  expect(stdout).toMatch(/^return +(4[7-9]\d|500)/m);
  const places = [...stdout.matchAll(/^(runs\/\S+) {2}/gm)].map(([, place]) => place);
  expect(places).toHaveLength(4);
  for (const place of places) expect(existsSync(join(folder, place)), place).toBe(true);
  expect(stderr).toMatch(/return .* left · [\d,]+ steps\/s \(stepping \d+ %, inference \d+ %, learning \d+ %\)\n/);

  const next = [...stdout.matchAll(/^ {2}npx rewardgym (.*)$/gm)].map(([, line]) => line.split(" "));
  expect(next.map(([name]) => name)).toEqual(["view", "view", "eval", "replay", "train"]);
  for (const args of next.slice(2, 4)) expect(await processOf(folder, args)).toMatchObject({ code: 0 });
  const { stdout: evaluated } = await processOf(folder, ["eval", "runs/cart-pole-1", "--episodes", "5", "--json"]);
  expect(JSON.parse(evaluated).results).toHaveLength(5);
});

test("train stops early once its return no longer gets better, and needs patience for that", async () => {
  const out = join(temporaryFolder(), "run");
  const args = ["train", "--env", "classic/cart-pole-v1", "--steps", "5120", "--episodes", "0", "--out", out];
  const learnsNothing = ["--set", "learningRate=0"];
  const { code, stderr } = await command(...args, ...learnsNothing, "--patience", "2", "--validate", "512");
  expect(code, stderr).toBe(0);
  const last = (await readMetrics(join(out, "metrics.jsonl"))).at(-1);
  expect(last).toMatchObject({ steps: 3 * 512, metrics: { "validation/steps": 512 } });
  expect(await command(...args, "--validate", "512")).toMatchObject({ code: 2 });
});

test("list shows everything there is", async () => {
  for (const kind of ["envs", "rewards", "transforms", "agents"] as const) {
    const { ids } = registries[kind];
    expect((await json("list", kind)).map(({ id }: { id: string }) => id)).toEqual(ids);
    const { stdout } = await command("list", kind);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.split(" ")[0]),
    ).toEqual(ids);
  }
});

test("eval says how well an agent without training does, the same for the same seed", async () => {
  const args = ["eval", "--env", "classic/cart-pole-v1", "--agent", "baseline/scripted-v1", "--episodes", "4"];
  const evaluated = await json(...args, "--seed", "3");
  expect(evaluated).toMatchObject({ seed: 3, episodes: 4, score: { mean: 1 } });
  expect(await json(...args, "--seed", "3")).toEqual(evaluated);
});

test("eval records demonstrations of an agent without training", async () => {
  const out = join(temporaryFolder(), "demonstrations");
  const args = ["eval", "--env", "classic/cart-pole-v1", "--agent", "baseline/scripted-v1", "--episodes", "3"];
  const { code, stderr } = await command(...args, "--record", "2", "--record-observations", "--out", out);
  expect(code, stderr).toBe(0);
  const files = readdirSync(out).sort();
  expect(files).toEqual(["scripted-cart-pole-1-0.episode", "scripted-cart-pole-1-1.episode"]);
  const { steps, observations } = await readEpisode(join(out, files[0]));
  expect(observations?.map(({ length }) => length)).toEqual([(steps + 1) * 4]);
});

test("train begins with the weights of another run", async () => {
  const folder = temporaryFolder();
  const [source, out] = [join(folder, "source"), join(folder, "run")];
  const train = ["train", "--env", "classic/cart-pole-v1", "--steps", "500", "--episodes", "0", "--quiet"];
  expect(await command(...train, "--out", source)).toMatchObject({ code: 0 });
  const { code, stderr } = await command(...train, "--out", out, "--from", source, "--set", "anchorWeight=1");
  expect(code, stderr).toBe(0);
  const { identity } = (await readRun(source, versionsHere())).description;
  expect((await readRun(out, versionsHere())).description.spec.from?.run).toBe(identity);
  const rows = await readMetrics(join(out, "metrics.jsonl"));
  expect(rows.every(({ metrics }) => "anchorKl" in metrics)).toBe(true);
});

test("train evaluates, records and says what came of it", async () => {
  const out = join(temporaryFolder(), "run");
  const train = ["train", "--env", "classic/pendulum-v1", "--steps", "2000", "--set", "env.maxSteps=50", "--out", out];
  const { code, stdout, stderr } = await command(...train, "--episodes", "3", "--quiet");
  expect(code, stderr).toBe(0);
  expect(stdout).toContain("3 episodes");
  const episodes = readdirSync(join(out, "episodes"));
  expect(episodes.map((name) => name.replace(/^\d+-1-/, ""))).toEqual([
    "best.episode",
    "median.episode",
    "worst.episode",
  ]);
  const replayed = await command("replay", join(out, "episodes", episodes[0]), "--reward", "shaped/upright-v1");
  expect(replayed.code).toBe(2); // a pendulum has no offset
  expect(replayed.stderr).toContain("reward/input");
  const upright = JSON.stringify({ use: "shaped/feature-v1", params: { feature: "upright" } });
  const scored = await command("replay", join(out, "episodes", episodes[0]), "--reward", upright);
  expect(scored).toMatchObject({ code: 0, stdout: expect.stringMatching(/50 steps, the same to the last bit/) });
});

test("train takes a reward from a file, with weights and params", async () => {
  const folder = temporaryFolder();
  const [file, out] = [join(folder, "reward.json"), join(folder, "run")];
  const reward = { sum: { alive: { weight: 2, of: "sparse/alive-v1" }, upright: "shaped/upright-v1" } };
  writeFileSync(file, JSON.stringify(reward));
  const train = ["train", "--env", "classic/cart-pole-v1", "--steps", "300", "--episodes", "0", "--quiet"];
  expect(await command(...train, "--reward", file, "--out", out)).toMatchObject({ code: 0 });
  expect((await readRun(out, versionsHere())).description.spec.reward).toEqual(reward);
  const single = ["--reward", "shaped/upright-v1", "--set", "reward.margin=1", "--out", join(folder, "single")];
  expect(await command(...train, ...single)).toMatchObject({ code: 0 });
  const [{ metrics }] = await readMetrics(join(folder, "single", "metrics.jsonl"));
  expect(Object.keys(metrics).filter((name) => name.startsWith("reward/"))).toHaveLength(1);
});

test("check tells what was looked at", async () => {
  const { code, stdout } = await command("check", "transform/scale-v1");
  expect(code).toBe(0);
  expect(stdout).toContain("transform/scale-v1: all");
  expect((await json("check", "sparse/success-v1")).every(({ ok }: { ok: boolean }) => ok)).toBe(true);
});

test("doctor opens a session on the processor at least", async () => {
  const { machine, found } = await json("doctor");
  expect(machine).toContain("Node");
  expect(found).toContainEqual({ name: "device cpu", needed: true, ok: true, detail: "a session opens" });
});
