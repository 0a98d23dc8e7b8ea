import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { command, type Outcome, temporaryFolder } from "./command.ts";

const place = mkdtempSync(join(tmpdir(), "rewardgym-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const ok = async (...args: readonly string[]): Promise<Outcome> => {
  const outcome = await command(...args);
  expect(outcome.code, outcome.stderr).toBe(0);
  return outcome;
};
const parsed = async (...args: readonly string[]) => JSON.parse((await ok(...args, "--json")).stdout);
const fresh = () => join(temporaryFolder(), "demos");

const pendulum = ["--env", "classic/pendulum-v1", "--agent", "baseline/random-v1"];
const run = join(place, "run");
const dataset = join(place, "cart-pole-demos-v0");

beforeAll(async () => {
  await ok("train", "--env", "classic/cart-pole-v1", "--steps", "4096", "--quiet", "--out", run);
  await ok(
    "demos",
    "record",
    "--env",
    "classic/cart-pole-v1",
    "--agent",
    "baseline/random-v1",
    "--episodes",
    "3",
    "--out",
    join(place, "random"),
  );
  await ok("demos", "export", "minari", join(place, "random"), "--out", place);
});

test("record writes what eval records with the same seed, and what comes after 64 has the next one", async () => {
  const [recorded, evaluated] = [fresh(), fresh()];
  const { stdout } = await ok("demos", "record", ...pendulum, "--episodes", "66", "--seed", "3", "--out", recorded);
  expect(stdout).toMatch(/^Kept 66 of 66 episodes in .*: 13200 steps, return -[\d.,]+ \(-[\d.,]+ to -[\d.,]+\)\.$/m);
  await ok(
    "eval",
    ...pendulum,
    "--seed",
    "3",
    "--episodes",
    "64",
    "--record",
    "64",
    "--record-observations",
    "--out",
    evaluated,
  );
  for (const name of readdirSync(evaluated))
    expect(readFileSync(join(recorded, name)).equals(readFileSync(join(evaluated, name)))).toBe(true);
  const more = readdirSync(recorded).filter((name) => !readdirSync(evaluated).includes(name));
  expect(more).toEqual(["random-pendulum-4-0.episode", "random-pendulum-4-1.episode"]);
});

test("record keeps the best, and those that are good enough", async () => {
  const [all, best, good] = [fresh(), fresh(), fresh()];
  await ok("demos", "record", ...pendulum, "--out", all);
  const { episodes } = await parsed("demos", "inspect", all);
  expect(episodes).toHaveLength(20);
  const byScore = episodes.toSorted((one: { score: number }, other: { score: number }) => other.score - one.score);
  const { stdout } = await ok("demos", "record", ...pendulum, "--keep-best", "3", "--out", best);
  expect(stdout).toContain("Kept 3 of 20 episodes");
  const names = (of: readonly { file: string }[]) => of.map(({ file }) => file.split("/").at(-1)).sort();
  expect(readdirSync(best).sort()).toEqual(names(byScore.slice(0, 3)));
  const least = byScore[4].score;
  await ok("demos", "record", ...pendulum, "--least-score", String(least), "--least-return", "-9999.5", "--out", good);
  expect(readdirSync(good)).toHaveLength(5);
  const { code, stderr } = await command(
    "demos",
    "record",
    ...pendulum,
    "--least-return",
    "-1",
    "--out",
    join(place, "none"),
  );
  expect(code).toBe(2);
  expect(stderr).toMatch(/^rewardgym: demonstration\/none: got 20 episodes, the best with the return -/);
  expect(readdirSync(place)).not.toContain("none");
});

test("record takes a run, and the policy that it exported; both do the same", async () => {
  const [ofRun, ofPolicy] = [fresh(), fresh()];
  await ok("demos", "record", run, "--episodes", "2", "--out", ofRun);
  await ok(
    "demos",
    "record",
    join(run, "policy.onnx"),
    "--env",
    "classic/cart-pole-v1",
    "--episodes",
    "2",
    "--out",
    ofPolicy,
  );
  expect(readdirSync(ofPolicy)).toEqual(["policy-cart-pole-1-0.episode", "policy-cart-pole-1-1.episode"]);
  const [one, other] = [await parsed("demos", "inspect", ofRun), await parsed("demos", "inspect", ofPolicy)];
  expect(one.episodes[0].agent).toBe("learner/ppo-v1");
  expect(other.episodes[0].agent).toBe("exported/policy-v1");
  expect(other.actions).toEqual(one.actions);
  expect(other.steps).toEqual(one.steps);
});

test("record --play keeps what somebody played, in a folder that may hold more", async () => {
  const out = fresh();
  for (const keys of ["<ArrowLeft><ArrowRight>", "<ArrowLeft>"])
    await ok("demos", "record", "--env", "classic/cart-pole-v1", "--play", "--keys", keys, "--out", out);
  const { episodes, pairs } = await parsed("demos", "inspect", out);
  expect(episodes.map(({ agent, steps }: { agent: string; steps: number }) => [agent, steps])).toEqual([
    ["person/keyboard-v1", 2],
    ["person/keyboard-v1", 1],
  ]);
  expect(pairs).toBe(3);
});

test("inspect says what there is", async () => {
  const { stdout, stderr } = await ok("demos", "inspect", join(place, "random"));
  expect(stdout).toMatch(/^episode +env +agent +seed +steps +return +score +end +observations$/m);
  expect(stdout).toMatch(
    /random-cart-pole-1-2\.episode +classic\/cart-pole-v1 +baseline\/random-v1 +1, world 2 +\d+ +\d+ +0\.\d+ +ended +yes$/m,
  );
  expect(stdout).toMatch(/^3 episodes +mean +lowest +highest$/m);
  expect(stdout).toMatch(/^\d+ pairs of observation and action\.$/m);
  expect(stdout).toMatch(/^action: (left|right) \d+ %, (left|right) \d+ %$/m);
  expect(stderr).toBe("");
});

test("a data set comes back; it can be learned from, and says that it cannot be replayed or scored again", async () => {
  const out = fresh();
  const { stdout } = await ok("demos", "import", "minari", dataset, "--env", "classic/cart-pole-v1", "--out", out);
  expect(stdout).toContain("Kept 3 of 3 episodes of cart-pole-demos-v0, lived in rewardgym/classic.cart-pole-v1");
  const file = join(out, "minari-000001.episode");
  expect((await ok("demos", "inspect", file)).stdout).toMatch(
    /cart-pole-demos-v0, baseline\/random-v1 +- +\d+ +\d+ +- +ended +yes$/m,
  );
  const learning = ["--env", "classic/cart-pole-v1", "--demonstrations", out, "--quiet"];
  await ok("train", ...learning, "--agent", "learner/cloning-v1", "--steps", "512", "--out", join(out, "../cloned"));
  await ok(
    "train",
    ...learning,
    "--reward",
    "model/imitation-v1",
    "--steps",
    "2048",
    "--out",
    join(out, "../imitated"),
  );
  for (const args of [
    ["replay", file],
    ["reward", "rescore", out, "--reward", "a=sparse/alive-v1"],
    ["reward", "explain", file],
    ["reward", "inspect", "sparse/alive-v1", "--episodes", out],
  ]) {
    const { code, stderr } = await command(...args);
    expect({ code, stderr }, args.join(" ")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("episode/imported: got"),
    });
  }
});

