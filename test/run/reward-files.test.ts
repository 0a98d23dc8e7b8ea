import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runAt } from "../../src/audit/index.ts";
import { bindEnv, digest, type RunSpec } from "../../src/core/index.ts";
import { diskFiles, readRun, runPaths, versionsHere } from "../../src/record/index.ts";
import { openReward, rewardHost } from "../../src/reward/index.ts";
import { evaluate, openTrained, train, withFilesOf } from "../../src/run/index.ts";
import { codeOf, temporaryFolder } from "../record/temporary.ts";
import { sealed } from "../rewards/learned-file.ts";
import { cartPoleRun, registries as usual } from "./fake-run.ts";
import { contentOf, freshFolder } from "./folder.ts";

const registries = { ...usual, files: diskFiles };
const bytes = new Uint8Array(sealed({ features: ["upright"] }, [2], "classic/cart-pole-v1"));

/** A run whose reward, stream and watched reward are the same file, at a path. */
const specWith = (file: string): RunSpec => ({
  ...cartPoleRun,
  reward: { sum: { learned: { use: "model/file-v1", params: { file } }, alive: "sparse/alive-v1" } },
  watch: { alone: { use: "model/file-v1", params: { file } } },
});

/** A file of its own for a test. */
function written(name = "mine.reward"): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

const descriptionOf = async (directory: string) => (await readRun(directory, versionsHere())).description;

test("a run keeps the file, and is what is in it, wherever it was", async () => {
  const [here, there] = [freshFolder(), freshFolder()];
  await train({ spec: specWith(written()), registries, directory: here });
  await train({ spec: specWith(written("other.reward")), registries, directory: there });
  const name = await digest(bytes);
  expect(readdirSync(runPaths(here).blobs)).toEqual([name]);
  expect(new Uint8Array(readFileSync(join(runPaths(here).blobs, name)))).toEqual(bytes);
  expect((await descriptionOf(here)).spec).toMatchObject(specWith(name));
  expect((await descriptionOf(here)).identity).toBe((await descriptionOf(there)).identity);
  expect(await contentOf(here)).toEqual(await contentOf(there));
});

test("a run goes on and is evaluated without the file", async () => {
  const [whole, halves] = [freshFolder(), freshFolder()];
  const file = written();
  await train({ spec: specWith(file), registries, directory: whole });
  await train({ spec: specWith(file), registries, directory: halves, stopWhen: ({ steps }) => steps >= 1200 });
  const later = specWith(`${file}.moved`);
  renameSync(file, `${file}.moved`);
  await train({ spec: later, registries, directory: halves, resume: true }); // the same, from elsewhere
  expect(await contentOf(halves)).toEqual(await contentOf(whole));
  rmSync(`${file}.moved`);
  await train({ spec: { ...(await descriptionOf(halves)).spec }, registries, directory: halves, resume: true });

  const { spec, policy, learned } = await openTrained(halves, registries);
  const { summary } = await evaluate({
    ...{ spec, policy, learned, registries: withFilesOf(halves, registries) },
    ...{ episodes: 2, seed: 1 },
  });
  // the return is what the file pays, and 1 a step for being alive
  expect(summary.return.mean - summary.watched.alone.mean).toBeCloseTo(summary.steps.mean, 6);
  await policy.close?.();
});

test("another file at the same path is another run", async () => {
  const directory = freshFolder();
  const file = written();
  await train({ spec: specWith(file), registries, directory, stopWhen: ({ steps }) => steps >= 1200 });
  writeFileSync(file, sealed({ features: ["upright"] }, [3], "classic/cart-pole-v1"));
  expect(await codeOf(() => train({ spec: specWith(file), registries, directory, resume: true }))).toBe(
    "checkpoint/foreign",
  );
});

test("the reward of a run is looked at by its path in the run's folder", async () => {
  const directory = freshFolder();
  await train({ spec: specWith(written()), registries, directory, stopWhen: ({ steps }) => steps >= 600 });
  const { own } = (await runAt(directory))!;
  expect(own.reward).toEqual(specWith(join(runPaths(directory).blobs, await digest(bytes))).reward);
  const env = bindEnv(await registries.envs.find("classic/cart-pole-v1"));
  await (await openReward(own.reward, registries, env, rewardHost(env, { seats: 1, seed: 1 }))).close();
});

test("mistakes are found before anything is written", async () => {
  const start = async (file: string) => {
    const directory = freshFolder();
    return codeOf(() => train({ spec: specWith(file), registries, directory }));
  };
  expect(await start(join(temporaryFolder(), "nothing.reward"))).toBe("file/unusable");
  const cut = join(temporaryFolder(), "cut.reward");
  writeFileSync(cut, bytes.subarray(0, 100));
  expect(await start(cut)).toBe("file/corrupt");
  const other = join(temporaryFolder(), "other.reward");
  writeFileSync(other, sealed({ features: ["upright"] }, [2], "classic/cart-pole-v9"));
  expect(await start(other)).toBe("reward/file");
});
