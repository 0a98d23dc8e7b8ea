import { type Packable, pack } from "../core/index.ts";
import { blockOf, endNumber, marked, markSize, trailerOf } from "./blocks.ts";
import { columnNames, cutColumns, type Extent, type Part, type Tree } from "./columns-cut.ts";
import { compress } from "./compressed.ts";
import type { EpisodeRecord } from "./episode.ts";
import { aboutOf } from "./episode-about.ts";
import { isImported, type StoredEpisode } from "./imported-episode.ts";

/** Of files in blocks. A file is of the oldest format that says all of it, so that older versions read what they can. */
const formats = { plain: 5, poked: 6 } as const;
export const blockedFormats: readonly number[] = Object.values(formats);
const blockSteps = 1024; // few enough to look for a place in a long episode, enough to be alike

export type Fields = { readonly [name: string]: Packable | undefined };
/** Where a block of steps begins, its first step and the one after its last. */
export type Place = readonly [offset: number, from: number, to: number];

/** What is known when an episode has ended. */
export const endNames = ["steps", "terminated", "truncated", "score", "yardsticks", "return"];

/** The bytes of an episode's file. */
export function packBlocks(episode: StoredEpisode): Uint8Array<ArrayBuffer> {
  const writer = blockWriter();
  const { head, columns, ends, extent } = splitEpisode(episode);
  if (!isImported(episode) && isSum(episode)) {
    head.summed = true;
    columns.rewards = undefined;
  }
  const pieces = [writer.begin(head)];
  for (let from = 0; from < extent.steps; from += blockSteps) {
    const to = Math.min(from + blockSteps, extent.steps);
    pieces.push(writer.add({ from, to, columns: cutColumns(columns, extent, from, to) }));
  }
  return joined([...pieces, writer.end({ about: aboutOf(episode), ...ends })]);
}

/** Makes the bytes of a file piece by piece, in this order. */
export interface BlockWriter {
  begin(head: Fields): Uint8Array<ArrayBuffer>;
  add(part: Part): Uint8Array<ArrayBuffer>;
  end(ends: Fields): Uint8Array<ArrayBuffer>;
}

export function blockWriter(): BlockWriter {
  let offset = markSize;
  const places: Place[] = [];
  const block = (number: number, content: Fields) => {
    const made = blockOf(number, pack(content));
    offset += made.length;
    return made;
  };
  return {
    begin(head) {
      const format = head.pokes === undefined ? formats.plain : formats.poked; // without them it cannot be replayed
      return joined([marked(), block(0, { kind: "head", format, ...compress(pack(head)) })]);
    },
    add({ from, to, columns }) {
      places.push([offset, from, to]);
      return block(places.length, { kind: "steps", from, to, ...compress(pack(columns)) });
    },
    end(ends) {
      const last = offset;
      return joined([block(endNumber, { kind: "end", ...ends, places }), trailerOf(last)]);
    },
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** An episode's fields by where they go: what does not change, what has rows, what is known at its end. */
export function splitEpisode(episode: StoredEpisode) {
  const head: { [name: string]: Packable | undefined } = {};
  const columns: { [name: string]: Tree | undefined } = {};
  const ends: { [name: string]: Packable | undefined } = {};
  const { seats, poses, ...fields } = episode as EpisodeRecord;
  for (const [name, value] of Object.entries(fields)) {
    if (columnNames.includes(name)) columns[name] = value as Tree;
    else if (endNames.includes(name)) ends[name] = value as Packable;
    else head[name] = value as Packable;
  }
  if (seats) {
    const { count, ...rest } = seats;
    head.seated = count;
    columns.seats = rest;
  }
  if (poses) {
    const { places, turns, largest, ...rest } = poses;
    head.poses = rest;
    columns.poses = { places, turns, largest };
  }
  const extent: Extent = { steps: episode.steps, seats: seats?.count ?? 1 };
  return { head, columns, ends, extent };
}

export function sumOf(terms: { readonly [name: string]: Float64Array }, rows: number): Float64Array {
  const sum = new Float64Array(rows);
  for (const column of Object.values(terms)) for (let row = 0; row < rows; row++) sum[row] += column[row];
  return sum;
}

/** Whether rewards are the sums of their terms to the last bit, so that they need not be stored. */
function isSum({ rewards, terms }: EpisodeRecord): boolean {
  const sum = sumOf(terms, rewards.length);
  return rewards.every((reward, row) => Object.is(reward, sum[row]));
}