const import_ = ["demos", "import", "minari"];
test.each([
  ["no word after demos", ["demos"], "demos without a word after it"],
  ["a word that there is not", ["demos", "inport"], "import"],
  ["nobody who acts", ["demos", "record", "--env", "classic/cart-pole-v1", "--out", "<out>"], "nobody who acts"],
  ["no folder", ["demos", "record", run], "no --out"],
  [
    "a run and an agent",
    ["demos", "record", run, "--agent", "baseline/random-v1", "--out", "<out>"],
    "a run names both",
  ],
  ["a run and an env", ["demos", "record", run, "--env", "classic/cart-pole-v1", "--out", "<out>"], "a run names both"],
  [
    "another param of a trained agent",
    ["demos", "record", run, "--set", "learningRate=1", "--out", "<out>"],
    "--set learningRate",
  ],
  [
    "a return that is no number",
    ["demos", "record", ...pendulum, "--least-return", "high", "--out", "<out>"],
    "--least-return high",
  ],
  ["keys without playing", ["demos", "record", ...pendulum, "--keys", "a", "--out", "<out>"], "--keys without --play"],
  [
    "to play and to choose",
    ["demos", "record", "--env", "classic/cart-pole-v1", "--play", "--keep-best", "3", "--out", "<out>"],
    "--play and --keep-best",
  ],
  ["to play without an env", ["demos", "record", "--play", "--out", "<out>"], "--play without --env"],
  ["no such env", [...import_, dataset, "--env", "classic/cart-pole-v7", "--out", "<out>"], "registry/unknown"],
  ["no env", [...import_, dataset, "--out", "<out>"], "no --env"],
  [
    "a param of an agent",
    [...import_, dataset, "--env", "classic/cart-pole-v1", "--set", "a=1", "--out", "<out>"],
    "--set a",
  ],
  [
    "no such data set",
    [...import_, "no-such-v0", "--env", "classic/cart-pole-v1", "--out", "<out>"],
    "no Minari data set",
  ],
  ["another env", [...import_, dataset, "--env", "classic/pendulum-v1", "--out", "<out>"], "demonstration/foreign"],
  ["no such kind", ["demos", "import", "d4rl", dataset, "--env", "classic/cart-pole-v1", "--out", "<out>"], "minari"],
  ["to export no episodes", ["demos", "export", "minari", "package.json", "--out", "<out>"], "file/corrupt"],
  ["to export nowhere", ["demos", "export", "minari", join(place, "random")], "no --out"],
  ["to inspect no episodes", ["demos", "inspect", "package.json"], "file/corrupt"],
])("%s is one clear message, and nothing is written", async (_, args, says) => {
  const parent = temporaryFolder();
  const { code, stdout, stderr } = await command(...args.map((arg) => (arg === "<out>" ? join(parent, "out") : arg)));
  expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^rewardgym: [a-z]+\/[a-z]+: got .*\n$/);
  expect(stderr).toContain(says);
  expect(readdirSync(parent)).toEqual([]);
});
