import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { presets } from "../../scripts/zoo/index.ts";
import { bindEnv, type RunSpec } from "../../src/core/index.ts";
import { writeEpisode } from "../../src/record/index.ts";
import { evaluate, openPolicy, openTrained, settle, train } from "../../src/run/index.ts";
import { cartPoleRun, registries as usual } from "../run/fake-run.ts";
import { freshFolder } from "../run/folder.ts";

const registries = { ...usual, presets };
const spec: RunSpec = {
  ...cartPoleRun,
  reward: { use: "model/imitation-v1", params: {} },
  agent: { id: "learner/ppo-v1", params: {} },
  worlds: 8,
  steps: 40_000,
};

test("an agent that is paid for looking like the script balances as the script does", async () => {
  const env = bindEnv(await registries.envs.find(spec.env.id));
  const scripted = await settle({ ...spec, agent: { id: "baseline/scripted-v1", params: {} } }, registries);
  const script = await openPolicy(scripted, registries, env);
  const asked = { episodes: 5, seed: 2, record: 5, recordObservations: true };
  const { records } = await evaluate({
    spec: { ...scripted, reward: "sparse/alive-v1" },
    registries,
    policy: script,
    ...asked,
  });
  const folder = freshFolder();
  mkdirSync(folder);
  for (const record of records) await writeEpisode(join(folder, `${record.world}.episode`), record);

  const directory = freshFolder();
  await train({ spec, registries, directory, demonstrations: [folder] });
  const { policy } = await openTrained(directory, registries);
  const { summary } = await evaluate({
    spec: { ...spec, reward: "sparse/alive-v1" },
    registries,
    policy,
    episodes: 20,
    seed: 7,
  });
  expect(summary.steps.mean).toBeGreaterThan(400);
  await policy.close?.();
});
