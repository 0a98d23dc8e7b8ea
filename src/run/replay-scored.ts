import { bindEnv, type NamedRewards } from "../core/index.ts";
import { type EpisodeRecord, replay } from "../record/index.ts";
import { type LiveReward, openReward, rewardHost, unionOf } from "../reward/index.ts";
import { gathering, openVector } from "../vector/index.ts";
import { captureFor } from "./live.ts";
import { opening } from "./opening.ts";
import type { Registries } from "./registries.ts";

/** What a reward gives an episode, summed over its steps. */
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
  registries: Pick<Registries, "envs" | "rewards" | "transforms">,
): Promise<{ readonly [name: string]: EpisodeWorth }> {
  const env = bindEnv(registries.envs.find(record.env.id), record.env.params);
  const { opened, inputs, vector, close } = await opening(async (keep) => {
    const opened: { readonly name: string; readonly live: LiveReward; readonly worth: Mutable<EpisodeWorth> }[] = [];
    for (const [name, expression] of Object.entries(rewards)) {
      const host = rewardHost(env, { seats: 1, seed: record.seed });
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
  const seen = { terminated: new Uint8Array(1), truncated: new Uint8Array(1) };
  const gathered = gathering(vector, inputs, 1, seen);
  try {
    await replay(record, vector, {
      before: () => gathered.before(0),
      async after() {
        seen.terminated.set(vector.terminated);
        seen.truncated.set(vector.truncated);
        gathered.after(0);
        for (const { live, worth } of opened) {
          const { total, terms } = await live.evaluate(gathered.rows);
          worth.total += total[0];
          for (const term in terms) worth.terms[term] = (worth.terms[term] ?? 0) + terms[term][0];
        }
      },
    });
    return Object.fromEntries(opened.map(({ name, worth }) => [name, worth]));
  } finally {
    await close();
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends object ? { -readonly [N in keyof T[K]]: T[K][N] } : T[K] };
