import {
  type BoundEnv,
  bindEnv,
  CodedError,
  type Env,
  messageOf,
  poseSize,
  type Registry,
  sceneRows,
} from "../../core/index.ts";
import { type EpisodeRecord, isImported, posesAt, type RecordedPoses, type StoredEpisode } from "../../record/index.ts";
import { type Chunk, chunkSteps, type EpisodeNumbers, type Lived } from "../shapes.ts";
import type { OpenLibrary } from "./library.ts";
import { chunkOf, gathererOf, messagesOf } from "./looks.ts";
import { marksGatherer } from "./marks.ts";
import { numbersOf } from "./numbers.ts";
import { openWalker, type Walker } from "./walker.ts";

/** Episodes as the page asks for them. */
export interface Showing {
  numbers(id: string, seat: number): Promise<EpisodeNumbers>;
  /** How it looked: from its poses, where the file has them, else by living it again. */
  lived(id: string): Promise<Lived>;
  /** Lives it again: whether it still goes the same way, and what the world said. */
  again(id: string): Promise<Lived>;
  chunk(id: string, from: number, camera: string | undefined): Promise<Chunk>;
  close(): Promise<void>;
}

const mostWalkers = 2; // worlds that wait to go on: an episode and the one beside it

/** Shows a library's episodes. Calls wait for each other: a world steps for one at a time. */
export function showing(library: OpenLibrary, envs: Registry<Env>): Showing {
  const walkers = new Map<string, Walker>();
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  const walkerOf = async (id: string): Promise<Walker> => {
    const known = walkers.get(id);
    walkers.delete(id);
    const walker = known ?? (await openWalker(recorded((await library.episode(id)).episode), envs));
    walkers.set(id, walker); // the newest is last
    if (walkers.size > mostWalkers) {
      const [[oldest, unused]] = walkers;
      walkers.delete(oldest);
      await unused.close();
    }
    return walker;
  };

  return {
    async numbers(id, seat) {
      const { episode, summary, trouble } = await library.episode(id);
      return { ...numbersOf(summary, episode, await envOf(episode, envs), seat), ...(trouble && { trouble }) };
    },
    async lived(id) {
      const { episode, trouble } = await library.episode(id);
      if (!isImported(episode) && episode.poses) return stored(episode, episode.poses, trouble === undefined);
      return inTurn(() => liveAgain(episode, envs));
    },
    again: (id) => inTurn(async () => liveAgain((await library.episode(id)).episode, envs)),
    chunk: (id, from, camera) =>
      inTurn(async () => {
        const walker = await walkerOf(id);
        const { steps } = (await library.episode(id)).episode;
        const to = Math.min(from + chunkSteps, steps + 1);
        const gathered = chunkOf(walker.vector.env, from, to - from, camera);
        await walker.show(from, to, gathered);
        return gathered.chunk();
      }),
    close: () =>
      inTurn(async () => {
        for (const walker of walkers.values()) await walker.close();
        walkers.clear();
      }),
  };
}

const recorded = (record: StoredEpisode): EpisodeRecord => {
  if (isImported(record)) throw new CodedError("episode/imported", importedTrouble);
  return record;
};
const importedTrouble = {
  given: "an imported episode",
  expected: "a recorded one: of this one there are only numbers",
};

/** The env of an episode; nothing where it is of another package. */
async function envOf({ env }: StoredEpisode, envs: Registry<Env>): Promise<BoundEnv | undefined> {
  try {
    return bindEnv(await envs.find(env.id), env.params);
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.code === "registry/unknown") return undefined;
    throw thrown;
  }
}

/** How an episode looked, from the poses in its file. */
function stored({ steps }: EpisodeRecord, recorded: RecordedPoses, isWhole: boolean): Lived {
  const { scene } = recorded;
  const size = sceneRows(scene) * poseSize;
  const poses = new Float32Array((steps + 1) * size);
  const now = new Float64Array(size);
  for (let step = 0; step <= steps; step++) {
    posesAt(recorded, step, now);
    poses.set(now, step * size);
  }
  const look = { kind: "scene", scene, poses } as const;
  return { look, messages: [], isLog: false, wholeSteps: steps, ...(isWhole && { isStored: true }) };
}

/** Lives an episode again and gathers how it looked. Where that fails, what was gathered until then is shown. */
async function liveAgain(record: StoredEpisode, envs: Registry<Env>): Promise<Lived> {
  let wholeSteps = 0;
  const nothing = { look: { kind: "none" }, messages: [], isLog: false } as const;
  if (isImported(record)) return { ...nothing, wholeSteps, trouble: "An imported episode has only numbers." };
  let walker: Walker | undefined;
  try {
    walker = await openWalker(record, envs);
    const says = walker.world.text !== undefined;
    if (says) {
      await walker.close();
      walker = await openWalker(record, envs, true);
    }
  } catch (thrown) {
    await walker?.close();
    return { ...nothing, wholeSteps, trouble: messageOf(thrown) };
  }
  try {
    const { world, vector } = walker;
    const gatherer = gathererOf(world, vector.env, record.steps);
    const said = messagesOf(vector.env);
    const marked = marksGatherer(record.steps);
    const trouble = await walker
      .live(record, {
        world(moved, step) {
          gatherer.world?.(moved, step);
          marked.world(moved, step);
        },
        seen(...given) {
          said.seen!(...given);
          [, , wholeSteps] = given;
        },
      })
      .then(
        () => undefined,
        (thrown) => messageOf(thrown),
      );
    const look = gatherer.look();
    const isLog = look.kind === "terminal";
    const marks = marked.marks();
    return {
      ...{ look, messages: said.messages, isLog, wholeSteps },
      ...(marks && { marks }),
      ...(trouble && { trouble }),
    };
  } finally {
    await walker.close();
  }
}
