import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { command, processOf, temporaryFolder } from "./command.ts";

const train = ["train", "--env", "classic/cart-pole-v1", "--out", "<out>"];

// what is typed, and what the one message must say
test.each([
  ["no command", [], "no command"],
  ["an unknown command", ["tarin"], 'Did you mean "train"'],
  ["an unknown flag", [...train, "--sead", "3"], 'Did you mean "--seed"'],
  ["an unknown kind", ["list", "robots"], "envs"],
  ["no env", ["train"], "list envs"],
  ["an unknown env", ["train", "--env", "classic/cartpole-v1"], 'Did you mean "classic/cart-pole-v1"'],
  ["an unknown reward", [...train, "--reward", "shaped/uprite-v1"], 'Did you mean "shaped/upright-v1"'],
  ["an unknown agent", [...train, "--agent", "learner/pop-v1"], 'Did you mean "learner/ppo-v1"'],
  ["an agent that does not learn", [...train, "--agent", "baseline/random-v1"], "agent/unsupported"],
  ["an unknown param", [...train, "--set", "learningrate=1"], 'Did you mean "learningRate"'],
  ["an unknown param of the env", [...train, "--set", "env.gravity=1"], "params/invalid"],
  ["an unknown param of the reward", [...train, "--set", "reward.scale=1"], "params/invalid"],
  ["a param of another type", [...train, "--set", "learningRate=fast"], "a number"],
  ["a param twice", [...train, "--set", "gamma=1", "--set", "agent.gamma=2"], "--set agent.gamma twice"],
  ["a param that every object has", [...train, "--set", "__proto__=2"], 'param "__proto__"'],
  ["no names", ["new", "env"], "1 argument after new; expected 2"],
  ["a param without a value", [...train, "--set", "learningRate"], "key=value"],
  ["a reward that is no JSON", [...train, "--reward", "{use: 1}"], "input/json"],
  ["a reward file that is not there", [...train, "--reward", "none.json"], "none.json"],
  ["a reward of no known form", [...train, "--reward", '{"times": 2}'], "reward/expression"],
  [
    "a feature that is not measured",
    [...train, "--reward", '{"use": "shaped/feature-v1", "params": {"feature": "heit"}}'],
    "reward/input",
  ],
  ["a number that is none", [...train, "--seed", "NaN"], "--seed NaN; expected a whole number from 0 to 4294967295"],
  ["no worlds", [...train, "--worlds", "0"], "--worlds 0"],
  ["half a step", [...train, "--steps", "10.5"], "--steps 10.5"],
  ["an unknown device", [...train, "--device", "tpu"], '"cpu", "webgpu" or "cuda"'],
  ["a device that is not there", [...train, "--device", "cuda"], "device/unavailable"],
  ["half an episode", [...train, "--episodes", "2.5"], "--episodes 2.5"],
  ["no number of threads", [...train, "--threads", "many"], "--threads many; expected a whole number"],
  ["an empty number", [...train, "--seed="], "--seed without a value"],
  ["no value", [...train, "--agent"], "--agent without a value"],
  ["a flag in place of a value", [...train, "--reward", "--quiet"], "--reward without a value"],
  ["a negated flag that takes a value", [...train, "--no-seed"], "--no-seed"],
  ["neither true nor false", [...train, "--quiet=maybe"], "--quiet maybe"],
  ["a part of a flag", [...train, "--seed.x", "3"], "the unknown flag --seed.x"],
  ["a name as a flag", ["eval", "--run", "<out>"], "the unknown flag --run"],
  ["a bare --", ["train", "--", "--out", "<out>"], "a bare --"],
  ["a bare -- before the command", ["--", ...train], "a bare --"],
  ["maxSteps in other letters", [...train, "--set", "env.maxsteps=3"], 'Did you mean "maxSteps"'],
  [
    "an unknown param of an env without any",
    [...train, "--set", "env.wind=3"],
    'expected "actionRepeat" or "maxSteps"',
  ],
  ["a list of another type", [...train, "--set", "hidden=3"], "a list of 0 to 16 elements"],
  ["a token without a server", [...train, "--token-file", "token"], "--token-file without a server"],
  ["no key for saved worlds", ["serve", "--port", "0", "--state-key", "env"], "REWARDGYM_STATE_KEY"],
  ["to resume nothing", ["train", "--resume", "--out", "<out>"], "file/unusable"],
  ["to resume nowhere", ["train", "--resume"], "--resume without --out"],
  ["to evaluate nothing", ["eval", "<out>"], "file/unusable"],
  ["to evaluate no episodes", ["eval", "--env", "classic/cart-pole-v1", "--episodes", "0"], "at least 1"],
  ["to evaluate both", ["eval", "<out>", "--agent", "baseline/random-v1"], "one or the other"],
  ["another param of a trained agent", ["eval", "<out>", "--set", "learningRate=1"], "--set learningRate"],
  ["to record without a run", ["eval", "--env", "classic/cart-pole-v1", "--record", "3"], "--record without a run"],
  [
    "observations of nothing recorded",
    ["eval", "--env", "classic/cart-pole-v1", "--record-observations"],
    "--record-observations without --record",
  ],
  [
    "a folder for nothing recorded",
    ["eval", "--env", "classic/cart-pole-v1", "--out", "<out>"],
    "--out without --record",
  ],
  ["to begin from nothing", [...train, "--from", "no-such-run"], "file/unusable"],
  ["an anchor that is no run", [...train, "--anchor", "package.json"], "file/unusable"],
  ["demonstrations for who makes no use of them", [...train, "--demonstrations", "package.json"], "agent/unsupported"],
  ["an anchor's weight alone", [...train, "--set", "anchorWeight=1"], "--anchor RUN"],
  ["to list and delete", ["runs", "--yes"], "`runs delete` only"],
  [
    "to check an env on another",
    ["check", "classic/pendulum-v1", "--env", "classic/cart-pole-v1"],
    "--env for classic",
  ],
  ["to check nothing known", ["check", "classic/cart-pole-v7"], "registry/unknown"],
  ["to replay no episode", ["replay", "package.json"], "package.json"],
  ["a name without a family", ["new", "env", "roundabout"], "family/name"],
  ["a name that is taken", ["new", "env", "classic/cart-pole"], "which exists"],
  ["a bench of nothing", ["bench", "nothing"], "a part of a line's name"],
])("%s is one clear message, and nothing is written", async (_, args, says) => {
  const out = join(temporaryFolder(), "run");
  const { code, stdout, stderr } = await command(...args.map((arg) => (arg === "<out>" ? out : arg)));
  expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^rewardgym: [a-z]+\/[a-z]+: got .*\n$/);
  expect(stderr).toContain(says);
  expect(existsSync(out)).toBe(false);
});

