import { bindEnv, type NamedRewards, truncateAbsent } from "../core/index.ts";
import { type EpisodeRecord, replay } from "../record/index.ts";
import { type LiveReward, openReward, rewardHost, unionOf } from "../reward/index.ts";
import { gathering, openVector } from "../vector/index.ts";
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
 * recorded. They may look at whatever the env shows: text, pictures and observations are made again.
 * @throws `episode/mismatch`, and what opening the rewards throws
 */
export async function replayScored(
  record: EpisodeRecord,
  rewards: NamedRewards,
  registries: Pick<Registries, "envs" | "rewards" | "transforms" | "files">,
): Promise<{ readonly [name: string]: EpisodeWorth }> {
  const env = bindEnv(await registries.envs.find(record.env.id), record.env.params);
  const { opened, inputs, vector, close } = await opening(async (keep) => {
    const opened: { readonly name: string; readonly live: LiveReward; readonly worth: Mutable<EpisodeWorth> }[] = [];
    for (const [name, expression] of Object.entries(rewards)) {
      const host = rewardHost(env, { seats: env.seats, seed: record.seed });
      const live = keep(await openReward(expression, registries, env, host));
      opened.push({ name, live, worth: { total: 0, terms: {} } });
    }
    const inputs = unionOf(
      opened.map(({ name, live }) => ({ path: name, inputs: live.inputs })),
      env,
    );
    const capture = captureFor({ inputs });
    const vector = keep(await openVector({ envs: registries.envs, env: record.env, worlds: 1, capture }));
    return { opened, inputs, vector };
  });
  const { rows } = vector;
  const seen = {
    terminated: new Uint8Array(rows),
    truncated: new Uint8Array(rows),
    present: new Uint8Array(rows),
    groups: new Int32Array(0),
  };
  const gathered = gathering(vector, inputs, 1, seen);
  try {
    await replay(record, vector, {
      before: () => gathered.before(0),
      async after() {
        seen.terminated.set(vector.terminated);
        seen.present.set(vector.acted);
        truncateAbsent(vector.truncated, vector.acted, seen.truncated);
        gathered.after(0);
        for (const { live, worth } of opened) {
          const { total, terms } = await live.evaluate(gathered.rows);
          worth.total += sum(total);
          for (const term in terms) worth.terms[term] = (worth.terms[term] ?? 0) + sum(terms[term]);
        }
      },
    });
    return Object.fromEntries(opened.map(({ name, worth }) => [name, worth]));
  } finally {
    await close();
  }
}

const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends object ? { -readonly [N in keyof T[K]]: T[K][N] } : T[K] };
