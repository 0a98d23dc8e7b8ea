import {
  bindEnv,
  breather,
  type Capture,
  canonical,
  type EnvChoice,
  fail,
  pack,
  type RewardExpression,
  type ScoredVector,
  truncateAbsent,
  unpack,
} from "../core/index.ts";
import { array, bytes, doubles, listOf, optional, readForm, text } from "../record/form.ts";
import { openReward, rewardHost } from "../reward/index.ts";
import {
  beginsEpisode,
  besideWorld,
  episodeTracker,
  gathering,
  openVector,
  packBeside,
  withoutBeside,
} from "../vector/index.ts";
import { captureFor } from "./capture-for.ts";
import { opening } from "./opening.ts";
import type { Registries } from "./registries.ts";

export interface ScoredOptions {
  readonly registries: Pick<Registries, "envs" | "rewards" | "transforms" | "files">;
  readonly env: EnvChoice;
  /** Without a reward the worlds are only stepped. */
  readonly reward?: RewardExpression;
  readonly worlds?: number;
  /** As in `openVector`. */
  readonly group?: number;
  /** As in `openVector`. */
  readonly threads?: number;
  /** What opens the worlds, where they live elsewhere. */
  readonly open?: typeof openVector;
  /** As in `openVector`. */
  breathe?(): Promise<void> | undefined;
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
  const {
    registries,
    worlds = 1,
    group,
    threads = 0,
    open = openVector,
    seed = 0,
    learn = true,
    breathe = breather(),
    reward: expression,
  } = options;
  const env = bindEnv(await registries.envs.find(options.env.id), options.env.params);
  const { seats } = env;
  const rows = worlds * seats;
  const opened = await opening(async (keep) => {
    const reward =
      expression === undefined
        ? undefined
        : keep(await openReward(expression, registries, env, rewardHost(env, { seats: rows, seed })));
    const looked = reward && captureFor(reward);
    const capture = {
      text: options.capture?.text || looked?.text,
      goals: options.capture?.goals || looked?.goals,
      frames: agreedFrames(looked?.frames, options.capture?.frames),
    };
    const vector = keep(
      await open({ envs: registries.envs, env: options.env, worlds, group, threads, capture, breathe }),
    );
    return { reward, vector };
  });
  const { vector, reward } = opened;
  const seen = {
    terminated: new Uint8Array(rows),
    truncated: new Uint8Array(rows),
    present: new Uint8Array(rows),
    groups: new Int32Array(vector.groups.length),
  };
  const gathered = reward && gathering(vector, reward.inputs, 1, seen);
  const tracker = episodeTracker(env, worlds);
  const sums = new Float64Array(rows);
  const rewards = new Float64Array(rows);
  const names = reward?.terms ?? [];
  const terms = Object.fromEntries(names.map((name) => [name, new Float64Array(rows)]));
  const ended = {
    scores: new Float64Array(rows),
    returns: new Float64Array(rows),
    lengths: new Int32Array(rows),
  };
  const rowsOf = (world: number) => Array.from({ length: seats }, (_, seat) => world * seats + seat);
  let unscored = false;
  const owner = `${worlds} worlds of ${env.id} scored by ${canonical(expression ?? null)}`;

  async function score(): Promise<void> {
    if (!gathered || !reward) return;
    seen.terminated.set(vector.terminated);
    seen.present.set(vector.acted);
    truncateAbsent(vector.truncated, vector.acted, seen.truncated);
    gathered.after(0);
    const { total, terms: columns } = await reward.evaluate(gathered.rows);
    rewards.set(total);
    for (const name of names) terms[name].set(columns[name]);
    if (learn) await reward.learn(gathered.rows, 0);
  }

  function settle(): void {
    for (let row = 0; row < rows; row++) sums[row] += rewards[row];
    for (const { row, score, episode, whole } of tracker.observe(vector)) {
      ended.scores[row] = whole ? score : Number.NaN;
      ended.returns[row] = sums[row];
      ended.lengths[row] = episode.steps;
      sums[row] = 0;
    }
  }

  return {
    vector,
    rewards,
    terms,
    ended,
    get unscored() {
      return unscored;
    },
    async reset(from) {
      await vector.reset(from);
      tracker.start();
      for (let row = 0; row < rows; row++) reward?.loadSeat(row);
      for (const column of [sums, rewards, ...Object.values(terms)]) column.fill(0);
    },
    async restart(world, from, alone) {
      await vector.restart(world, from, alone);
      tracker.begin(world);
      for (const row of rowsOf(world)) {
        reward?.loadSeat(row);
        for (const column of [sums, rewards, ...Object.values(terms)]) column[row] = 0;
      }
    },
    async step() {
      unscored = false;
      gathered?.before(0);
      seen.groups.set(vector.groups);
      await vector.step();
      try {
        await score();
      } catch (thrown) {
        unscored = true;
        for (const column of [rewards, ...Object.values(terms)]) column.fill(Number.NaN);
        throw thrown;
      } finally {
        settle();
      }
    },
    async save(world) {
      const saved = await vector.save(world);
      if (!reward) return saved;
      const memories = rowsOf(world).map((row) => reward.saveSeat(row));
      return packBeside(saved, {
        reward: canonical(expression),
        episode: tracker.saveWorld(world),
        sum: sums.slice(world * seats, (world + 1) * seats),
        memories,
      });
    },
    async load(world, saved) {
      const beside = besideWorld(saved);
      const known =
        beside === undefined ? undefined : readForm(beside, besideForm(seats), "what was saved beside a world");
      const remembered = known?.reward === canonical(expression) ? known : undefined;
      const places = rowsOf(world);
      const [episode, memories] = [tracker.saveWorld(world), places.map((row) => reward?.saveSeat(row))];
      const remember = (states: readonly (Uint8Array | undefined)[] | undefined) => {
        for (const [seat, row] of places.entries()) reward?.loadSeat(row, states?.[seat]);
      };
      try {
        if (known) tracker.loadWorld(world, known.episode);
        else if (beginsEpisode(env, saved)) tracker.begin(world);
        else tracker.cut(world);
        remember(remembered?.memories);
        await vector.load(world, known ? withoutBeside(saved) : saved);
      } catch (thrown) {
        tracker.loadWorld(world, episode);
        remember(memories);
        throw thrown;
      }
      for (const [seat, row] of places.entries()) sums[row] = remembered?.sum[seat] ?? 0;
    },
    async saveAll() {
      const saved: Uint8Array[] = [];
      for (let world = 0; world < worlds; world++) {
        saved.push(await vector.save(world));
        await breathe();
      }
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
          sums: array("float64", rows),
          reward: optional(bytes),
          seats: optional(bytes),
        },
        what,
      );
      if (saved.format !== format || saved.owner !== owner)
        fail("checkpoint/foreign", { given: `${saved.format} of ${saved.owner}`, expected: `${format} of ${owner}` });
      for (const [world, one] of saved.worlds.entries()) {
        await vector.load(world, one);
        await breathe();
      }
      tracker.load(saved.tracker);
      sums.set(saved.sums);
      if (saved.reward) await reward?.load(saved.reward);
      if (saved.seats) reward?.loadSeats(saved.seats);
    },
    close: () => opened.close(),
  };
}

const format = "rewardgym/scored-2";

/** Data saved beside a world that is scored. */
const besideForm = (seats: number) => ({
  reward: text,
  episode: doubles,
  sum: array("float64", seats),
  memories: listOf(bytes, seats),
});

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
