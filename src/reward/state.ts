import { assert, fail, messageOf, pack, type SeatMemory, unpack } from "../core/index.ts";
import type { Piece } from "./part.ts";

/** What a reward has learned, as bytes. */
export interface Knowledge {
  save(): Uint8Array;
  /** @throws `checkpoint/foreign`, `file/corrupt`; the reward is then as it was */
  load(bytes: Uint8Array): void;
}

/** What a reward remembers of all its seats, as bytes. */
export interface SeatsMemory {
  saveSeats(): Uint8Array;
  /** @throws `checkpoint/foreign`, `file/corrupt` */
  loadSeats(bytes: Uint8Array): void;
}

/** A part of an expression that keeps something, and how it is saved and loaded. */
interface Keeper {
  /** Its place in the expression and its id. */
  readonly name: string;
  save(): Uint8Array;
  load(bytes: Uint8Array): void;
}

export function knowledgeOf(pieces: readonly Piece[]): Knowledge {
  const keepers = pieces.flatMap(({ path, id, instance }): Keeper[] => {
    assert(!instance.save === !instance.load, `${id}: save and load come together`);
    if (!instance.save) return [];
    return [{ name: `${path}: ${id}`, save: () => instance.save!(), load: (bytes) => instance.load!(bytes) }];
  });
  return { save: () => packStates(keepers), load: (bytes) => loadStates(keepers, bytes) };
}

export function memoryOf(pieces: readonly Piece[], seats: number): SeatMemory & SeatsMemory {
  const remembering = pieces.filter(({ id, instance }) => {
    assert(!instance.saveSeat === !instance.loadSeat, `${id}: saveSeat and loadSeat come together`);
    return instance.saveSeat;
  });
  const keepersAt = (seat: number): Keeper[] =>
    remembering.map(({ path, id, instance }) => ({
      name: `${path}: ${id}`,
      save: () => instance.saveSeat!(seat),
      load: (bytes) => instance.loadSeat!(seat, bytes),
    }));
  const saveSeat = (seat: number) => packStates(keepersAt(seat));
  const loadSeat = (seat: number, bytes?: Uint8Array) => {
    if (bytes) loadStates(keepersAt(seat), bytes);
    else for (const { instance } of remembering) instance.loadSeat!(seat);
  };
  return {
    saveSeat,
    loadSeat,
    saveSeats: () =>
      pack({ seats: Array.from({ length: remembering.length ? seats : 0 }, (_, seat) => saveSeat(seat)) }),
    loadSeats(bytes) {
      const saved = unpack(bytes, what) as { readonly seats?: unknown } | null;
      const expected = remembering.length ? seats : 0;
      const states = Array.isArray(saved?.seats) ? saved.seats : [];
      if (states.length !== expected || !states.every((state) => state instanceof Uint8Array))
        fail("checkpoint/foreign", {
          given: `what a reward remembers of ${states.length} seats`,
          expected: `of ${expected}`,
        });
      for (const [seat, state] of states.entries()) loadSeat(seat, state);
    },
  };
}

const what = "a reward's state";

/** The states of keepers by name; no bytes where nobody keeps anything. */
const packStates = (keepers: readonly Keeper[]): Uint8Array =>
  keepers.length ? pack({ reward: Object.fromEntries(keepers.map(({ name, save }) => [name, save()])) }) : none;

const none = new Uint8Array(0);

/** Gives every keeper its state back, or none of them. */
function loadStates(keepers: readonly Keeper[], bytes: Uint8Array): void {
  const saved = bytes.length ? (unpack(bytes, what) as { readonly reward?: unknown } | null) : { reward: {} };
  const states = (saved?.reward ?? {}) as { readonly [name: string]: unknown };
  const wanted = keepers.map(({ name }) => name);
  const given = Object.keys(states);
  const whole = Object.values(states).every((state) => state instanceof Uint8Array);
  if (!whole || [...given].sort().join() !== [...wanted].sort().join()) foreign(given.join(", ") || "nothing", wanted);
  const before = keepers.map(({ save }) => save());
  try {
    for (const { name, load } of keepers) load(states[name] as Uint8Array);
  } catch (thrown) {
    keepers.forEach(({ load }, i) => {
      load(before[i]);
    });
    foreign(messageOf(thrown), wanted, thrown);
  }
}

function foreign(given: string, wanted: readonly string[], cause?: unknown): never {
  fail("checkpoint/foreign", {
    given: `a reward's state with ${given}`,
    expected: wanted.join(", ") || "none: this reward keeps nothing",
    fix: "Go on with the reward expression of the run that saved it.",
    cause,
  });
}
