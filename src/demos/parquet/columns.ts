import { type BoundEnv, leavesOf } from "../../core/index.ts";
import { type EpisodeRecord, isImported, type StoredEpisode } from "../../record/index.ts";

/** A column of the table of steps. */
export interface StepColumn {
  readonly name: string;
  readonly type: "INT32" | "FLOAT" | "DOUBLE" | "BOOLEAN";
  /**
   * Its value in a row: a seat after a step, or before the first, which is step 0 and only has what is measured. `undefined`
   * where an episode has none.
   */
  readonly at: (place: Place) => number | boolean | undefined;
}

/** A row of the table of steps. */
export interface Place {
  readonly episode: StoredEpisode;
  /** Which of the exported episodes it is, from 0 on. */
  readonly index: number;
  /** Steps before it. */
  readonly step: number;
  readonly seat: number;
  readonly seats: number;
}

/** The names of what differs between episodes of one env. */
export interface Names {
  readonly terms: ReadonlySet<string>;
  readonly watched: ReadonlySet<string>;
}

/** The columns of steps in an env, in their order in the file. */
export function stepColumns(env: BoundEnv, { terms, watched }: Names): StepColumn[] {
  return [
    { name: "episode", type: "INT32", at: ({ index }) => index },
    { name: "step", type: "INT32", at: ({ step }) => step },
    { name: "seat", type: "INT32", at: ({ seat }) => seat },
    ...ends.map((end) => ({ name: end, type: "BOOLEAN", at: (place: Place) => ended(end, place) }) as const),
    { name: "reward", type: "DOUBLE", at: (place) => place.episode.rewards[stepRow(place)] },
    ...[...terms].map((name) => named("term", name, (record) => record.terms[name])),
    ...[...watched].map((name) => named("watch", name, (record) => record.watched?.[name])),
    ...actionColumns(env),
    ...Object.keys(env.events).map((name) => named("event", name, (record) => record.events[name], "INT32")),
    ...Object.keys(env.features).map((name) => ({
      name: `feature.${name}`,
      type: "DOUBLE" as const,
      at: ({ episode, step, seat, seats }: Place) =>
        isImported(episode) ? undefined : episode.features[name]?.[step * seats + seat],
    })),
  ];
}

const ends = ["terminated", "truncated"] as const;

function ended(end: (typeof ends)[number], { episode, step, seat, seats }: Place): boolean {
  if (!isImported(episode) && episode.seats) return step > 0 && episode.seats[end][(step - 1) * seats + seat] === 1;
  return step === episode.steps && episode[end];
}

/** The row of what has one a step; none before the first. */
const stepRow = ({ step, seat, seats }: Place) => (step - 1) * seats + seat;

const named = (
  kind: string,
  name: string,
  of: (record: EpisodeRecord) => ArrayLike<number> | undefined,
  type: "DOUBLE" | "INT32" = "DOUBLE",
): StepColumn => ({
  name: `${kind}.${name}`,
  type,
  at: (place) => (isImported(place.episode) ? undefined : of(place.episode)?.[stepRow(place)]),
});

/** One for each number of an action: `action`, `action.2`, `action.gear`, `action.push.0`. */
const actionColumns = ({ action }: BoundEnv): StepColumn[] =>
  leavesOf(action).flatMap(({ path, dtype, size }, leaf) =>
    Array.from({ length: size }, (_, i) => ({
      name: ["action", path, size > 1 ? String(i) : ""].filter(Boolean).join("."),
      type: dtype === "float64" ? "DOUBLE" : dtype === "float32" ? "FLOAT" : "INT32",
      at: (place: Place) => (place.step === 0 ? undefined : place.episode.actions[leaf][stepRow(place) * size + i]),
    })),
  );
