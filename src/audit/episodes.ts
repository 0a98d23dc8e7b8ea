import { type BoundEnv, bindEnv, canonical, type Env, fail, nearest, type Registry } from "../core/index.ts";
import { type EpisodeRecord, versionsHere } from "../record/index.ts";

/** Recorded episodes of one env. */
export interface Episodes {
  readonly env: BoundEnv;
  readonly records: readonly EpisodeRecord[];
  /** What a person should know before trusting numbers about them. */
  readonly notices: readonly string[];
}

/**
 * Binds the env that episodes were recorded in.
 * @throws `episode/mismatch` where there are several envs, or one of a version that is not here; `file/unusable` without
 *   episodes
 */
export async function episodesOf(records: readonly EpisodeRecord[], envs: Registry<Env>): Promise<Episodes> {
  const [first] = records;
  if (!first) fail("file/unusable", { given: "no episodes", expected: "at least one recorded episode" });
  const { id, params } = first.env;
  const own = canonical(first.env);
  const other = records.find(({ env }) => canonical(env) !== own);
  if (other)
    fail("episode/mismatch", {
      given: `episodes of ${inWords(first.env)} and of ${inWords(other.env)}`,
      expected: "episodes of one env with the same params",
      fix: "Choose the files of one of them.",
    });
  if (!envs.has(id)) {
    const versions = envs.ids.filter((known) => withoutVersion(known) === withoutVersion(id));
    fail("episode/mismatch", {
      given: `${records.length} ${records.length === 1 ? "episode" : "episodes"} of ${id}, which is not here`,
      expected: versions.length ? `episodes of ${versions.join(" or ")}` : "episodes of an env that is here",
      fix: versions.length
        ? "A version changes when dynamics or features do, so its numbers mean something else. Record new episodes."
        : nearest(id, envs.ids),
    });
  }
  const { rewardgym: here } = versionsHere();
  const foreign = records
    .filter(({ versions }) => versions.rewardgym !== here)
    .map(({ versions }) => versions.rewardgym);
  return {
    env: bindEnv(await envs.find(id), params),
    records,
    notices: foreign.length
      ? [`${foreign.length} of ${records.length} episodes were recorded by rewardgym ${foreign[0]}; this is ${here}.`]
      : [],
  };
}

const withoutVersion = (id: string) => id.replace(/-v\d+$/, "");

const inWords = ({ id, params }: EpisodeRecord["env"]) => `${id} ${canonical(params)}`;
