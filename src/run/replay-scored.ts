import {
  type BoundEnv,
  bindEnv,
  CodedError,
  type NamedRewards,
  type RewardRows,
  truncateAbsent,
} from "../core/index.ts";
import { type EpisodeRecord, replay, requireSame } from "../record/index.ts";
import { type LiveReward, openReward, rewardHost, unionOf } from "../reward/index.ts";
import { episodeTracker, type FinishedEpisode, gathering, type Observed, openVector } from "../vector/index.ts";
import { captureFor } from "./capture-for.ts";
import { opening } from "./opening.ts";
import type { Registries } from "./registries.ts";

/** What a reward gives an episode, summed over its steps and seats. */
export interface EpisodeWorth {
  readonly total: number;
  readonly terms: { readonly [term: string]: number };
}

/**
 * Simulates a recorded episode again, compares every bit, and scores it by rewards that may not have existed when it was
 * recorded. They may look at whatever the env shows: text, pictures and observations are made again. The score and the
 * recorded rewards are computed again too and compared.
 * @param onUnchecked told why the recorded rewards cannot be computed again: their reward learns, draws or is unknown here
 * @throws `episode/mismatch`, and what opening the rewards throws
 */
export async function replayScored(
  record: EpisodeRecord,
  rewards: NamedRewards,
  registries: Pick<Registries, "envs" | "rewards" | "transforms" | "files">,
  onUnchecked: (why: string) => void = () => undefined,
): Promise<{ readonly [name: string]: EpisodeWorth }> {
  const env = bindEnv(await registries.envs.find(record.env.id), record.env.params);
  const { opened, own, inputs, vector, close } = await opening(async (keep) => {
    const opened: { readonly name: string; readonly live: LiveReward; readonly worth: Mutable<EpisodeWorth> }[] = [];
    for (const [name, expression] of Object.entries(rewards)) {
      const host = rewardHost(env, { seats: env.seats, seed: record.seed });
      const live = keep(await openReward(expression, registries, env, host));
      opened.push({ name, live, worth: { total: 0, terms: {} } });
    }
    const own = await openOwn(record, registries, env, onUnchecked);
    if (own) keep(own.live);
    const inputs = unionOf(
      [...opened, ...(own ? [{ name: "the recorded reward", live: own.live }] : [])].map(({ name, live }) => ({
        path: name,
        inputs: live.inputs,
      })),
      env,
    );
    const capture = captureFor({ inputs });
    const vector = keep(await openVector({ envs: registries.envs, env: record.env, worlds: 1, capture }));
    return { opened, own, inputs, vector };
  });
  const { rows } = vector;
  const seen = {
    terminated: new Uint8Array(rows),
    truncated: new Uint8Array(rows),
    present: new Uint8Array(rows),
    groups: new Int32Array(0),
  };
  const gathered = gathering(vector, inputs, 1, seen);
  const judge = judging(record, env);
  try {
    await replay(record, vector, {
      before: () => gathered.before(0),
      async after(step) {
        judge.observe(vector, step);
        seen.terminated.set(vector.terminated);
        seen.present.set(vector.acted);
        truncateAbsent(vector.truncated, vector.acted, seen.truncated);
        gathered.after(0);
        await own?.compare(gathered.rows, step);
        for (const { live, worth } of opened) {
          const { total, terms } = await live.evaluate(gathered.rows);
          worth.total += sum(total);
          for (const term in terms) worth.terms[term] = (worth.terms[term] ?? 0) + sum(terms[term]);
        }
      },
    });
    judge.compare();
    return Object.fromEntries(opened.map(({ name, worth }) => [name, worth]));
  } finally {
    await close();
  }
}

/**
 * The reward that an episode was recorded with, which compares what it gives; undefined where that cannot be known from the
 * episode alone.
 */
async function openOwn(
  record: EpisodeRecord,
  registries: Pick<Registries, "rewards" | "transforms" | "files">,
  env: BoundEnv,
  onUnchecked: (why: string) => void,
) {
  let draws = false;
  const host = rewardHost(env, { seats: env.seats, seed: record.seed });
  Object.defineProperty(host, "seed", {
    get() {
      draws = true;
      return record.seed;
    },
  });
  let live: LiveReward;
  try {
    live = await openReward(record.reward, registries, env, host);
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    onUnchecked(thrown.message);
    return undefined;
  }
  const why = live.learns
    ? "their reward had learned by then"
    : live.inputs.groups
      ? "their reward compares worlds of a group"
      : draws && "their reward draws random numbers";
  if (why) {
    onUnchecked(why);
    await live.close();
    return undefined;
  }
  const names = (columns: object) => Object.keys(columns).toSorted().join(", ");
  return {
    live,
    async compare(rows: RewardRows, step: number): Promise<void> {
      const { total, terms } = await live.evaluate(rows);
      if (draws) return; // first drawn while it was evaluated
      requireSame("", "the names of terms", names(terms), names(record.terms));
      for (let seat = 0; seat < env.seats; seat++) {
        const row = step * env.seats + seat;
        requireClose(`after step ${step + 1}`, "reward", total[seat], record.rewards[row]);
        for (const term in terms)
          requireClose(
            `after step ${step + 1}`,
            `term ${JSON.stringify(term)}`,
            terms[term][seat],
            record.terms[term][row],
          );
      }
    },
  };
}

/** Networks round differently in batches of another size. */
const closeness = 1e-6;

function requireClose(place: string, what: string, now: number, recorded: number): void {
  const size = Math.max(1, Math.abs(now), Math.abs(recorded));
  if (!(Math.abs(now - recorded) <= closeness * size)) requireSame(place, what, now, recorded);
}

/** Applies the env's yardsticks again and compares what they say. */
function judging(record: EpisodeRecord, env: BoundEnv) {
  const tracker = episodeTracker(env, 1);
  const found: FinishedEpisode[] = [];
  tracker.start();
  return {
    observe(vector: Observed, step: number): void {
      const scores = new Float64Array(env.seats);
      for (const finished of tracker.observe(vector)) {
        scores[finished.row] = finished.score;
        found.push(finished);
      }
      for (let seat = 0; record.seats && seat < env.seats; seat++)
        requireSame(
          `after step ${step + 1} in seat ${seat}`,
          "score",
          scores[seat],
          record.seats.scores[step * env.seats + seat],
        );
    },
    compare(): void {
      const mean = (said: (one: FinishedEpisode) => number) =>
        found.length === 1 ? said(found[0]) : found.reduce((sum, one) => sum + said(one), 0) / found.length;
      requireSame(
        "",
        "score",
        mean(({ score }) => score),
        record.score,
      );
      for (const name in record.yardsticks)
        requireSame(
          "",
          `yardstick ${JSON.stringify(name)}`,
          mean(({ yardsticks }) => yardsticks[name]),
          record.yardsticks[name],
        );
    },
  };
}

const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends object ? { -readonly [N in keyof T[K]]: T[K][N] } : T[K] };
