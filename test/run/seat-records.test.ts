import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { agents } from "../../agents/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { bindEnv, pack, type RunSpec } from "../../src/core/index.ts";
import {
  type EpisodeRecord,
  joinedRows,
  parseEpisode,
  readEpisode,
  recordedRows,
  replay,
  seal,
  writeEpisode,
} from "../../src/record/index.ts";
import { openReward, rewardHost } from "../../src/reward/index.ts";
import { evaluate } from "../../src/run/index.ts";
import { openPolicy } from "../../src/run/policy.ts";
import { openVector } from "../../src/vector/index.ts";
import { seated } from "../fixtures/worlds-seated.ts";

const registries = { envs: seated, rewards, transforms, agents };

const specOf = (id: string, params = {}): RunSpec => ({
  env: { id, params },
  reward: {
    sum: { once: { use: "sparse/reached-v1", params: { feature: "success", bound: 1 } }, alive: "sparse/alive-v1" },
  },
  agent: { id: "baseline/random-v1", params: {} },
  seed: 1,
  steps: 1,
  worlds: 1,
  device: "cpu",
});

async function recorded(spec: RunSpec, options = {}) {
  const policy = await openPolicy(spec, registries, bindEnv(await seated.find(spec.env.id), spec.env.params));
  return evaluate({ spec, registries, policy, episodes: 6, seed: 4, worlds: 3, record: 2, ...options });
}

async function replayed(record: EpisodeRecord): Promise<void> {
  const vector = await openVector({ envs: seated, env: record.env, worlds: 1 });
  try {
    await replay(record, vector);
  } finally {
    await vector.close();
  }
}

const cases = [
  specOf("fixture/pursuit-v1"),
  specOf("fixture/queue-v1", { places: 3, pause: 2, maxSteps: 25 }),
  specOf("fixture/queue-v1", { places: 2, reseats: false }),
];

test.each(cases)(
  "$env.id $env.params: an episode of all seats is recorded, replayed and scored again",
  async (spec) => {
    const { records, episodes } = await recorded(spec);
    expect(records.map(({ world }) => world).sort()).toEqual([0, 1]);
    expect(episodes.length).toBeGreaterThan(6);
    const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const record of records) {
      const seats = record.seats!;
      expect(record.rewards.length).toBe(record.steps * seats.count);
      const ends = seats.terminated.map((flag, row) => flag + seats.truncated[row]);
      expect([...ends.subarray(-seats.count)]).toEqual([...seats.present.subarray(-seats.count)]); // the world's last step
      const scores = [...seats.scores].filter((_, row) => ends[row] === 1);
      expect(record.score).toBeCloseTo(scores.reduce((a, b) => a + b, 0) / scores.length);
      await replayed(record);

      const path = join(folder, `${record.world}.episode`);
      await writeEpisode(path, record);
      const read = await readEpisode(path);
      expect(read).toEqual(record);
      expect(parseEpisode(seal("episode", pack({ format: 2, ...record })))).toEqual(record); // of an older version

      const env = bindEnv(await seated.find(record.env.id), record.env.params);
      const live = await openReward(spec.reward, registries, env, rewardHost(env, { seats: env.seats, seed: 1 }));
      const { total } = await live.evaluate(recordedRows(read, env, live.inputs));
      expect([...total]).toEqual([...record.rewards]);
      const twice = joinedRows([read, read], env, live.inputs);
      const once = recordedRows(read, env, live.inputs);
      for (const name of ["present", "terminated", "truncated"] as const)
        expect([...twice[name]]).toEqual([...once[name], ...once[name]]);
      await live.close();
    }
  },
);

test("a seat that did something else is found, and another number of seats", async () => {
  const { records } = await recorded(cases[1]);
  const [record] = records;
  const changed = { ...record, seats: { ...record.seats!, present: record.seats!.present.map((flag) => 1 - flag) } };
  await expect(replayed(changed)).rejects.toMatchObject({ code: "episode/mismatch" });
  const features = {
    ...record.features,
    waited: record.features.waited.map((value, i) => (i === 7 ? value + 1 : value)),
  };
  await expect(replayed({ ...record, features })).rejects.toThrow("in seat 1"); // row 7 of three a step
  const fewer = { ...record, env: { ...record.env, params: { ...record.env.params, places: 2 } } };
  await expect(replayed(fewer)).rejects.toMatchObject({ code: "episode/mismatch" });
});

test("an evaluation counts what seats live between two resets as one episode, each with its own result", async () => {
  const { episodes } = await recorded(cases[0], { episodes: 10, record: 0 });
  expect(episodes.length).toBe(20);
  for (let i = 0; i < 20; i += 2) {
    expect(episodes[i].score + episodes[i + 1].score).toBe(1); // caught or free
    expect(episodes[i].steps).toBe(episodes[i + 1].steps);
  }
});
