import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { bindEnv } from "../../src/core/index.ts";
import { exportMinari, exportParquet, importMinari } from "../../src/demos/index.ts";
import { openTable } from "../../src/demos/parquet/write-table.ts";
import { episodesAt, readEpisode } from "../../src/record/index.ts";
import { randomEpisodes } from "../audit/fixture.ts";
import { findPython } from "../python.ts";
import { codedError } from "../record/temporary.ts";
import { freshFolder } from "../run/folder.ts";
import { command } from "../scripts/command.ts";
import { filesOf, randomFiles } from "./datasets.ts";

const { envs } = registries;
const script = fileURLToPath(new URL("tables.py", import.meta.url));

const rowsAt = async (path: string) => parquetReadObjects({ file: await asyncBufferFromFile(path) });

test("a row for the start and for every step of every episode, with all that was recorded", async () => {
  const files = await randomFiles("classic/cart-pole-v1", 3);
  const records = await Promise.all(files.map(readEpisode));
  const out = freshFolder();
  const exported = await exportParquet(files, envs, out);
  const steps = records.reduce((sum, record) => sum + record.steps, 0);
  expect(exported).toEqual({
    files: [join(out, "steps.parquet"), join(out, "episodes.parquet")],
    episodes: 3,
    steps,
  });
  const rows = await rowsAt(exported.files[0]);
  expect(rows).toHaveLength(steps + 3);
  let at = 0;
  for (const [episode, record] of records.entries())
    for (let step = 0; step <= record.steps; step++) {
      const row = rows[at++];
      const isStart = step === 0;
      expect(row).toEqual({
        ...{ episode, step, seat: 0 },
        terminated: step === record.steps && record.terminated,
        truncated: step === record.steps && record.truncated,
        reward: isStart ? null : record.rewards[step - 1],
        ...Object.fromEntries(
          Object.entries(record.terms).map(([name, term]) => [`term.${name}`, isStart ? null : term[step - 1]]),
        ),
        action: isStart ? null : record.actions[0][step - 1],
        ...Object.fromEntries(
          Object.entries(record.features).map(([name, column]) => [`feature.${name}`, column[step]]),
        ),
      });
    }
  expect(await rowsAt(exported.files[1])).toMatchObject(
    records.map((record, episode) => ({
      ...{ episode, file: files[episode], env: "classic/cart-pole-v1", agent: record.agent, seed: record.seed },
      ...{ world: record.world, steps: record.steps, terminated: record.terminated, truncated: record.truncated },
      ...{ score: record.score, return: record.return, goal: null },
    })),
  );
  const { key_value_metadata } = await parquetMetadataAsync(await asyncBufferFromFile(exported.files[0]));
  const units = key_value_metadata?.find(({ key }) => key === "rewardgym.units")?.value;
  expect(JSON.parse(units!)).toMatchObject({ offset: "m", angle: "rad" });
});

test("the command writes one file of steps where its name says so", async () => {
  const [file] = await randomFiles("locomotion/hopper-v1", 1);
  const out = join(freshFolder(), "deep", "steps.parquet");
  const { code, stdout, stderr } = await command("demos", "export", "parquet", file, "--out", out);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^Wrote 1 episodes, \d+ steps: .*steps\.parquet\.$/m);
  expect(readdirSync(join(out, ".."))).toEqual(["steps.parquet"]);
  const { actions, steps } = await readEpisode(file);
  const rows = await rowsAt(out);
  expect(rows).toHaveLength(steps + 1);
  expect(rows.slice(1).map((row) => [row["action.0"], row["action.1"], row["action.2"]])).toEqual(
    Array.from({ length: steps }, (_, i) => [...actions[0].subarray(3 * i, 3 * i + 3)]),
  );
});

test("an imported episode has actions and rewards, and nothing that nobody measured", async () => {
  const { folder } = await exportMinari(await randomFiles("classic/cart-pole-v1", 1), envs, freshFolder());
  const demos = freshFolder();
  await importMinari(folder, bindEnv(await envs.find("classic/cart-pole-v1")), demos);
  const out = freshFolder();
  await exportParquet(await episodesAt([demos]), envs, out);
  const [, row] = await rowsAt(join(out, "steps.parquet"));
  expect(row).toMatchObject({ reward: 1, "feature.offset": null });
  expect(await rowsAt(join(out, "episodes.parquet"))).toMatchObject([{ agent: "baseline/random-v1", score: null }]);
});

test("what is added is written in groups, and read as one table", async () => {
  const path = join(freshFolder(), "many.parquet");
  mkdirSync(join(path, ".."));
  const columns = [
    { name: "a", type: "INT32" },
    { name: "b", type: "STRING" },
  ] as const;
  const table = await openTable(path, columns, { key: "value" });
  for (let i = 0; i < 120_000; i++) {
    table.add([i, i % 2 ? "odd" : undefined]);
    if (i % 1000 === 0) await table.flush();
  }
  await table.finish();
  await table.drop();
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(path));
  expect([Number(metadata.num_rows), metadata.row_groups.length]).toEqual([120_000, 3]);
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path), rowStart: 119_998 });
  expect(rows).toEqual([
    { a: 119_998, b: null },
    { a: 119_999, b: "odd" },
  ]);
});

test("what cannot be a table is refused, and nothing is written", async () => {
  const [record] = (await randomEpisodes("classic/pendulum-v1", 1)).records;
  const heavier = { ...record, env: { ...record.env, params: { ...record.env.params, gravity: 9 } } };
  const files = await filesOf([record, heavier]);
  for (const out of [freshFolder(), join(freshFolder(), "a.parquet")]) {
    expect(await codedError(() => exportParquet(files, envs, out))).toMatchObject({ code: "episode/mismatch" });
    expect(existsSync(out)).toBe(false);
  }
  const broken = freshFolder();
  mkdirSync(broken);
  const cut = join(broken, "cut.episode");
  writeFileSync(cut, readFileSync(files[0]).subarray(0, 99));
  expect(await codedError(() => exportParquet([files[0], cut], envs, join(broken, "a.parquet")))).toMatchObject({
    code: "file/corrupt",
  });
  expect(readdirSync(broken)).toEqual(["cut.episode"]);
  expect(await codedError(() => exportParquet(files.slice(0, 1), envs, broken))).toMatchObject({ code: "run/exists" });
  const { code, stderr } = await command("demos", "export", "parquet", files[0], "--out", "a", "--id", "b-v0");
  expect([code, stderr]).toEqual([2, expect.stringContaining("cli/usage: got --id with parquet")]);
});

test.for([
  ["pandas", "pandas, pyarrow"],
  ["duckdb", "duckdb"],
  ["polars", "polars"],
])("%s reads them", async ([reader, modules], { skip }) => {
  const python = findPython(modules);
  if ("reason" in python) return skip(python.reason);
  const files = await randomFiles("classic/cart-pole-v1", 3);
  const records = await Promise.all(files.map(readEpisode));
  const out = freshFolder();
  await exportParquet(files, envs, out);
  const { status, stdout, stderr } = spawnSync(python.path, [script, reader, out], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  const found = JSON.parse(stdout);
  expect(found).toMatchObject({
    returns: records.map((record) => record.return),
    ended: records.map(({ terminated }) => terminated),
    starts: 3,
    lengths: records.map(({ steps }) => steps),
    highest: Math.max(...records.flatMap(({ features }) => [...features.offset])),
  });
  expect(found.columns.slice(0, 6)).toEqual(["episode", "step", "seat", "terminated", "truncated", "reward"]);
});
