import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { bindEnv, type Params } from "../../src/core/index.ts";
import { importMinari } from "../../src/demos/index.ts";
import type { Dataset, File } from "../../src/demos/minari/hdf5.ts";
import { episodesAt, type ImportedEpisode, readStoredEpisode } from "../../src/record/index.ts";
import { codedError } from "../record/temporary.ts";
import { freshFolder } from "../run/folder.ts";
import { changeData, changeMetadata, datasetOf } from "./datasets.ts";

const envOf = async (id = "classic/cart-pole-v1", params: Params = {}) =>
  bindEnv(await registries.envs.find(id), params);
const dataOf = (file: File, path: string) => file.get(path) as Dataset;
const one = (path: string, row: number, value: Float64Array | BigInt64Array | Uint8Array) => (file: File) =>
  dataOf(file, path).write_slice([[row, row + 1]], value);

test("an imported episode holds what the data set has, and says where it is from", async () => {
  const [dataset, out] = [await datasetOf("classic/cart-pole-v1", 3), freshFolder()];
  const imported = await importMinari(dataset, await envOf(), out);
  expect(imported).toMatchObject({ dataset: "cart-pole-demos-v0", tried: 3, episodes: 3, clipped: 0, open: 0 });
  const files = await episodesAt([out]);
  expect(files.map((file) => file.slice(out.length + 1))).toEqual([
    "minari-000000.episode",
    "minari-000001.episode",
    "minari-000002.episode",
  ]);
  const episode = (await readStoredEpisode(files[1])) as ImportedEpisode;
  expect(Object.keys(episode).sort()).toEqual(
    [
      "imported",
      "env",
      "versions",
      "steps",
      "terminated",
      "truncated",
      "return",
      "rewards",
      "actions",
      "observations",
    ].sort(),
  );
  expect(episode.imported).toEqual({
    kind: "minari",
    dataset: "cart-pole-demos-v0",
    episode: 1,
    agent: "baseline/random-v1",
  });
});

test("a data set is found by its folder, its data folder, and its id", async () => {
  const dataset = await datasetOf("classic/cart-pole-v1", 3);
  const env = await envOf();
  for (const place of [dataset, join(dataset, "data")])
    expect((await importMinari(place, env, freshFolder())).episodes).toBe(3);
  const before = process.env.MINARI_DATASETS_PATH;
  process.env.MINARI_DATASETS_PATH = dirname(dataset);
  try {
    expect((await importMinari("cart-pole-demos-v0", env, freshFolder())).episodes).toBe(3);
  } finally {
    if (before === undefined) delete process.env.MINARI_DATASETS_PATH;
    else process.env.MINARI_DATASETS_PATH = before;
  }
});

test("only the best, or those that are good enough", async () => {
  const dataset = await datasetOf("classic/cart-pole-v1", 3);
  const env = await envOf();
  const all = freshFolder();
  await importMinari(dataset, env, all);
  const returns: number[] = [];
  for (const file of await episodesAt([all])) returns.push((await readStoredEpisode(file)).return);
  const best = Math.max(...returns);
  const [one, good] = [freshFolder(), freshFolder()];
  expect(await importMinari(dataset, env, one, { keepBest: 1 })).toMatchObject({ tried: 3, episodes: 1 });
  expect((await readStoredEpisode((await episodesAt([one]))[0])).return).toBe(best);
  const enough = returns.filter((sum) => sum >= returns[0]).length;
  expect(await importMinari(dataset, env, good, { leastReturn: returns[0] })).toMatchObject({ episodes: enough });
  expect(await importMinari(dataset, env, freshFolder(), { episodes: 2 })).toMatchObject({ tried: 2, episodes: 2 });
  const error = await codedError(() => importMinari(dataset, env, freshFolder(), { leastReturn: best + 1 }));
  expect(error).toMatchObject({ code: "demonstration/none", given: expect.stringContaining(String(best)) });
});

