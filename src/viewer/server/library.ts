import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fail, messageOf } from "../../core/index.ts";
import { namesIn } from "../../record/folder.ts";
import { isImported, readMetrics, readStoredEpisode, runPaths, type StoredEpisode } from "../../record/index.ts";
import type { Curve, EpisodeSummary, Library } from "../shapes.ts";

const ending = ".episode";

/** What can be looked at: a run's folder, a folder of episodes, or a single one. */
export interface OpenLibrary {
  /** Reads what is new since the last call. @throws `file/unusable`, `file/corrupt` for a run's metrics */
  list(): Promise<Library>;
  /** @throws `file/unusable` for an episode that is not there, `file/corrupt` */
  episode(id: string): Promise<StoredEpisode>;
}

/** For whoever looks at no episodes. */
export const noLibrary: OpenLibrary = {
  list: async () => ({ asks: true, title: "labels", source: "", episodes: [], broken: [] }),
  episode: async (id) =>
    fail("file/unusable", { given: `the episode ${id}`, expected: "a server that shows episodes" }),
};

interface Known {
  readonly stamp: string;
  readonly summary?: EpisodeSummary;
  readonly why?: string;
}

/**
 * Opens what a path names. Nothing is written; files are read when they are asked for.
 * @throws `file/unusable` for a path with nothing to look at
 */
export async function openLibrary(path: string): Promise<OpenLibrary> {
  const place = await placeOf(path);
  const known = new Map<string, Known>();

  const learn = async (name: string): Promise<Known> => {
    const file = join(place.folder, name);
    const { mtimeMs, size } = await stat(file);
    const stamp = `${mtimeMs} ${size}`;
    const before = known.get(name);
    if (before?.stamp === stamp) return before;
    const now = await readStoredEpisode(file).then(
      (record) => ({ stamp, summary: summaryOf(idOf(name), record, place.metrics !== undefined) }),
      (thrown) => ({ stamp, why: messageOf(thrown) }),
    );
    known.set(name, now);
    return now;
  };

  return {
    async list() {
      const names = place.only ? [place.only] : await episodeNames(place.folder);
      const episodes: EpisodeSummary[] = [];
      const broken: { file: string; why: string }[] = [];
      for (const name of names) {
        const { summary, why } = await learn(name);
        if (summary) episodes.push(summary);
        else broken.push({ file: name, why: why! });
      }
      const curve = place.metrics && (await curveOf(place.metrics));
      return { title: place.title, source: path, episodes, broken, ...(curve && { curve }) };
    },
    async episode(id) {
      const name = `${id}${ending}`;
      const names = place.only ? [place.only] : await episodeNames(place.folder);
      if (!names.includes(name))
        fail("file/unusable", { given: `the episode ${JSON.stringify(id)}`, expected: `one of ${place.folder}` });
      return readStoredEpisode(join(place.folder, name));
    },
  };
}

interface Place {
  readonly title: string;
  readonly folder: string;
  readonly only?: string;
  readonly metrics?: string;
}

async function placeOf(path: string): Promise<Place> {
  const about = await stat(path).catch((cause) =>
    fail("file/unusable", { given: `${path}: ${messageOf(cause)}`, expected: "a run's folder or an episode", cause }),
  );
  const title = basename(resolve(path));
  if (!about.isDirectory()) {
    if (title.endsWith(ending)) return { title: idOf(title), folder: dirname(path), only: title };
    return fail("file/unusable", { given: `the file ${path}`, expected: `a run's folder, or a file ending ${ending}` });
  }
  const { description, metrics, episodes } = runPaths(path);
  if (await exists(description)) return { title, folder: episodes, metrics };
  if ((await episodeNames(path)).length === 0)
    fail("file/unusable", {
      given: `${path}, a folder without episodes`,
      expected: `a run's folder, or files that end ${ending}`,
      fix: "`rewardgym train` makes a run; `rewardgym demos record` makes episodes.",
    });
  return { title, folder: path };
}

const idOf = (name: string) => name.slice(0, -ending.length);
const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

async function episodeNames(folder: string): Promise<string[]> {
  if (!(await exists(folder))) return []; // a run that has recorded none
  return (await namesIn(folder)).filter((name) => name.endsWith(ending)).sort();
}

export function summaryOf(id: string, record: StoredEpisode, isOfRun = false): EpisodeSummary {
  const { env, steps, terminated } = record;
  const trained = isOfRun ? /^(\d+)-/.exec(id)?.[1] : undefined;
  const end = terminated ? "terminated" : "truncated";
  const about = {
    id,
    env: env.id,
    steps,
    end,
    return: record.return,
    ...(trained && { trained: Number(trained) }),
  } as const;
  if (isImported(record)) return { ...about, agent: record.imported.agent ?? record.imported.dataset };
  const { agent, score, seed, world } = record;
  return { ...about, agent, score, seed, world };
}

async function curveOf(path: string): Promise<Curve | undefined> {
  if (!(await exists(path))) return undefined; // a run that has just begun
  const rows = await readMetrics(path);
  const names = new Set(rows.flatMap(({ metrics }) => Object.keys(metrics)));
  const metrics = Object.fromEntries([...names].map((name) => [name, rows.map((row) => row.metrics[name] ?? null)]));
  return { steps: rows.map(({ steps }) => steps), metrics };
}
