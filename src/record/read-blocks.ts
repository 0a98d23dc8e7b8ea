import { fail, type Packable, type PackedArray, unpack } from "../core/index.ts";
import { endNumber, lastBlockAt, markSize, readBlock, trailerSize } from "./blocks.ts";
import { joinParts, type Part, type Tree } from "./columns-cut.ts";
import { decompress } from "./compressed.ts";
import { blockedFormats, endNames, type Fields, type Place, sumOf } from "./episode-blocks.ts";
import { bytes, count, listOf, packable, readForm, text } from "./form.ts";

/** What could be read of a file in blocks. */
export interface ReadBlocks {
  /** The fields of an episode, unchecked. Of one that breaks off the ends are made up: see `isFinished`. */
  readonly fields: Fields;
  readonly steps: number;
  readonly isFinished: boolean;
  /** Which blocks are missing, in words, and how many steps are there. */
  readonly trouble?: string;
  readonly wholeSteps: number;
}

const mostSteps = 65_536; // of a block: what a file says of one that is lost may be wrong

const compressed = { kind: text, size: count, deflated: bytes };
const headForm = { ...compressed, format: count };
const stepsForm = { ...compressed, from: count, to: count };
const endForm = { kind: text, about: packable, steps: count, places: listOf(listOf(count, 3)) };

/**
 * Reads all blocks that are whole.
 * @throws `file/corrupt` where the head or all steps are lost, or a newer version wrote them
 */
export function readBlocks(file: Uint8Array, what: string): ReadBlocks {
  const head = readBlock(file, markSize, 0);
  if (!head)
    return fail("file/corrupt", { given: `${what}, whose first block is cut or altered`, expected: "a whole one" });
  const { seated, summed, poses, ...known } = headOf(head.content, what);
  const seats = typeof seated === "number" ? seated : 1;
  const end = readEnd(file.subarray(-trailerSize), (at) => file.subarray(at), what);
  const { parts, lost } = end ? listed(file, end.places, what) : following(file, head.after, what);
  if (parts.length === 0)
    fail("file/corrupt", { given: `${what}: ${lost[0] ?? "not one whole step"}`, expected: "a block of steps" });
  const steps = end?.steps ?? parts[parts.length - 1].to;
  if (parts.some(({ to }) => to > steps))
    fail("file/corrupt", { given: `${what}: more than its ${steps} steps`, expected: "blocks of one episode" });
  if (!end) lost.push(`it breaks off after ${steps} whole ${steps === 1 ? "step" : "steps"}`);
  const columns = joinParts(parts, { steps, seats }, what) as { [name: string]: Tree };
  if (summed) columns.rewards = summedRewards(columns.terms, steps * seats, what);
  return {
    fields: {
      ...known,
      ...columns,
      ...(columns.poses && { poses: { ...recordIn(poses), ...recordIn(columns.poses) } }),
      ...(columns.seats && { seats: { ...recordIn(columns.seats), count: seats } }),
      ...(end ? end.ends : brokenOff(columns.rewards as PackedArray | undefined, steps)),
    },
    steps,
    isFinished: end !== undefined,
    ...(lost.length > 0 && { trouble: lost.join("; ") }),
    wholeSteps: parts.reduce((sum, { from, to }) => sum + to - from, 0),
  };
}

/** @throws `file/corrupt` */
function headOf(content: Uint8Array, what: string): Fields {
  const { format, ...packed } = readForm(unpack(content, what, { views: true }), headForm, what);
  if (!blockedFormats.includes(format))
    fail("file/corrupt", {
      given: `${what} of format ${format}`,
      expected: `format ${Math.max(...blockedFormats)} or an older one`,
      fix: "A newer rewardgym wrote it.",
    });
  return recordIn(unpack(decompress(packed, what), what));
}

/** What the last block says. */
export interface End {
  readonly about: Packable;
  readonly steps: number;
  readonly places: readonly Place[];
  /** The fields of the episode that are known at its end. */
  readonly ends: Fields;
}

/**
 * Reads the last block; nothing where it is not there yet, or is not whole.
 * @param bytesFrom the file from this byte on
 * @throws `file/corrupt` for one that contradicts itself
 */
export function readEnd(trailer: Uint8Array, bytesFrom: (at: number) => Uint8Array, what: string): End | undefined {
  const at = lastBlockAt(trailer);
  const block = at === undefined ? undefined : readBlock(bytesFrom(at), 0, endNumber);
  if (!block) return undefined;
  const value = recordIn(unpack(block.content, what));
  const { about, steps, places } = readForm(value, endForm, what);
  const isRow = places.every(
    ([, from, to], i) => from === (places[i - 1]?.[2] ?? 0) && to > from && to - from <= mostSteps,
  );
  if (!isRow || places.at(-1)?.[2] !== steps)
    fail("file/corrupt", { given: `${what}: blocks that do not make ${steps} steps`, expected: "one after another" });
  const ends = Object.fromEntries(endNames.flatMap((name) => (value[name] === undefined ? [] : [[name, value[name]]])));
  return { about, steps, places: places as unknown as readonly Place[], ends };
}

interface Found {
  readonly parts: readonly Part[];
  /** In words. */
  readonly lost: string[];
}

/** The blocks that a file's end names. */
function listed(file: Uint8Array, places: readonly Place[], what: string): Found {
  const parts: Part[] = [];
  const lost: string[] = [];
  for (const [i, [at, from, to]] of places.entries()) {
    const block = readBlock(file, at, i + 1);
    if (block) parts.push(partIn(block.content, what));
    else lost.push(`block ${i + 1} with steps ${from + 1} to ${to} is cut or altered`);
  }
  return { parts, lost };
}

/** The blocks that follow each other from a place on, as far as they are whole. */
function following(file: Uint8Array, from: number, what: string): Found {
  const parts: Part[] = [];
  let at = from;
  for (;;) {
    const block = readBlock(file, at, parts.length + 1);
    if (!block) return { parts, lost: [] };
    parts.push(partIn(block.content, what));
    at = block.after;
  }
}

/** The steps in a block. @throws `file/corrupt` */
export function partIn(content: Uint8Array, what: string): Part {
  const { from, to, ...packed } = readForm(unpack(content, what, { views: true }), stepsForm, what);
  if (to <= from || to - from > mostSteps)
    fail("file/corrupt", { given: `${what}: a block of ${to - from} steps`, expected: `1 to ${mostSteps}` });
  return { from, to, columns: recordIn(unpack(decompress(packed, what), what)) as Part["columns"] };
}

function summedRewards(terms: Tree | undefined, rows: number, what: string): Float64Array {
  const columns = recordIn(terms as Packable);
  if (!Object.values(columns).every((column) => column instanceof Float64Array && column.length === rows))
    fail("file/corrupt", { given: `${what}: terms of another length`, expected: `${rows} rows` });
  return sumOf(columns as { readonly [name: string]: Float64Array }, rows);
}

const brokenOff = (rewards: PackedArray | undefined, steps: number): Fields => ({
  steps,
  terminated: false,
  truncated: false,
  score: 0,
  return: Array.from(rewards ?? []).reduce((sum, reward) => sum + (Number.isFinite(reward) ? reward : 0), 0),
});

const recordIn = (value: Packable | undefined): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)
    ? (value as Fields)
    : {};
