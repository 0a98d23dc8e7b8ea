import { randomInt } from "node:crypto";
import {
  arraysOf,
  type Batch,
  batchOf,
  CodedError,
  type Columns,
  isOver,
  type Json,
  type PackedArray,
  poseSize,
  type SceneDescription,
  type ScoredVector,
  type Space,
  sceneRows,
} from "../../core/index.ts";
import { descriptionOf } from "../describe.ts";
import type { Message } from "../frame.ts";
import type { Arrays, Moment, Request } from "../messages.ts";

/** What others may see of a session, one world at a time. It changes nothing. */
export interface Watching {
  /** Call after a step. */
  stepped(): void;
  /** Call after worlds were moved otherwise. @param world one, or all unless given */
  moved(world?: number): void;
  /** @throws what asking a world that there is not throws */
  look(request: Pick<Request<"watch">, "world" | "since">, step: number): Promise<Message>;
}

export function watchingOver(scored: ScoredVector): Watching {
  const { vector } = scored;
  const { env, worlds } = vector;
  const { seats } = env;
  const episodes = new Int32Array(worlds); // begun in each world
  const lengths = new Int32Array(vector.rows);
  const returns = new Float64Array(vector.rows);
  let moment = randomInt(2 ** 32); // so that worlds that were restored elsewhere have other moments
  const scenes: (SceneDescription | undefined)[] = [];

  const sceneIn = async (world: number): Promise<SceneDescription | undefined> => {
    if (world in scenes) return scenes[world];
    try {
      scenes[world] = await vector.scene(world);
    } catch (thrown) {
      if (!(thrown instanceof CodedError && thrown.code === "env/unsupported")) throw thrown;
      scenes[world] = undefined; // it describes none
    }
    return scenes[world];
  };
  const rowsOf =
    (world: number) =>
    <A extends PackedArray>(column: A): A => {
      const size = column.length / worlds;
      return column.slice(world * size, (world + 1) * size) as A;
    };
  const begin = (row: number) => {
    lengths[row] = 0;
    returns[row] = 0;
  };

  return {
    stepped() {
      moment++;
      for (let row = 0; row < vector.rows; row++) {
        lengths[row]++;
        returns[row] += scored.rewards[row];
      }
      for (let i = 0; i < vector.ended; i++) begin(vector.endedRows[i]);
      for (let world = 0; world < worlds; world++) if (isOver(vector, world)) episodes[world]++;
    },
    moved(world) {
      moment++;
      for (let each = world ?? 0; each <= (world ?? worlds - 1); each++) {
        episodes[each]++;
        for (let seat = 0; seat < seats; seat++) begin(each * seats + seat);
      }
    },
    async look({ world = 0, since }, step) {
      if (since === moment) return { moment };
      const scene = await sceneIn(world); // or says that there is no such world, or that none has begun
      const own = rowsOf(world);
      const poses = new Float64Array(scene ? sceneRows(scene) * poseSize : 0);
      if (scene) await vector.poses(world, poses);
      const shown: Moment = {
        moment,
        step,
        episode: episodes[world],
        lengths: own(lengths),
        returns: own(returns),
        observations: ofRows(env.observation, vector.observations, seats, own),
        features: mapped(vector.features, own),
        rewards: own(scored.rewards),
        terms: mapped(scored.terms, own),
        ...(scene && { poses }),
      };
      if (since !== undefined) return shown as unknown as Message;
      const about = { env: descriptionOf(env), worlds, terms: Object.keys(scored.terms), ...(scene && { scene }) };
      return { about: about as unknown as Json, ...shown } as unknown as Message;
    },
  };
}

const mapped = (columns: Columns, of: (column: Float64Array) => Float64Array) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, of(column as Float64Array)]));

/** The rows of one world of a batch. */
function ofRows(space: Space, batch: Batch<Space>, rows: number, own: (column: PackedArray) => PackedArray): Arrays {
  const out = batchOf(space, rows);
  const from = arraysOf(batch);
  for (const [i, array] of arraysOf(out).entries()) array.set(own(from[i]) as never);
  return out as Arrays;
}
