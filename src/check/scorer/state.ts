import type { RewardRows } from "../../core/index.ts";
import { wrong } from "../finding.ts";
import { opened, requireEqual, type Scorer, type ScorerCheck, scoreWith } from "./subject.ts";

/** The state of a scorer between calls: its memory of seats, and its learned state. */
export const stateChecks: readonly ScorerCheck[] = [
  {
    name: "scoring teaches it nothing",
    fix: "Keep what belongs to an episode in saveSeat and loadSeat, and change everything else in learn only.",
    async run({ open, rows: [rows, next] }) {
      return opened(open, async (scorer) => {
        const before = await scorer.save?.();
        const expected = await scoreWith(scorer, rows);
        await scoreWith(scorer, next);
        if (before) requireSameBytes(await scorer.save!(), before, "save() after scoring");
        forget(scorer, rows);
        requireEqual(await scoreWith(scorer, rows), expected, "scored again with nothing remembered");
        return "3 batches";
      });
    },
  },
  {
    name: "what it remembers of seats is saved",
    fix: "Put everything that evaluate keeps of a seat into saveSeat, as a copy, and write it back in loadSeat.",
    async run({ open, rows: [rows, next] }) {
      return opened(open, async (scorer) => {
        if (!scorer.saveSeat !== !scorer.loadSeat) wrong("saveSeat and loadSeat must come together");
        if (!scorer.saveSeat) return "it remembers none";
        await scoreWith(scorer, rows);
        const memory = memoryOf(scorer, rows);
        const expected = await scoreWith(scorer, next);
        remember(scorer, memory);
        requireEqual(await scoreWith(scorer, next), expected, "going back with loadSeat");
        await opened(open, async (fresh) => {
          remember(fresh, memory);
          requireEqual(await scoreWith(fresh, next), expected, "loadSeat(saveSeat()) in a fresh instance");
        });
        return `${memory[0].length} bytes a seat`;
      });
    },
  },
  {
    name: "what it learns is saved",
    fix: "Put everything that learn changes into save, as a copy, and write it back in load.",
    async run({ open, rows: [rows, next] }) {
      return opened(open, async (scorer) => {
        if (!scorer.save !== !scorer.load) wrong("save and load must come together");
        await scoreWith(scorer, rows);
        await scorer.learn?.(rows);
        const saved = await scorer.save?.();
        forget(scorer, rows);
        const expected = await scoreWith(scorer, next);
        await opened(open, async (fresh) => {
          if (saved) await fresh.load?.(saved);
          const what = saved ? "load(save()) in a fresh instance" : "a fresh instance, though it learned without save";
          requireEqual(await scoreWith(fresh, next), expected, what);
        });
        if (!saved) return "it learns nothing";
        await scorer.learn?.(next);
        await scorer.load?.(saved);
        forget(scorer, rows);
        requireEqual(await scoreWith(scorer, next), expected, "going back with load");
        return `${saved.length} bytes`;
      });
    },
  },
  {
    name: "closing twice is harmless",
    fix: "Let close return at once where it is closed already.",
    async run({ open }) {
      const scorer = await open();
      await scorer.close?.();
      await scorer.close?.();
      return scorer.close ? "closed twice" : "nothing to close";
    },
  },
];

export const seatsApart: ScorerCheck = {
  name: "each seat is remembered by itself",
  fix: "Let loadSeat write what belongs to its seat and nothing else.",
  async run({ open, rows: [rows, next] }) {
    return opened(open, async (scorer) => {
      if (!scorer.saveSeat) return "it remembers none";
      const unknowing = await opened(open, (fresh) => scoreWith(fresh, next));
      await scoreWith(scorer, rows);
      const memory = memoryOf(scorer, rows);
      const knowing = await scoreWith(scorer, next);
      const mixed = await opened(open, async (fresh) => {
        fresh.loadSeat?.(0, memory[0]);
        return scoreWith(fresh, next);
      });
      const expected = mixed.map((_, row) => (row % next.seats === 0 ? knowing : unknowing)[row]);
      requireEqual(mixed, expected, "with the memory of seat 0 alone");
      return `${rows.seats} seats`;
    });
  },
};

const seatsOf = ({ seats }: RewardRows) => Array.from({ length: seats }, (_, seat) => seat);
const memoryOf = (scorer: Scorer, rows: RewardRows) => seatsOf(rows).map((seat) => scorer.saveSeat!(seat));

function remember(scorer: Scorer, memory: readonly Uint8Array[]): void {
  for (const [seat, bytes] of memory.entries()) scorer.loadSeat?.(seat, bytes);
}

function forget(scorer: Scorer, rows: RewardRows): void {
  for (const seat of seatsOf(rows)) scorer.loadSeat?.(seat);
}

function requireSameBytes(bytes: Uint8Array, expected: Uint8Array, what: string): void {
  const at = expected.findIndex((byte, i) => bytes[i] !== byte);
  if (at >= 0 || bytes.length !== expected.length) wrong(`${what} differs from save() before, at byte ${at}`);
}
