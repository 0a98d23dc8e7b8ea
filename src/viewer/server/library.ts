import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fail, messageOf } from "../../core/index.ts";
import { namesIn } from "../../record/folder.ts";
import {
  aboutOf,
  type EpisodeAbout,
  growingEnding,
  readEpisodeAbout,
  readMetrics,
  readWholeBlocks,
  runPaths,
  type Salvaged,
} from "../../record/index.ts";
import type { Curve, EpisodeSummary, Library } from "../shapes.ts";

const ending = ".episode";

/** What can be looked at: a run's folder, a folder of episodes, or a single one. */
export interface OpenLibrary {
  /** Reads what is new since the last call. @throws `file/unusable`, `file/corrupt` for a run's metrics */
  list(): Promise<Library>;
  /** What is whole of an episode. @throws `file/unusable` for one that is not there, `file/corrupt` */
  episode(id: string): Promise<ShownEpisode>;
}

export interface ShownEpisode extends Salvaged {
  readonly summary: EpisodeSummary;
}

/** For whoever looks at no episodes. */
export const noLibrary: OpenLibrary = {
  list: async () => ({ asks: true, title: "labels", source: "", episodes: [], broken: [] }),
  episode: async (id) =>
    fail("file/unusable", { given: `the episode ${id}`, expected: "a server that shows episodes" }),
};

const atOnce = 32; // files that are open

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
  const isRun = place.metrics !== undefined;

  const learn = async (name: string): Promise<Known> => {
    const file = join(place.folder, name);
    const { mtimeMs, size } = await stat(file);
    const stamp = `${mtimeMs} ${size}`;
    const before = known.get(name);
    if (before?.stamp === stamp) return before;
    const now = await readEpisodeAbout(file)
      .then((about) => ({ stamp, summary: summaryOf(idOf(name), about, isRun) }))
      .catch(async () => ({ stamp, summary: (await shown(name)).summary })) // one that breaks off says how far it goes
      .catch((thrown) => ({ stamp, why: messageOf(thrown) }));
    known.set(name, now);
    return now;
  };

  const shown = async (name: string): Promise<ShownEpisode> => {
    const salvaged = await readWholeBlocks(join(place.folder, name));
    const summary = summaryOf(idOf(name), aboutOf(salvaged.episode), isRun);
    if (salvaged.isFinished) return { ...salvaged, summary };
    const { score: _, ...known } = summary;
    return { ...salvaged, summary: { ...known, end: "unfinished" } };
  };

  return {
    async list() {
      const names = place.only ? [place.only] : await episodeNames(place.folder);
      const episodes: EpisodeSummary[] = [];
      const broken: { file: string; why: string }[] = [];
      for (let first = 0; first < names.length; first += atOnce) {
        const some = names.slice(first, first + atOnce);
        for (const [i, { summary, why }] of (await Promise.all(some.map(learn))).entries())
          if (summary) episodes.push(summary);
          else broken.push({ file: some[i], why: why! });
      }
      const curve = place.metrics && (await curveOf(place.metrics));
      return { title: place.title, source: path, episodes, broken, ...(curve && { curve }) };
    },
    async episode(id) {
      const names = place.only ? [place.only] : await episodeNames(place.folder);
      const name = names.find((name) => idOf(name) === id);
      if (name === undefined)
        return fail("file/unusable", {
          given: `the episode ${JSON.stringify(id)}`,
          expected: `one of ${place.folder}`,
        });
      return shown(name);
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
    if (isEpisode(title)) return { title: idOf(title), folder: dirname(path), only: title };
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

const isEpisode = (name: string) => name.endsWith(ending) || name.endsWith(ending + growingEnding);
const idOf = (name: string) => name.slice(0, name.lastIndexOf(ending));
const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

async function episodeNames(folder: string): Promise<string[]> {
  if (!(await exists(folder))) return []; // a run that has recorded none
  const names = (await namesIn(folder)).filter(isEpisode).sort();
  return names.filter((name) => name.endsWith(ending) || !names.includes(`${idOf(name)}${ending}`));
}

function summaryOf(id: string, about: EpisodeAbout, isOfRun: boolean): EpisodeSummary {
  const { env, steps, terminated, imported, agent, score, seed, world } = about;
  const trained = isOfRun ? /^(\d+)-/.exec(id)?.[1] : undefined;
  return {
    id,
    env: env.id,
    steps,
    end: terminated ? "terminated" : "truncated",
    return: about.return,
    ...(trained && { trained: Number(trained) }),
    agent: agent ?? imported?.agent ?? imported?.dataset ?? "unknown",
    ...(score !== undefined && { score }),
    ...(seed !== undefined && { seed }),
    ...(world !== undefined && { world }),
  };
}

async function curveOf(path: string): Promise<Curve | undefined> {
  if (!(await exists(path))) return undefined; // a run that has just begun
  const rows = await readMetrics(path);
  const names = new Set(rows.flatMap(({ metrics }) => Object.keys(metrics)));
  const metrics = Object.fromEntries([...names].map((name) => [name, rows.map((row) => row.metrics[name] ?? null)]));
  return { steps: rows.map(({ steps }) => steps), metrics };
}
