import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CodedError, canonical, fail } from "../core/index.ts";
import { makeFolder } from "../record/folder.ts";
import { folderBlobs } from "../record/index.ts";
import { type Locked, lockFolder } from "../record/lock.ts";
import { type Clip, meansOf, packClip, parseClip } from "./clip.ts";
import { openJournal } from "./journal.ts";
import { type Answer, checkAnswer, type Label, labelId, type Pair, pairId, present } from "./label.ts";
import { type LabelState, type Row, rowsOf } from "./rows.ts";

/** Two clips to ask for. */
export interface NewPair extends Partial<Pick<Pair, "prefix" | "parent" | "repeats" | "only">> {
  readonly a: Clip;
  readonly b: Clip;
  /** Who asks. */
  readonly asker: string;
}

/**
 * A folder of people's labels: one file that rows are only ever appended to, and clips by digest. Several processes may
 * use it at the same time: each takes the folder's lock for as long as it writes, and reads what others wrote before.
 */
export interface LabelStore {
  readonly directory: string;
  /** As of the last call of any method. */
  readonly state: LabelState;
  /** What was repaired so far, in sentences. */
  readonly notices: readonly string[];
  /** Reads what other processes have written. @throws `file/corrupt` */
  refresh(): Promise<void>;
  /** @throws `file/corrupt`, `file/unusable` for a clip that is missing or altered */
  clip(name: string): Promise<Clip>;
  /** Puts a pair into the queue; one that was asked for before stays as it was. @throws `labels/invalid` for equal clips */
  ask(pair: NewPair): Promise<{ readonly pair: Pair; readonly isNew: boolean }>;
  /**
   * Keeps what somebody says of a pair. The same answer again changes nothing.
   * @throws `labels/invalid` for an unknown pair, an impossible answer, or another one than the labeller gave before
   */
  answer(pair: string, by: string, answer: Answer): Promise<{ readonly label: Label; readonly isNew: boolean }>;
  /** Takes a label back: the pair waits for that labeller again. @throws `labels/invalid` for one that does not stand */
  withdraw(id: string): Promise<Label>;
}

const busy: Locked = {
  expected: "a store that no other process is writing at this moment",
  fix: "That process holds it far longer than a label takes: stop it, and try again.",
};
const mostTries = 100;
const wait = 20; // between two tries to get the lock [ms]

/**
 * Opens the store in a folder, which need not exist yet. Nothing is written before the first pair, except where
 * the file was cut off in the middle of a row: the row is then mended or dropped, and a notice says so.
 * @param now the time, in ISO 8601
 * @throws `file/corrupt`, `file/unusable`, `run/locked`
 */
export async function openLabels(directory: string, now = () => new Date().toISOString()): Promise<LabelStore> {
  const path = join(directory, "labels.jsonl");
  const clips = folderBlobs(join(directory, "clips"));
  const state = rowsOf(path);
  const journal = openJournal(path, state);
  let last: Promise<unknown> = Promise.resolve();

  /** One write at a time in this process; the lock is for the others. */
  const writing = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(async () => {
      await makeFolder(directory);
      const { release } = await patiently(() => lockFolder(directory, busy));
      try {
        await journal.repair();
        return await work();
      } finally {
        await release();
      }
    });
    last = mine.catch(() => undefined);
    return mine;
  };
  const refresh = async () => {
    await last;
    await journal.read();
  };

  await refresh();
  if (journal.isCutOff) await writing(async () => undefined);
  return {
    directory,
    state,
    notices: journal.notices,
    refresh,
    async clip(name) {
      return parseClip(await clips.get(name), `clip ${name} of ${directory}`);
    },
    ask: ({ a, b, prefix, parent, repeats, only, asker }) =>
      writing(async () => {
        requireComparable(a, b);
        const [first, second] = [await clips.put(packClip(a)), await clips.put(packClip(b))];
        if (first === second)
          fail("labels/invalid", { given: "a clip beside itself", expected: "two different clips" });
        const id = await pairId({ a: first, b: second, repeats, only });
        const known = state.pairs.get(id);
        if (known) return { pair: known, isNew: false };
        const pair: Pair = present({
          pair: id,
          a: first,
          b: second,
          lengths: { a: a.length, b: b.length },
          features: { a: meansOf(a), b: meansOf(b) },
          prefix,
          parent,
          repeats,
          only,
          asker,
          asked: now(),
        });
        await journal.append({ kind: "asked", ...pair });
        return { pair: state.pairs.get(id)!, isNew: true };
      }),
    answer: (pair, by, answer) =>
      writing(async () => {
        const asked = state.pairs.get(pair);
        if (!asked)
          return fail("labels/invalid", { given: `a label for the pair ${pair}`, expected: "one that was asked for" });
        if ((asked.only ?? by) !== by)
          fail("labels/invalid", { given: `a label by ${by} for the pair ${pair}`, expected: `one by ${asked.only}` });
        const given = onlyAnswer(answer);
        checkAnswer(given, asked);
        const id = await labelId(pair, by);
        const known = state.labels.get(id);
        if (known && !isSame(known, given))
          fail("labels/invalid", {
            given: `another answer of ${by} to the pair ${pair}`,
            expected: `that of ${known.answered}`,
            fix: "Take the first one back before giving another.",
          });
        if (known) return { label: known, isNew: false };
        await journal.append({ kind: "answered", id, pair, by, answered: now(), ...given } satisfies Row);
        return { label: state.labels.get(id)!, isNew: true };
      }),
    withdraw: (id) =>
      writing(async () => {
        const label = state.labels.get(id);
        if (!label) return fail("labels/invalid", { given: `the label ${id}`, expected: "a label that stands" });
        await journal.append({ kind: "withdrawn", id, withdrawn: now() });
        return label;
      }),
  };
}

/** @throws `labels/mismatch` for clips of two envs */
function requireComparable(a: Clip, b: Clip): void {
  const [first, second] = [canonical(a.env), canonical(b.env)];
  if (first !== second)
    fail("labels/mismatch", {
      given: `clips of ${first} and of ${second}`,
      expected: "two of one env with the same params",
    });
}

/** What of a record is an answer: nothing else may become part of a row. */
const onlyAnswer = ({ grade, ratings, reason, findings, spans }: Answer): Answer =>
  present({ grade, ratings, reason, findings, spans });

const isSame = (known: Label, given: Answer): boolean => canonical(onlyAnswer(known)) === canonical(given);

/** Waits while another process writes. */
async function patiently<T>(lock: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await lock();
    } catch (thrown) {
      const isHeld = thrown instanceof CodedError && thrown.code === "run/locked";
      if (!isHeld || tries === mostTries) throw thrown;
    }
    await sleep(wait * (0.5 + Math.random())); // two that came at the same moment must not meet again
  }
}