/** Where the data set is damaged, by what. */
const second = "episode_1";
const damages: readonly (readonly [string, (dataset: string) => unknown, string, string])[] = [
  ["nothing there", (dataset) => rmSync(dataset, { recursive: true }), "file/unusable", "no Minari data set"],
  [
    "no HDF5 file",
    (dataset) => rmSync(join(dataset, "data/main_data.hdf5")),
    "file/unusable",
    "without main_data.hdf5",
  ],
  [
    "metadata that is no JSON",
    (dataset) => writeFileSync(join(dataset, "data/metadata.json"), "{"),
    "file/corrupt",
    "no JSON",
  ],
  [
    "an empty HDF5 file",
    (dataset) => writeFileSync(join(dataset, "data/main_data.hdf5"), ""),
    "file/corrupt",
    "HDF5 cannot read",
  ],
  [
    "a truncated HDF5 file",
    (dataset) => {
      const path = join(dataset, "data/main_data.hdf5");
      writeFileSync(path, readFileSync(path).subarray(0, -100));
    },
    "file/corrupt",
    "HDF5 cannot read",
  ],
  ["no episode", (dataset) => changeMetadata(dataset, { total_episodes: 0 }), "file/unusable", "without episodes"],
  [
    "fewer episodes than it says",
    (dataset) => changeMetadata(dataset, { total_episodes: 4 }),
    "file/corrupt",
    "without episode_3",
  ],
  [
    "another format",
    (dataset) => changeMetadata(dataset, { data_format: "arrow" }),
    "file/unusable",
    "data format arrow",
  ],
  ["no spaces", (dataset) => changeMetadata(dataset, { action_space: undefined }), "file/unusable", "without spaces"],
  [
    "a space that is none",
    (dataset) => changeMetadata(dataset, { action_space: "[1]" }),
    "file/corrupt",
    "action_space",
  ],
  [
    "other actions",
    (dataset) => changeMetadata(dataset, { action_space: '{"type": "Discrete", "start": 0, "n": 3}' }),
    "demonstration/foreign",
    "Discrete(3)",
  ],
  [
    "a reward that is no number",
    (d) => changeData(d, one(`${second}/rewards`, 2, Float64Array.of(Number.NaN))),
    "file/corrupt",
    "reward NaN",
  ],
  [
    "an action that there is not",
    (d) => changeData(d, one(`${second}/actions`, 2, BigInt64Array.of(7n))),
    "file/corrupt",
    "actions = 7 in row 2",
  ],
  [
    "an observation too few",
    (d) => changeData(d, (file) => dataOf(file, `${second}/observations`).resize([5, 4])),
    "file/corrupt",
    "observations of 20 values",
  ],
  [
    "an observation that is no number",
    (d) =>
      changeData(d, (file) =>
        dataOf(file, `${second}/observations`).write_slice(
          [
            [3, 4],
            [0, 1],
          ],
          Float32Array.of(Number.NaN),
        ),
      ),
    "file/corrupt",
    "observations = NaN in row 3",
  ],
  [
    "an end in the middle",
    (d) => changeData(d, one(`${second}/terminations`, 2, Uint8Array.of(1))),
    "file/corrupt",
    "goes on after its end in step 3",
  ],
];

test.each(damages)("a data set with %s is refused, and nothing is written", async (_, damage, code, says) => {
  const dataset = await datasetOf("classic/cart-pole-v1", 3);
  await damage(dataset);
  const out = freshFolder();
  const error = await codedError(async () => importMinari(dataset, await envOf(), out));
  expect(error?.message).toContain(says);
  expect(error?.code).toBe(code);
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(dirname(out))).toEqual([]);
});

test("another env's spaces are refused, naming both", async () => {
  const [dataset, out] = [await datasetOf("classic/cart-pole-v1", 3), freshFolder()];
  const error = await codedError(async () => importMinari(dataset, await envOf("classic/pendulum-v1"), out));
  expect(error).toMatchObject({ code: "demonstration/foreign" });
  expect(error?.given).toContain("Box([4]");
  expect(error?.expected).toContain("Box([3], float32, [-1, -1, -8] to [1, 1, 8])");
});

test("actions beyond the bounds are clipped, as worlds do, and counted; an episode without an end is cut off", async () => {
  const [dataset, out] = [await datasetOf("classic/pendulum-v1", 3), freshFolder()];
  await changeData(dataset, (file) => {
    dataOf(file, "episode_1/actions").write_slice(
      [
        [4, 6],
        [0, 1],
      ],
      Float32Array.of(-2.5, 2.5),
    );
    dataOf(file, "episode_2/truncations").write_slice([[199, 200]], Uint8Array.of(0));
  });
  const imported = await importMinari(dataset, await envOf("classic/pendulum-v1"), out);
  expect(imported).toMatchObject({ episodes: 3, clipped: 2, open: 1 });
  const [, clipped, open] = await episodesAt([out]);
  expect((await readStoredEpisode(clipped)).actions[0].slice(4, 6)).toEqual(Float32Array.of(-2, 2));
  expect(await readStoredEpisode(open)).toMatchObject({ terminated: false, truncated: true });
});

test("observations may have other bounds and precision, actions no other scale", async () => {
  const dataset = await datasetOf("classic/pendulum-v1", 1);
  const env = await envOf("classic/pendulum-v1");
  const space = (dtype: string, high: readonly number[]) =>
    JSON.stringify({ type: "Box", dtype, shape: [high.length], low: high.map((bound) => -bound), high });
  changeMetadata(dataset, { observation_space: space("float64", [9, 9, 9]) });
  expect(await importMinari(dataset, env, freshFolder())).toMatchObject({ episodes: 1 });
  changeMetadata(dataset, { action_space: space("float32", [1]) });
  expect(await codedError(() => importMinari(dataset, env, freshFolder()))).toMatchObject({
    code: "demonstration/foreign",
    given: expect.stringContaining("-1 to 1"),
    expected: expect.stringContaining("-2 to 2"),
  });
});
