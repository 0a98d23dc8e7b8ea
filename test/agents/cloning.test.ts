import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { headOf } from "../../agents/networks/heads.ts";
import { presets } from "../../scripts/zoo/index.ts";
import { parameterList } from "../../src/autodiff/index.ts";
import {
  batchOf,
  bindEnv,
  box,
  choice,
  choices,
  generator,
  list,
  parts,
  pick,
  type RunSpec,
} from "../../src/core/index.ts";
import { writeEpisode } from "../../src/record/index.ts";
import { evaluate, openPolicy, openTrained, settle, train } from "../../src/run/index.ts";
import { cartPoleRun, registries as usual } from "../run/fake-run.ts";
import { contentOf, freshFolder } from "../run/folder.ts";

const registries = { ...usual, presets };

const spec: RunSpec = {
  ...cartPoleRun,
  reward: "sparse/alive-v1",
  agent: { id: "learner/cloning-v1", params: { rolloutSteps: 8, gradientSteps: 20, minibatch: 64, hidden: [32] } },
  steps: 4 * 8 * 15,
};

/** Episodes of the script, in a folder. */
async function recorded(recordObservations = true): Promise<string> {
  const scripted = await settle({ ...spec, agent: { id: "baseline/scripted-v1", params: {} } }, registries);
  const policy = await openPolicy(scripted, registries, bindEnv(await registries.envs.find(spec.env.id)));
  const { records } = await evaluate({
    ...{ spec: scripted, registries, policy, recordObservations },
    ...{ episodes: 3, seed: 2, record: 3 },
  });
  const folder = freshFolder();
  mkdirSync(folder);
  for (const record of records) await writeEpisode(join(folder, `${record.world}.episode`), record);
  return folder;
}

async function meanSteps(directory: string): Promise<number> {
  const { spec, policy } = await openTrained(directory, registries);
  const { summary } = await evaluate({ spec, registries, policy, episodes: 20, seed: 7 });
  await policy.close?.();
  return summary.steps.mean;
}

describe("cloning", () => {
  it("does as the script did, resumes bit for bit, and PPO begins with its weights", async () => {
    const [demonstrations, whole] = [[await recorded()], freshFolder()];
    await train({ spec, registries, directory: whole, demonstrations });
    expect(await meanSteps(whole)).toBeGreaterThan(400); // the script lives to the limit of 500

    const controller = new AbortController();
    const stopped = freshFolder();
    await train({
      ...{ spec, registries, directory: stopped, demonstrations, signal: controller.signal },
      onProgress: ({ updates }) => updates === 6 && controller.abort(),
    });
    await train({ spec, registries, directory: stopped, resume: true });
    expect(await contentOf(stopped)).toEqual(await contentOf(whole));

    const further = freshFolder();
    const params = { hidden: [32], normalizeObservations: true, rolloutSteps: 8, learningRate: 0 };
    const agent = { id: "learner/ppo-v1", params };
    await train({ spec: { ...spec, agent, steps: 4 * 8 }, registries, directory: further, from: whole });
    expect(await meanSteps(further)).toBeGreaterThan(300);
  });

  it("is refused without demonstrations, and without observations in them", async () => {
    const asked = (demonstrations?: readonly string[]) =>
      train({ spec, registries, directory: freshFolder(), demonstrations });
    await expect(asked()).rejects.toMatchObject({ code: "agent/unsupported" });
    await expect(asked([await recorded(false)])).rejects.toMatchObject({ code: "demonstration/incomplete" });
  });
});

describe("what a head recalls of actions", () => {
  const near = list({ of: choice("a", "b"), most: 3 });
  const action = parts({
    push: box({ dtype: "float32", shape: [2], low: [-2, 0], high: [2, 5] }),
    way: choice("left", "right", "on"),
    both: choices({ door: ["open", "shut"], light: ["on", "off", "dim"] }),
    item: pick("near", near, ["take", "drop"]),
    pull: box({ dtype: "float64", shape: [1] }),
  });

  it.each([false, true])("is what it noted when it decided them, squashed or not", (squash) => {
    const space = squash ? parts({ push: action.fields.push, way: action.fields.way }) : action;
    const head = headOf(space, parameterList(), { logStd: 0, squash });
    const [rows, rng] = [5, generator(1, "recall")];
    const scores = Float32Array.from({ length: rows * head.size }, () => rng.normal());
    const spread = new Float32Array((head.spread?.shape[0] as number) ?? 0).fill(-2);
    const decided = {
      latents: new Float32Array(rows * head.latentSize),
      logProbs: new Float32Array(rows),
      actions: batchOf(space, rows),
    };
    head.decide(rows, scores, new Uint8Array(0), spread, rng, decided);
    const recalled = head.recall(rows, decided.actions);
    decided.latents.forEach((latent, i) => {
      expect(recalled[i]).toBeCloseTo(latent, 4);
    });
  });
});