test("a process ends with the code and says nothing else", async () => {
  const folder = temporaryFolder();
  const { code, stdout, stderr } = await processOf(folder, ["train", "--env", "classic/none-v1"]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^rewardgym: registry\/unknown: .*\n$/);
  expect(readdirSync(folder)).toEqual([]);
});

test("a folder that holds a run is left as it is", async () => {
  const out = join(temporaryFolder(), "run");
  mkdirSync(out);
  writeFileSync(join(out, "run.json"), "{}");
  const { code, stderr } = await command(...train.slice(0, -1), out);
  expect(code).toBe(2);
  expect(stderr).toContain("run/exists");
  expect(readdirSync(out)).toEqual(["run.json"]);
});

test("a run goes on only as itself, and from a whole checkpoint", async () => {
  const out = join(temporaryFolder(), "run");
  const short = ["--out", out, "--episodes", "0", "--quiet"];
  const begun = await command("train", "--env", "classic/cart-pole-v1", "--steps", "500", ...short);
  expect(begun.code, begun.stderr).toBe(0);

  const other = await command("train", "--resume", ...short, "--seed", "9", "--set", "gamma=0.5");
  expect(other.code).toBe(2);
  expect(other.stderr).toMatch(/checkpoint\/foreign.*agent.params.gamma = 0.5 instead of.*seed = 9 instead of 1/);

  const checkpoints = join(out, "checkpoints");
  const [name] = readdirSync(checkpoints);
  truncateSync(join(checkpoints, name), readFileSync(join(checkpoints, name)).length - 100);
  for (const args of [
    ["train", "--resume", ...short],
    ["eval", out],
  ]) {
    const { code, stderr } = await command(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/checkpoint\/missing.*damaged/);
  }
  expect(readdirSync(checkpoints)).toEqual([name]);
});
