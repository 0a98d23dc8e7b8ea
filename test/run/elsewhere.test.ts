import { readdirSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { agents } from "../../agents/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { bindEnv, type CodedError, type RunSpec, registry } from "../../src/core/index.ts";
import { recordedRows, replay, runPaths } from "../../src/record/index.ts";
import { evaluate, openScored, openTrained, train } from "../../src/run/index.ts";
import { qLearner } from "../fixtures/q-learner.ts";
import { corridor, corridorOpener } from "../fixtures/worlds-elsewhere.ts";
import { contentOf, freshFolder } from "./folder.ts";

const registries = {
  envs: registry("env", import.meta.url, [corridor]),
  rewards,
  transforms,
  agents: registry("agent", import.meta.url, [qLearner, ...agents.entries]),
};

const spec: RunSpec = {
  env: { id: corridor.id, params: {} },
  reward: "sparse/success-v1",
  agent: { id: qLearner.id, params: {} },
  seed: 2,
  steps: 4000,
  worlds: 4,
  device: "cpu",
};

const open = corridorOpener();
const env = bindEnv(corridor);

async function corridors(worlds = 2) {
  const vector = await open({ envs: registries.envs, env: spec.env, worlds });
  onTestFinished(() => vector.close());
  return vector;
}

const errorOf = (attempt: Promise<unknown>): Promise<CodedError> =>
  attempt.then(
    () => expect.fail("it should have been refused"),
    (thrown: CodedError) => thrown,
  );

test("a learner learns in worlds that cannot be saved, and is evaluated in them", async () => {
  const directory = freshFolder();
  const notices: string[] = [];
  const result = await train({ spec, registries, directory, open, onNotice: (notice) => notices.push(notice) });
  expect(result).toMatchObject({ stopped: "budget", steps: 4000, resumable: false });
  expect(notices).toEqual(["These worlds cannot be saved: the run cannot be resumed once it has been stopped."]);
  const { policy, learned } = await openTrained(directory, registries);
  const { summary, records } = await evaluate({
    ...{ spec, registries, policy, learned, open },
    ...{ episodes: 12, seed: 3, worlds: 4, record: 2 },
  });
  expect(summary.score.mean).toBe(1);
  expect(summary.steps.mean).toBeLessThanOrEqual(5); // the corridor's length at most
  // What was recorded can be scored again, but not be simulated again.
  expect(records).toHaveLength(2);
  const rows = recordedRows(records[0], env, { features: ["success"] });
  expect(rows.features.success.at(-1)).toBe(1);
  const refused = await errorOf(replay(records[0], await corridors(1)));
  expect(refused.code).toBe("vector/unsavable");
});

test("the same seed, the same run", async () => {
  const [one, other] = [freshFolder(), freshFolder()];
  for (const directory of [one, other]) await train({ spec, registries, directory, open });
  expect(await contentOf(other)).toEqual(await contentOf(one));
});

test("a run is stopped with a checkpoint, and to resume it is refused before anything is written", async () => {
  const directory = freshFolder();
  const controller = new AbortController();
  const onProgress = ({ updates }: { readonly updates: number }) => updates === 3 && controller.abort();
  await train({ spec, registries, directory, open, signal: controller.signal, onProgress });
  const before = await contentOf(directory);
  const refused = await errorOf(train({ spec, registries, directory, open, resume: true }));
  expect(refused.code).toBe("vector/unsavable");
  expect(refused.message).toContain("cannot be resumed");
  expect(await contentOf(directory)).toEqual(before);
  expect(readdirSync(runPaths(directory).checkpoints)).toHaveLength(1);
});

test("to save, load and branch is refused, and the worlds go on", async () => {
  const vector = await corridors();
  await vector.reset(4);
  expect(vector.savable).toBe(false);
  const refusals = [vector.save(0), vector.load(0, new Uint8Array(8)), vector.branch(0, 2)];
  for (const refusal of refusals) expect((await errorOf(refusal)).code).toBe("vector/unsavable");
  (vector.actions as Int32Array).fill(1);
  await vector.step();
  expect([...vector.events.moved]).toEqual([1, 1]);
});

test("scored steps work, snapshots of them are refused", async () => {
  const scored = await openScored({ registries, env: spec.env, reward: spec.reward, worlds: 3, open });
  onTestFinished(() => scored.close());
  await scored.reset(5);
  (scored.vector.actions as Int32Array).fill(1);
  for (let step = 0; step < goalWithin; step++) await scored.step();
  expect(scored.rewards.some((reward) => reward > 0) || scored.ended.scores.some((score) => score === 1)).toBe(true);
  expect((await errorOf(scored.saveAll())).code).toBe("vector/unsavable");
});

const goalWithin = 5; // steps from one end of the corridor to the other

test("an episode that breaks ends an evaluation, for it cannot be repeated", async () => {
  const { policy } = await trainedPolicy();
  const breaking = corridorOpener((step) => step === 2);
  const refused = await errorOf(
    evaluate({ spec, registries, policy, episodes: 8, seed: 3, worlds: 2, open: breaking }),
  );
  expect(refused.code).toBe("vector/failed");
  expect(refused.message).toContain("the tab crashed");
});

test("training goes on after a crash, and ends where a world crashes again and again", async () => {
  const once = await train({ spec, registries, directory: freshFolder(), open: corridorOpener((step) => step === 9) });
  expect(once.steps).toBe(4000);
  const always = corridorOpener((step) => step > 9);
  const refused = await errorOf(train({ spec, registries, directory: freshFolder(), open: always }));
  expect(refused.code).toBe("vector/failed");
});

async function trainedPolicy() {
  const directory = freshFolder();
  await train({ spec, registries, directory, open });
  return openTrained(directory, registries);
}
