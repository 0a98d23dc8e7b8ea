import { createHash } from "node:crypto";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pack } from "../../src/core/index.ts";
import {
  demonstrationOf,
  type ImportedEpisode,
  packEpisode,
  parseEpisodeAbout,
  parseStoredEpisode,
  readEpisode,
  readStoredEpisode,
  seal,
  writeEpisode,
  writeSealed,
} from "../../src/record/index.ts";
import { env, recordEpisodes } from "./recorded-episodes.ts";
import { codedError, codeOf, temporaryFolder } from "./temporary.ts";

/** Two steps, every number by hand. */
const imported: ImportedEpisode = {
  imported: { kind: "minari", dataset: "drifting/expert-v0", episode: 7, agent: "SAC", seed: 3 },
  env: { id: env.id, params: { reach: 0.3, maxSteps: 9 } },
  versions: { rewardgym: "0.1.0" },
  steps: 2,
  terminated: false,
  truncated: true,
  return: 3,
  rewards: Float64Array.of(1, 2),
  actions: [Float32Array.of(0.5, -0.5), Int32Array.of(0, 2)],
  observations: [new Float32Array(6), new Int32Array(3)],
};

test("golden bytes", () => {
  const bytes = packEpisode(imported);
  expect(createHash("sha256").update(bytes).digest("hex")).toMatchInlineSnapshot(
    `"9f87aae66676eed74e309632b81371ab6b81037405ac35249b80240562470767"`,
  );
  expect(parseStoredEpisode(bytes)).toEqual(imported);
});

test("what an older version wrote is read", () => {
  const old = seal("episode", pack({ format: 3, ...imported }));
  expect(parseStoredEpisode(old)).toEqual(imported);
  expect(parseEpisodeAbout(old)).toEqual(parseEpisodeAbout(packEpisode(imported)));
});

test("it is read where it may be learned from, and refused where it cannot be replayed or scored", async () => {
  const path = join(temporaryFolder(), "a.episode");
  await writeEpisode(path, imported);
  expect(await readStoredEpisode(path)).toEqual(imported);
  const error = await codedError(() => readEpisode(path));
  expect(error).toMatchObject({
    code: "episode/imported",
    given: `${path}, from the minari data set drifting/expert-v0`,
  });
  const [{ episodes }] = [await recordEpisodes({ observations: true })];
  for (const record of episodes) {
    await writeEpisode(path, record);
    expect(await readStoredEpisode(path)).toEqual(await readEpisode(path));
  }
});

test("as a demonstration it has no features and no terms", () => {
  const { actions, features, terms, rewards, truncated } = demonstrationOf(imported, env);
  expect({ features, terms, rewards, truncated }).toEqual({
    features: {},
    terms: {},
    rewards: imported.rewards,
    truncated: true,
  });
  expect(Object.values(actions)).toEqual(imported.actions);
});

test("an incomplete file, and one of another env, are refused", async () => {
  const path = join(temporaryFolder(), "a.episode");
  const codeWith = async (change: object) => {
    await writeSealed(path, "episode", pack({ format: 3, ...imported, ...change }));
    return codeOf(async () => demonstrationOf(await readStoredEpisode(path), env));
  };
  expect(await codeWith({})).toBeUndefined();
  for (const name of Object.keys(imported)) expect(await codeWith({ [name]: undefined }), name).toBe("file/corrupt");
  expect(await codeWith({ format: 1 })).toBe("file/corrupt");
  expect(await codeWith({ format: 4 })).toBe("file/corrupt");
  expect(await codeWith({ steps: 0 })).toBe("file/corrupt");
  expect(await codeWith({ env: { id: "classic/pendulum-v1", params: {} } })).toBe("episode/mismatch");
  expect(await codeWith({ actions: [imported.actions[0]] })).toBe("episode/mismatch");
});
