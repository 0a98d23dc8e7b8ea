import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { bindEnv, box, list, text } from "../../src/core/index.ts";
import { exportMinari, importMinari } from "../../src/demos/index.ts";
import { gymnasiumSpace } from "../../src/demos/minari/gymnasium-space.ts";
import { type Group, installHdf5, openHdf5 } from "../../src/demos/minari/hdf5.ts";
import { parsePythonJson, pythonJson } from "../../src/demos/minari/python-json.ts";
import { type EpisodeRecord, episodesAt } from "../../src/record/index.ts";
import { randomEpisodes } from "../audit/fixture.ts";
import { codedError } from "../record/temporary.ts";
import { freshFolder } from "../run/folder.ts";
import { filesOf, randomFiles } from "./datasets.ts";

const { envs } = registries;

test("an imported data set is exported again, with the seeds that its env took", async () => {
  const { folder } = await exportMinari(await randomFiles("classic/cart-pole-v1", 2), envs, freshFolder());
  const [demos, root] = [freshFolder(), freshFolder()];
  await importMinari(folder, bindEnv(await envs.find("classic/cart-pole-v1")), demos);
  const exported = await exportMinari(await episodesAt([demos]), envs, root, "again-v1");
  expect(exported).toMatchObject({ folder: join(root, "again-v1"), id: "again-v1", episodes: 2 });
  const metadata = JSON.parse(
    readFileSync(join(root, "again-v1/data/metadata.json"), "utf8").replaceAll("Infinity", "0"),
  );
  expect(metadata).toMatchObject({ total_episodes: 2, dataset_id: "again-v1", algorithm_name: "baseline/random-v1" });
  expect(JSON.parse(metadata.env_spec).kwargs).not.toHaveProperty("reward"); // nobody knows by which it was lived
  const { File } = await openHdf5();
  const file = new File(join(root, "again-v1/data/main_data.hdf5"), "r");
  expect((file.get("episode_1") as Group).attrs["rewardgym/dataset"].value).toBe("cart-pole-demos-v0");
  file.close();
});

test("what cannot be a data set is refused, and nothing is written", async () => {
  const { records } = await randomEpisodes("classic/pendulum-v1", 2);
  const [record, other] = records;
  const blind = ({ observations: _, ...rest }: EpisodeRecord): EpisodeRecord => rest;
  const heavier = { ...other, env: { ...other.env, params: { ...other.env.params, gravity: 9 } } };
  const refused = async (files: readonly string[], id?: string) => {
    const root = freshFolder();
    const error = await codedError(() => exportMinari(files, envs, root, id));
    expect(existsSync(root)).toBe(false);
    return error;
  };
  const [good, without, mixed, foreign] = [
    await filesOf([record, other]),
    await filesOf([record, blind(other)]),
    await filesOf([record, heavier]),
    await filesOf([{ ...record, env: { id: "other/env-v9", params: {} } }]),
  ];
  expect(await refused(without)).toMatchObject({
    code: "demonstration/incomplete",
    given: expect.stringContaining(without[1]),
  });
  expect(await refused(mixed)).toMatchObject({
    code: "episode/mismatch",
    given: expect.stringContaining('"gravity":9'),
  });
  expect(await refused(foreign)).toMatchObject({ code: "registry/unknown" });
  expect(await refused([...good, "no-such-file"])).toMatchObject({ code: "file/unusable" });
  for (const id of ["demos", "../demos-v0", "/demos-v0", "a/b-v0", "", "demos-v0/"])
    expect(await refused(good, id), id).toMatchObject({ code: "cli/usage" });
});

test("a data set that is there stays as it is", async () => {
  const files = await randomFiles("classic/pendulum-v1", 1);
  const root = freshFolder();
  mkdirSync(join(root, "mine-v0/data"), { recursive: true });
  writeFileSync(join(root, "mine-v0/data/metadata.json"), "mine");
  expect(await codedError(() => exportMinari(files, envs, root, "mine-v0"))).toMatchObject({ code: "run/exists" });
  expect(readFileSync(join(root, "mine-v0/data/metadata.json"), "utf8")).toBe("mine");
  expect(readdirSync(root)).toEqual(["mine-v0"]);
});

test("lists are their length and rows; lists of texts have no space of Gymnasium's", () => {
  const numbers = list({ of: box({ dtype: "int16", shape: [2], low: 0 }), most: 3 });
  expect(gymnasiumSpace(numbers)).toEqual({
    type: "Dict",
    subspaces: {
      length: { type: "Discrete", dtype: "int64", start: 0, n: 4 },
      rows: {
        ...{ type: "Box", dtype: "int16", shape: [3, 2] },
        low: [
          [0, 0],
          [0, 0],
          [0, 0],
        ],
        high: [
          [32767, 32767],
          [32767, 32767],
          [32767, 32767],
        ], // the highest number of the type, as there is no bound
      },
    },
  });
  expect(() => gymnasiumSpace(list({ of: text(4), most: 2 }))).toThrow("env/unsupported");
});

test("Python's JSON, with numbers that JSON has not", () => {
  const value = { low: [-Infinity, 0], high: [Infinity, 1], said: 'Infinity "and" NaN \\' };
  const written = pythonJson(value);
  expect(written).toBe(`{"low":[-Infinity,0],"high":[Infinity,1],"said":${JSON.stringify(value.said)}}`);
  expect(parsePythonJson(written, "it")).toEqual(value);
  expect(parsePythonJson("[NaN]", "it")).toEqual([null]);
});

test("the error and the package ask for the same h5wasm", () => {
  const { peerDependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(installHdf5).toBe(`npm install h5wasm@${peerDependencies.h5wasm}`);
  expect(devDependencies.h5wasm).toBe(peerDependencies.h5wasm);
});
