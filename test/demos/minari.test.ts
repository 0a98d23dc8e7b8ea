import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { bindEnv, box, choice, choices, leavesOf, parts, text } from "../../src/core/index.ts";
import { exportMinari, importMinari } from "../../src/demos/index.ts";
import { episodesAt, type ImportedEpisode, readEpisode, readStoredEpisode } from "../../src/record/index.ts";
import { evaluate, openTrained, train } from "../../src/run/index.ts";
import { findPython } from "../python.ts";
import { freshFolder } from "../run/folder.ts";
import { randomFiles } from "./datasets.ts";

const python = findPython("h5py, minari");
const script = fileURLToPath(new URL("data-sets.py", import.meta.url));

function minari(...args: readonly string[]): string {
  if (!("path" in python)) throw new Error(python.reason);
  const { status, stdout, stderr } = spawnSync(python.path, [script, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** What Minari's own package writes. */
function written(): string {
  const root = freshFolder();
  mkdirSync(root);
  minari("write", root);
  return root;
}

beforeEach(({ skip }) => {
  if ("reason" in python) skip(python.reason);
});

const cartPole = async () => bindEnv(await registries.envs.find("classic/cart-pole-v1"));

test("a data set of Minari's package is imported, and an agent learns from it to balance", async () => {
  const [root, demos, directory] = [written(), freshFolder(), freshFolder()];
  const imported = await importMinari(`${root}/group/cart-pole-v0`, await cartPole(), demos);
  expect(imported).toEqual({
    ...{ dataset: "group/cart-pole-v0", from: "CartPole-v1", tried: 5, episodes: 5 },
    ...{ steps: 2500, clipped: 0, open: 0 }, // the rule balances to the limit of 500 steps
  });
  const [, second] = await episodesAt([demos]);
  expect(await readStoredEpisode(second)).toMatchObject({
    imported: { kind: "minari", dataset: "group/cart-pole-v0", episode: 1, agent: "a rule", seed: 1 },
    ...{ steps: 500, terminated: false, truncated: true, return: 500 },
  });
  const spec = {
    env: { id: "classic/cart-pole-v1", params: {} },
    reward: "sparse/alive-v1",
    agent: { id: "learner/cloning-v1", params: { rolloutSteps: 8, gradientSteps: 20, minibatch: 64, hidden: [32] } },
    ...{ seed: 1, steps: 4 * 8 * 15, worlds: 4, device: "cpu" as const },
  };
  await train({ spec, registries, directory, demonstrations: [demos] });
  const trained = await openTrained(directory, registries);
  const { summary } = await evaluate({ ...trained, registries, episodes: 20, seed: 7 });
  await trained.policy.close?.();
  expect(summary.steps.mean).toBeGreaterThan(400);
});

test("dicts, texts, other first options and other precision are read", async () => {
  const root = written();
  const env = {
    ...(await cartPole()),
    observation: parts({ place: box({ dtype: "float32", shape: [2] }), word: text(5) }),
    action: parts({
      gear: choice("low", "middle", "high"),
      switches: choices({ light: ["on", "off"], fan: ["0", "1", "2", "3"] }),
    }),
  };
  const out = freshFolder();
  await importMinari(`${root}/parts-v0`, env, out);
  const [file] = await episodesAt([out]);
  const episode = (await readStoredEpisode(file)) as ImportedEpisode;
  expect(episode).toMatchObject({ steps: 3, terminated: true, truncated: false, return: 2.75 }); // both were said
  expect(episode.rewards).toEqual(Float64Array.of(0.5, 0.25, 2));
  const [place, word] = episode.observations;
  expect(place).toEqual(Float32Array.of(0, 0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75));
  expect(Buffer.from(word as Uint8Array).toString()).toBe("\0\0\0\0\0a\0\0\0\0bcd\0\0é\0\0\0");
  expect(episode.actions).toEqual([Int32Array.of(0, 1, 2), Int32Array.of(0, 1, 1, 2, 0, 3)]);
});

test.each([
  "classic/cart-pole-v1",
  "classic/pendulum-v1",
  "locomotion/reacher-v1",
  "dungeon/empty-v1",
  "dungeon/room-v1",
])("what is exported of %s is what Minari's package reads, and comes back bit for bit", async (id) => {
  const files = await randomFiles(id, 2);
  const [root, back] = [freshFolder(), freshFolder()];
  const { folder, steps } = await exportMinari(files, registries.envs, root, "group/demos-v3");
  const told = JSON.parse(minari("read", root, "group/demos-v3"));
  const records = await Promise.all(files.map(readEpisode));
  const [{ env, reward }] = records;
  expect(told).toMatchObject({
    steps,
    env: `rewardgym/${id.replace("/", ".")}`,
    kwargs: { env: id, params: env.params, reward },
  });
  const bound = bindEnv(await registries.envs.find(id), env.params);
  for (const [i, record] of records.entries()) {
    const { observations, actions, rewards, terminations, truncations, infos, rewardgym } = told.episodes[i];
    const flat = (value: unknown, path: string): unknown[] =>
      [
        path ? path.split(".").reduce((inner, name) => (inner as { [name: string]: unknown })[name], value) : value,
      ].flat(Number.POSITIVE_INFINITY);
    for (const [leaf, { path, space }] of leavesOf(bound.observation).entries())
      if (space.type !== "text")
        expect(flat(observations, path).map(Number), path).toEqual([...record.observations![leaf]]);
    for (const [leaf, { path }] of leavesOf(bound.action).entries())
      expect(flat(actions, path), path).toEqual([...record.actions[leaf]]);
    expect(rewards).toEqual([...record.rewards]);
    expect([terminations.at(-1), truncations.at(-1)]).toEqual([Number(record.terminated), Number(record.truncated)]);
    expect(
      terminations
        .slice(0, -1)
        .concat(truncations.slice(0, -1))
        .every((flag: number) => flag === 0),
    ).toBe(true);
    for (const [name, column] of Object.entries(record.features))
      expect(infos.features[name], name).toEqual([...column]);
    expect(rewardgym).toEqual({ seed: record.seed, world: record.world, agent: record.agent, score: record.score });
  }
  await importMinari(folder, bound, back);
  for (const [i, file] of (await episodesAt([back])).entries()) {
    const { steps, actions, observations, rewards, terminated, truncated, return: sum } = records[i];
    expect(await readStoredEpisode(file)).toMatchObject({ steps, rewards, terminated, truncated, return: sum });
    const came = await readStoredEpisode(file);
    expect(came.actions).toEqual(actions);
    expect(came.observations).toEqual(observations);
  }
});
