import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { pace } from "../../agents/networks/pace.ts";
import { openPpo } from "../../agents/ppo/ppo.ts";
import { defaults } from "../../agents/ppo/settings.ts";
import { randomRollout } from "../../scripts/bench/experience.ts";
import { registries } from "../../scripts/registries.ts";
import { box, choice } from "../../src/core/index.ts";
import { openTrained, train } from "../../src/run/index.ts";
import { cartPoleRun, registries as withFakes } from "../run/fake-run.ts";
import { contentOf, freshFolder } from "../run/folder.ts";
import { temporaryFolder } from "../scripts/command.ts";

const bin = fileURLToPath(new URL("../../bin/rewardgym.js", import.meta.url));

/** A training in a process of its own, which has begun. */
async function training(...flags: readonly string[]) {
  const out = join(temporaryFolder(), "run");
  const args = [bin, "train", "--env", "classic/cart-pole-v1", "--steps", "100000000", "--out", out, ...flags];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  let said = "";
  const heard = new EventTarget();
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said += text;
    heard.dispatchEvent(new Event("more"));
  });
  /** Waits for words on stderr. */
  const saying = (words: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => said.includes(words) && resolve();
      heard.addEventListener("more", look);
      ended.then((code) => reject(new Error(`ended with code ${code} without "${words}", but: ${said}`)));
      look();
    });
  onTestFinished(() => void child.kill("SIGKILL"));
  await saying("8 worlds, seed 1");
  return { child, out, ended, saying };
}

test("Ctrl-C in a long update is answered at once, and a second one ends it", async () => {
  // half a million minibatches an update, which takes minutes in which no signal was heard
  const settings = ["rolloutSteps=4096", "minibatch=64", "epochs=1000"].flatMap((setting) => ["--set", setting]);
  const { child, ended, saying } = await training(...settings);
  child.kill("SIGINT");
  await saying("Stopping after this update, with a checkpoint. Ctrl-C again stops at once");
  const pressing = setInterval(() => child.kill("SIGINT"), 100);
  expect(await ended.finally(() => clearInterval(pressing))).toBe(130);
});

test("a run whose terminal is lost ends with a checkpoint of its last update", async () => {
  const { child, out, ended, saying } = await training();
  await saying("steps/s");
  child.kill("SIGHUP");
  for (const stream of [child.stdout, child.stderr]) stream.destroy(); // writing fails from here on
  expect(await ended).toBe(130);
  const { steps, policy } = await openTrained(out, registries);
  await policy.close?.();
  const logged = readFileSync(join(out, "metrics.jsonl"), "utf8").trimEnd().split("\n").at(-1);
  expect(JSON.parse(logged ?? "").steps).toBe(steps);
});

test("a run that is stopped before its first update has a checkpoint at step 0, and goes on as if never stopped", async () => {
  const [whole, stopped] = [freshFolder(), freshFolder()];
  const options = { spec: cartPoleRun, registries: withFakes };
  await train({ ...options, directory: whole });
  const result = await train({ ...options, directory: stopped, signal: AbortSignal.abort() });
  expect(result).toMatchObject({ stopped: "signal", steps: 0 });
  await train({ ...options, directory: stopped, resume: true });
  expect(await contentOf(stopped)).toEqual(await contentOf(whole));
});

test.each([
  ["to its end", 0, 32], // 16 x 4 rows are 8 minibatches, in each of 4 epochs
  ["until the divergence says stop", 0.01, 2],
])("an update that goes %s does not depend on the pieces that it is split into", async (_, targetKl, minibatches) => {
  const [observation, action] = [box({ dtype: "float32", shape: [3] }), choice("a", "b")];
  const host = { env: "fixture/any-v1", observation, action, maskSize: 0, seats: 4, seed: 1, device: "cpu" as const };
  const settings = { ...defaults, rolloutSteps: 16, minibatch: 8, epochs: 4, targetKl, learningRate: 1e-2 };
  const clock = vi.spyOn(performance, "now");
  let turns = 0;
  const learnt = async (msPerLook: number) => {
    let now = 0;
    clock.mockImplementation(() => {
      now += msPerLook;
      return now;
    });
    const learner = await openPpo(settings, host);
    const rollout = await randomRollout(learner, observation, action, 4, 1);
    let isLearning = true;
    const turn = () => {
      turns++;
      if (isLearning) setImmediate(turn);
    };
    turns = 0;
    setImmediate(turn);
    const { metrics, adopt } = await learner.learn(rollout, 0);
    isLearning = false;
    adopt();
    await learner.close?.();
    return { metrics, saved: learner.save() };
  };
  const together = await learnt(0); // pieces grow as fast as they may
  const fewest = turns;
  const apart = await learnt(1000); // every minibatch seems to take a second, and is a piece of its own
  vi.restoreAllMocks();
  expect(apart).toEqual(together);
  expect(apart.metrics.minibatches).toBe(minibatches);
  expect(turns).toBeGreaterThan(fewest); // between pieces the event loop has its turn
});

test("pieces come to half a second, growing eightfold at most", () => {
  const { next, took } = pace();
  expect(next(100)).toBe(1);
  took(1, 0);
  expect(next(100)).toBe(8);
  expect(next(5)).toBe(5);
  took(8, 16); // 2 ms each
  expect(next(1000)).toBe(64);
  took(64, 128);
  expect(next(1000)).toBe(250);
  took(250, 1_000_000);
  expect(next(100)).toBe(1); // one minibatch is the smallest piece
});
