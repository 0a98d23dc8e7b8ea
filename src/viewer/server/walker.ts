import { type Batch, type Env, fail, type Registry, type Space, type VectorEnv, type World } from "../../core/index.ts";
import { type EpisodeRecord, replay } from "../../record/index.ts";
import { pokeAgain } from "../../record/replay.ts";
import { leafRows } from "../../record/stepped-worlds.ts";
import { openVector } from "../../vector/index.ts";

/** Looks on while a recorded episode is lived again; step 0 is its start. */
export interface Onlooker {
  /** The world after a step, before a next episode can begin in it. */
  world?(world: World, step: number): void;
  /** What was observed after a step, and what the world said of itself. */
  seen?(observation: Batch<Space>, text: string | undefined, step: number): void;
}

/** What can be lived again: an episode, or a clip of one. */
export type Acted = Pick<EpisodeRecord, "env" | "start" | "actions" | "pokes">;

/** A recorded episode's world. One call at a time. */
export interface Walker {
  readonly vector: VectorEnv;
  readonly world: World;
  /** Lives all of the episode and compares every bit. @throws `episode/mismatch`, `vector/unsavable` */
  live(record: EpisodeRecord, onlooker: Onlooker): Promise<void>;
  /** Shows steps from `from` up to but not including `to`: on from where it is, or over again from the start. */
  show(from: number, to: number, onlooker: Onlooker): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the world of a recorded episode.
 * @param says whether the world's own words are asked for
 * @throws `vector/unsavable` for an episode without its start, and what opening a vector throws
 */
export async function openWalker(record: Acted, envs: Registry<Env>, says = false): Promise<Walker> {
  const { start } = record;
  if (!start)
    return fail("vector/unsavable", {
      given: "an episode of a world that cannot be saved",
      expected: "one that begins with a saved world: of this one there are only numbers",
    });
  let world: World | undefined;
  let at = 0; // steps taken
  let looking: Onlooker = {};
  const opened = (made: World) => {
    world = made;
    const step = made.step.bind(made);
    made.step = () => {
      step();
      looking.world?.(made, at + 1);
    };
  };
  const capture = says ? { text: true } : {};
  const vector = await openVector({ envs: watched(envs, opened), env: record.env, worlds: 1, capture });
  const actions = leafRows(vector.env.action, vector.actions);
  const observation = () => (vector.ended > 0 && at > 0 ? vector.finalObservations : vector.observations);
  const begin = async (onlooker: Onlooker) => {
    looking = onlooker;
    at = 0;
    onlooker.world?.(world!, 0);
    onlooker.seen?.(vector.observations, says ? await vector.text(0) : undefined, 0);
  };
  const stepped = (onlooker: Onlooker) => {
    at++;
    onlooker.seen?.(observation(), vector.texts[0], at);
  };
  return {
    vector,
    get world() {
      return world!;
    },
    async live(record, onlooker) {
      await replay(record, vector, { begun: () => begin(onlooker), after: () => stepped(onlooker) });
    },
    async show(from, to, onlooker) {
      if (at >= from || at === 0) {
        await vector.load(0, start);
        await begin(from === 0 ? onlooker : {});
      }
      while (at < to - 1) {
        looking = at + 1 >= from ? onlooker : {};
        for (const [i, { array, size }] of actions.entries())
          for (let j = 0; j < size * vector.rows; j++) array[j] = record.actions[i][at * size * vector.rows + j];
        await pokeAgain(record, at, vector);
        await vector.step();
        stepped(looking);
      }
    },
    close: () => vector.close(),
  };
}

/** The worlds of a registry, each given to `opened` as it is made. */
function watched(envs: Registry<Env>, opened: (world: World) => void): Registry<Env> {
  const find = async (id: string): Promise<Env> => {
    const env = await envs.find(id);
    const create: Env["create"] = (params, slot, slots) => {
      const world = env.create(params, slot, slots);
      opened(world);
      return world;
    };
    return { ...env, create };
  };
  return { ...envs, find };
}
