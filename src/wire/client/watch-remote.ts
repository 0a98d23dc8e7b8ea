import { type BoundEnv, fail, type Json, type SceneDescription } from "../../core/index.ts";
import { count, doubles, fields, json, listOf, optional, readForm, text } from "../../record/form.ts";
import { type EnvDescription, envOf } from "../describe.ts";
import type { Moment, StepColumns } from "../messages.ts";
import type { Connection } from "./connection.ts";
import { readAnswer, reading } from "./reading.ts";
import { remoteColumns } from "./remote-columns.ts";

/** A session that others may watch. */
export interface Watchable {
  readonly session: string;
  readonly env: string;
  readonly worlds: number;
}

/** A world of somebody else's session. Its arrays have a row a seat, and are overwritten by the next look. */
export interface WatchedWorld extends Pick<ReturnType<typeof remoteColumns>["columns"], "observations" | "features"> {
  readonly env: BoundEnv;
  /** Of the session. */
  readonly worlds: number;
  readonly scene: SceneDescription | undefined;
  readonly rewards: Float64Array;
  readonly terms: { readonly [name: string]: Float64Array };
  /** `[rows, 7]` of the scene; empty without one. */
  readonly poses: Float64Array;
  /** Steps of the session since it was reset. */
  readonly step: number;
  /** Another number for another episode. */
  readonly episode: number;
  /** Steps of the first seat's present episode, and the sum of its rewards. */
  readonly length: number;
  readonly return: number;
  /** Looks again. @returns whether anything has moved. @throws `wire/session` once the session is closed */
  look(): Promise<boolean>;
}

const listForm = { watchable: listOf(fields({ session: text, env: text, worlds: count })) };
const aboutForm = { env: json, worlds: count, terms: listOf(text), scene: optional(json) };
const momentForm = {
  moment: count,
  step: count,
  episode: count,
  lengths: { words: "counts", is: (value: unknown): value is Int32Array => value instanceof Int32Array },
  returns: doubles,
  poses: optional(doubles),
};

/** The sessions of a server that others may watch. */
export const watchableAt = async (connection: Connection): Promise<readonly Watchable[]> =>
  readAnswer("list", await connection.ask("list", {}), listForm).watchable;

/**
 * Watches a world that somebody else steps; nothing about it can be changed.
 * @throws `wire/session` for a session that cannot be watched, `vector/unready` for one that has not begun
 */
export async function watchRemote(connection: Connection, session: string, world = 0): Promise<WatchedWorld> {
  const first = await connection.ask("watch", { session, world });
  const { about } = readAnswer("watch", first, { about: fields(aboutForm) });
  const { worlds, terms, scene } = readForm(about, aboutForm, "what is watched");
  const env = reading("an env", () => envOf(about.env as unknown as EnvDescription));
  const { columns, take } = remoteColumns(env, { worlds: 1, group: undefined, capture: {} }, terms);
  const none = new Uint8Array(env.seats);
  let poses = new Float64Array(0);
  let told = hear(first as unknown as Moment);

  function hear(moment: Moment) {
    const known = readAnswer("watch", moment as unknown as { readonly [key: string]: Json }, momentForm);
    reading(`a world of ${env.id}`, () => take({ ...moment, terminated: none, truncated: none } satisfies StepColumns));
    if (poses.length > 0 && known.poses?.length !== poses.length)
      fail("wire/frame", { given: `${known.poses?.length} numbers as poses`, expected: `${poses.length}` });
    poses = Float64Array.from(known.poses ?? []);
    return known;
  }

  return {
    env,
    worlds,
    scene: scene as SceneDescription | undefined,
    observations: columns.observations,
    features: columns.features,
    rewards: columns.rewards,
    terms: columns.terms as WatchedWorld["terms"],
    get poses() {
      return poses;
    },
    get step() {
      return told.step;
    },
    get episode() {
      return told.episode;
    },
    get length() {
      return told.lengths[0];
    },
    get return() {
      return told.returns[0];
    },
    async look() {
      const answer = await connection.ask("watch", { session, world, since: told.moment });
      if (!("step" in answer)) return false;
      told = hear(answer as unknown as Moment);
      return true;
    },
  };
}
