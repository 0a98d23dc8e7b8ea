import {
  bindEnv,
  type Capture,
  canonical,
  type EnvChoice,
  fail,
  pack,
  type RewardExpression,
  type ScoredVector,
  unpack,
} from "../core/index.ts";
import { array, bytes, doubles, listOf, optional, readForm, text } from "../record/form.ts";
import { openReward, rewardHost } from "../reward/index.ts";
import { beginsEpisode, besideWorld, episodeTracker, gathering, openVector, packBeside } from "../vector/index.ts";
import { captureFor } from "./live.ts";
import { opening } from "./opening.ts";
import type { Registries } from "./registries.ts";

export interface ScoredOptions {
  readonly registries: Pick<Registries, "envs" | "rewards" | "transforms">;
  readonly env: EnvChoice;
  /** Without a reward the worlds are only stepped. */
  readonly reward?: RewardExpression;
  readonly worlds?: number;
  /** As in `openVector`. */
  readonly threads?: number;
  /** Text and frames to capture besides those that the reward reads. */
  readonly capture?: Capture;
  /** Seed for rewards that draw random numbers [0]. */
  readonly seed?: number;
  /** Whether rewards that learn do so after every step [true]. */
  readonly learn?: boolean;
}

/**
 * Opens worlds whose steps are scored as they are made: `reset(seed)`, write `vector.actions`, `step()`, read `rewards`.
 * @throws what `openVector` and `buildReward` throw
 */
export async function openScored(options: ScoredOptions): Promise<ScoredVector> {
  const { registries, worlds = 1, threads = 0, seed = 0, learn = true, reward: expression } = options;
  const env = bindEnv(registries.envs.find(options.env.id), options.env.params);
  const open = await opening(async (keep) => {
    const reward =
      expression === undefined
        ? undefined
        : keep(await openReward(expression, registries, env, rewardHost(env, { seats: worlds, seed })));
    const looked = reward && captureFor(reward);
    const capture = {
      text: options.capture?.text || looked?.text,
      goals: options.capture?.goals || looked?.goals,
      frames: agreedFrames(looked?.frames, options.capture?.frames),
    };
    const vector = keep(await openVector({ envs: registries.envs, env: options.env, worlds, threads, capture }));
    return { reward, vector };
  });
  const { vector, reward } = open;
  const seen = { terminated: new Uint8Array(worlds), truncated: new Uint8Array(worlds) };
  const gathered = reward && gathering(vector, reward.inputs, 1, seen);
  const tracker = episodeTracker(env, worlds);
  const sums = new Float64Array(worlds);
  const rewards = new Float64Array(worlds);
  const names = reward?.terms ?? [];
  const terms = Object.fromEntries(names.map((name) => [name, new Float64Array(worlds)]));
  const ended = {
    scores: new Float64Array(worlds),
    returns: new Float64Array(worlds),
    lengths: new Int32Array(worlds),
  };
  const owner = `${worlds} worlds of ${env.id} scored by ${canonical(expression ?? null)}`;

  async function score(): Promise<void> {
    if (!gathered || !reward) return;
    seen.terminated.set(vector.terminated);
    seen.truncated.set(vector.truncated);
    gathered.after(0);
    const { total, terms: columns } = await reward.evaluate(gathered.rows);
    rewards.set(total);
    for (const name of names) terms[name].set(columns[name]);
    if (learn) await reward.learn(gathered.rows, 0);
    for (let world = 0; world < worlds; world++) sums[world] += rewards[world];
  }

  function settle(): void {
    for (const { world, score, episode, whole } of tracker.observe(vector)) {
      ended.scores[world] = whole ? score : Number.NaN;
      ended.returns[world] = sums[world];
      ended.lengths[world] = episode.steps;
      sums[world] = 0;
    }
  }

  return {
    vector,
    rewards,
    terms,
    ended,
    async reset(from) {
      await vector.reset(from);
      tracker.start();
      for (let world = 0; world < worlds; world++) reward?.loadSeat(world);
      for (const column of [sums, rewards, ...Object.values(terms)]) column.fill(0);
    },
    async restart(world, from, alone) {
      await vector.restart(world, from, alone);
      tracker.begin(world);
      reward?.loadSeat(world);
      for (const column of [sums, rewards, ...Object.values(terms)]) column[world] = 0;
    },
    async step() {
      gathered?.before(0);
      await vector.step();
      await score();
      settle();
    },
    async save(world) {
      const saved = await vector.save(world);
      if (!reward) return saved;
      const [episode, memory] = [tracker.saveWorld(world), reward.saveSeat(world)];
      return packBeside(saved, { reward: canonical(expression), episode, sum: sums.slice(world, world + 1), memory });
    },
    async load(world, saved) {
      const beside = besideWorld(saved);
      const known = beside === undefined ? undefined : readForm(beside, besideForm, "what was saved beside a world");
      const remembered = known?.reward === canonical(expression) ? known : undefined;
      const [episode, memory] = [tracker.saveWorld(world), reward?.saveSeat(world)];
      try {
        if (known) tracker.loadWorld(world, known.episode);
        else if (beginsEpisode(env, saved)) tracker.begin(world);
        else tracker.cut(world);
        reward?.loadSeat(world, remembered?.memory);
        await vector.load(world, saved);
      } catch (thrown) {
        tracker.loadWorld(world, episode);
        reward?.loadSeat(world, memory);
        throw thrown;
      }
      sums[world] = remembered?.sum[0] ?? 0;
    },
    async saveAll() {
      const saved: Uint8Array[] = [];
      for (let world = 0; world < worlds; world++) saved.push(await vector.save(world));
      return pack({
        format,
        owner,
        worlds: saved,
        tracker: tracker.save(),
        sums,
        ...(reward && { reward: await reward.save(), seats: reward.saveSeats() }),
      });
    },
    async loadAll(packed) {
      const what = "saved worlds";
      const saved = readForm(
        unpack(packed, what),
        {
          format: text,
          owner: text,
          worlds: listOf(bytes),
          tracker: bytes,
          sums: array("float64", worlds),
          reward: optional(bytes),
          seats: optional(bytes),
        },
        what,
      );
      if (saved.format !== format || saved.owner !== owner)
        fail("checkpoint/foreign", { given: `${saved.format} of ${saved.owner}`, expected: `${format} of ${owner}` });
      for (const [world, one] of saved.worlds.entries()) await vector.load(world, one);
      tracker.load(saved.tracker);
      sums.set(saved.sums);
      if (saved.reward) await reward?.load(saved.reward);
      if (saved.seats) reward?.loadSeats(saved.seats);
    },
    close: () => open.close(),
  };
}

const format = "rewardgym/scored-2";

/** Data saved beside a world that is scored. */
const besideForm = { reward: text, episode: doubles, sum: array("float64", 1), memory: bytes };

/** The picture of each step: of the size that the reward or the caller asks for. */
function agreedFrames(looked: Capture["frames"], asked: Capture["frames"]): Capture["frames"] {
  if (looked && asked && canonical(looked) !== canonical({ ...looked, ...asked }))
    fail("run/invalid", {
      given: `frames ${canonical(asked)} beside a reward that looks at ${canonical(looked)}`,
      expected: "the same frames",
      fix: "Omit the frames: those of the reward are captured anyway.",
    });
  return looked ?? asked;
}
