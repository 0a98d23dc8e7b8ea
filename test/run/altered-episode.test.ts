import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { visible } from "../../scripts/visible.ts";
import { bindEnv, type RewardExpression } from "../../src/core/index.ts";
import { type EpisodeRecord, packEpisode, parseEpisode } from "../../src/record/index.ts";
import { evaluate, openPolicy, replayScored, settle } from "../../src/run/index.ts";
import { temporaryFolder, command as typed } from "../scripts/command.ts";
import { cartPoleRun, registries as registriesOfTests } from "./fake-run.ts";

const reward: RewardExpression = { sum: { stand: "sparse/alive-v1", high: { weight: 0.5, of: "shaped/upright-v1" } } };

async function lived(reward: RewardExpression): Promise<EpisodeRecord> {
  const agent = { id: "baseline/random-v1", params: {} };
  const spec = { ...(await settle({ ...cartPoleRun, reward }, registriesOfTests)), agent };
  const policy = await openPolicy(spec, registries, bindEnv(await registries.envs.find(spec.env.id)));
  const { records } = await evaluate({ spec, registries, policy, episodes: 1, seed: 7, record: 1 });
  await policy.close?.();
  return parseEpisode(packEpisode(records[0]));
}

let record: EpisodeRecord;
beforeAll(async () => {
  record = await lived(reward);
});

test("an episode that was not altered replays, rewards and score included", async () => {
  const unchecked: string[] = [];
  await replayScored(record, {}, registries, (why) => unchecked.push(why));
  expect(unchecked).toEqual([]);
});

const total = (rewards: Float64Array) => rewards.reduce((sum, reward) => sum + reward, 0);

const alterations: { readonly [what: string]: (copy: Altered) => void } = {
  "a reward": (copy) => {
    copy.rewards[2] += 1;
  },
  "a reward and the return": (copy) => {
    copy.rewards[2] += 1;
    copy.return = total(copy.rewards);
  },
  "a reward, its term and the return": (copy) => {
    copy.rewards[2] += 1;
    copy.terms.stand[2] += 1;
    copy.return = total(copy.rewards);
  },
  "terms that still sum to the rewards": (copy) => {
    copy.terms.stand[2] += 1;
    copy.terms.high[2] -= 1;
  },
  "the name of a term": (copy) => {
    const { stand, ...terms } = copy.terms;
    copy.terms = { ...terms, sit: stand };
  },
  "the return": (copy) => {
    copy.return += 1e-9;
  },
  "the score": (copy) => {
    copy.score += 1e-9;
  },
  "a feature, taken out": (copy) => {
    const { upright: _, ...features } = copy.features;
    copy.features = features;
  },
};
type Altered = { -readonly [K in keyof EpisodeRecord]: EpisodeRecord[K] };

test.each(Object.entries(alterations))("an altered episode is found out by %s", async (_, alter) => {
  const copy: Altered = structuredClone(record);
  alter(copy);
  const resealed = parseEpisode(packEpisode(copy));
  await expect(replayScored(resealed, {}, registries)).rejects.toMatchObject({ code: "episode/mismatch" });
});

test("rewards that cannot be computed again are said to be unchecked", async () => {
  const why = async (record: EpisodeRecord) => {
    const unchecked: string[] = [];
    await replayScored(record, {}, registries, (reason) => unchecked.push(reason));
    return unchecked.join();
  };
  expect(await why({ ...record, reward: "shaped/nobody-knows-v1" })).toContain("registry/unknown");
  const to = "shaped/upright-v1";
  expect(await why(await lived({ apply: "transform/delay-v1", to }))).toBe("");
  expect(await why(await lived({ apply: "transform/normalise-v2", to }))).toContain("had learned");
  expect(await why(await lived({ apply: "transform/flip-v1", to }))).toContain("draws random numbers");
});

test("names from a file reach a terminal with their control characters shown", async () => {
  expect(visible("a\u001b[31m\u0007\r\n\u0085é\u202e")).toBe("a\\x1b[31m\\x07\\x0d\n\\x85é\\u202e");
  const file = join(temporaryFolder(), "a.episode");
  writeFileSync(file, packEpisode({ ...record, agent: "evil\u001b]0;title\u0007" }));
  const { stdout } = await typed("replay", file);
  expect(stdout).toContain("evil\\x1b]0;title\\x07");
  expect(stdout).not.toContain("\u001b");
  writeFileSync(file, packEpisode({ ...record, env: { ...record.env, id: "classic/\u001b[2Jx-v1" } }));
  const { stderr } = await typed("replay", file);
  expect(stderr).toMatch(/\\(x|u00)1b\[2J/);
  expect(stderr).not.toContain("\u001b");
});
