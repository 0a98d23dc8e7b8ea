import {
  type BoundEnv,
  type Columns,
  fail,
  type Leaf,
  leavesOf,
  type PackedArray,
  type Space,
} from "../../core/index.ts";
import { type EpisodeRecord, isImported, requireEnvOf, type StoredEpisode } from "../../record/index.ts";
import type { EpisodeNumbers, EpisodeSummary, NamedColumn } from "../shapes.ts";

const mostColumns = 64; // of an observation or action: a picture's pixels are no plots

/**
 * One seat's numbers of an episode, as plots show them.
 * @param env nothing where nobody here knows it: then numbers have no names and units but those in the file
 * @throws `episode/mismatch` for an episode that is not of this env, `params/invalid` for a seat that there is not
 */
export function numbersOf(
  summary: EpisodeSummary,
  record: StoredEpisode,
  env: BoundEnv | undefined,
  seat = 0,
): EpisodeNumbers {
  if (env) requireEnvOf(record, env);
  const seats = isImported(record) ? 1 : (record.seats?.count ?? 1);
  if (!Number.isInteger(seat) || seat < 0 || seat >= seats)
    fail("params/invalid", { given: `seat ${seat}`, expected: `a whole number from 0 to ${seats - 1}` });
  const own = (column: PackedArray) => ownRows(column, seat, seats);
  const ownColumns = (columns: Columns) => mapped(columns, own);
  const common = {
    summary,
    goal: env?.goal ?? "",
    stepSeconds: env?.stepSeconds ?? (isImported(record) ? 0 : (record.poses?.stepSeconds ?? 0)),
    seats,
    seat,
    rewards: own(record.rewards),
    actions: columnsOf(env?.action, record.actions, record.steps, seat, seats),
    observations: columnsOf(env?.observation, record.observations ?? [], record.steps + 1, seat, seats),
  };
  if (isImported(record)) return { ...common, reward: null, terms: {}, watched: {}, features: [], events: [] };
  return {
    ...common,
    goal: record.goal ?? common.goal,
    ...(record.rounded !== undefined && { rounded: record.rounded }),
    reward: record.reward,
    terms: ownColumns(record.terms),
    watched: ownColumns(record.watched ?? {}),
    features: Object.entries(record.features).map(([name, column]) => ({
      name,
      unit: env?.features[name] ?? "",
      values: own(column),
    })),
    events: eventsOf(record, seat, seats),
  };
}

const mapped = (columns: Columns, work: (column: PackedArray) => Float64Array) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, work(column)]));

function ownRows(column: PackedArray, seat: number, seats: number): Float64Array {
  const own = new Float64Array(column.length / seats);
  for (let row = 0; row < own.length; row++) own[row] = Number(column[row * seats + seat]);
  return own;
}

/** The elements of a space's arrays as columns, the first `mostColumns`. */
function columnsOf(
  space: Space | undefined,
  arrays: readonly PackedArray[],
  rows: number,
  seat: number,
  seats: number,
): NamedColumn[] {
  const leaves = space && leavesOf(space);
  return arrays
    .flatMap((array, i) => {
      const size = array.length / (rows * seats);
      return Array.from({ length: Math.min(size, mostColumns) }, (_, element) => {
        const values = new Float64Array(rows);
        for (let row = 0; row < rows; row++) values[row] = Number(array[(row * seats + seat) * size + element]);
        const names = leaves ? nameOf(leaves[i], element) : { name: `${i}.${element}`, unit: "" };
        return { ...names, values };
      });
    })
    .slice(0, mostColumns);
}

/** Labels hold name and unit: `"hip angle [rad]"`. */
function nameOf({ path, space, size }: Leaf, element: number): { name: string; unit: string } {
  const label = space.type === "box" ? space.labels?.[element] : undefined;
  const [, name, unit] = /^(.*?)(?: \[(.*)\])?$/.exec(label ?? "") ?? [];
  const place = [path, size > 1 ? String(element) : ""].filter(Boolean).join(".");
  return { name: name || place || space.type, unit: unit ?? "" };
}

function eventsOf({ events, steps }: EpisodeRecord, seat: number, seats: number): EpisodeNumbers["events"] {
  return Object.entries(events).map(([name, column]) => {
    const at = Array.from({ length: steps }, (_, step) => step).filter((step) => column[step * seats + seat] !== 0);
    return {
      name,
      steps: Int32Array.from(at, (step) => step + 1),
      counts: Int32Array.from(at, (step) => column[step * seats + seat]),
    };
  });
}
