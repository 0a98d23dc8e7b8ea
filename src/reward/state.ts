import { assert, CodedError, fail, messageOf, pack, type SeatMemory, unpack } from "../core/index.ts";
import { bytes as packed, readForm, recordOf } from "../record/form.ts";
import type { Piece } from "./part.ts";

/** A reward's learned state, as bytes. */
export interface Knowledge {
  save(): Promise<Uint8Array>;
  /** @throws `checkpoint/foreign`, `file/corrupt`; the reward is then as it was */
  load(bytes: Uint8Array): Promise<void>;
}

/** A reward's memory of all its seats, as bytes. */
export interface SeatsMemory {
  saveSeats(): Uint8Array;
  /** @throws `checkpoint/foreign`, `file/corrupt` */
  loadSeats(bytes: Uint8Array): void;
}

/** A part of an expression with state, and how to save and load it. */
interface Keeper<S = Uint8Array, L = void> {
  /** Its place in the expression and its id. */
  readonly name: string;
  save(): S;
  load(bytes: Uint8Array): L;
}

export function knowledgeOf(pieces: readonly Piece[]): Knowledge {
  const keepers = pieces.flatMap(({ path, id, instance }): Keeper<Later<Uint8Array>, Later<void>>[] => {
    assert(!instance.save === !instance.load, `${id}: save and load come together`);
    if (!instance.save) return [];
    return [{ name: `${path}: ${id}`, save: () => instance.save!(), load: (bytes) => instance.load!(bytes) }];
  });
  const saveAll = () => Promise.all(keepers.map(({ save }) => save()));
  return {
    save: async () => packStates(keepers, await saveAll()),
    async load(bytes) {
      const states = statesFor(keepers, bytes);
      const before = await saveAll();
      try {
        for (const [i, { load }] of keepers.entries()) await load(states[i]);
      } catch (thrown) {
        for (const [i, { load }] of keepers.entries()) await load(before[i]);
        throw refused(keepers, thrown);
      }
    },
  };
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
  const saveSeat = (seat: number) => {
    const keepers = keepersAt(seat);
    return packStates(
      keepers,
      keepers.map(({ save }) => save()),
    );
  };
  const loadSeat = (seat: number, bytes?: Uint8Array) => {
    if (bytes) loadNow(keepersAt(seat), bytes);
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

/** The states in what `save` of a live reward gave, by `path: id`. @throws `file/corrupt` */
export const statesIn = (bytes: Uint8Array): { readonly [name: string]: Uint8Array } =>
  bytes.length ? readForm(unpack(bytes, what), { reward: recordOf(packed) }, what).reward : {};

const what = "a reward's state";

type Named = { readonly name: string };
type Later<T> = T | Promise<T>;

/** The states of keepers by name; no bytes without any state. */
const packStates = (keepers: readonly Named[], states: readonly Uint8Array[]): Uint8Array =>
  keepers.length ? pack({ reward: Object.fromEntries(keepers.map(({ name }, i) => [name, states[i]])) }) : none;

const none = new Uint8Array(0);

/** The state of each keeper, in their order. */
function statesFor(keepers: readonly Named[], bytes: Uint8Array): Uint8Array[] {
  const saved = bytes.length ? (unpack(bytes, what) as { readonly reward?: unknown } | null) : { reward: {} };
  const states = (saved?.reward ?? {}) as { readonly [name: string]: unknown };
  const wanted = keepers.map(({ name }) => name);
  const given = Object.keys(states);
  const whole = Object.values(states).every((state) => state instanceof Uint8Array);
  if (!whole || [...given].sort().join() !== [...wanted].sort().join())
    throw foreign(given.join(", ") || "nothing", wanted);
  return wanted.map((name) => states[name] as Uint8Array);
}

/** Restores the states of all keepers, or of none. */
function loadNow(keepers: readonly Keeper[], bytes: Uint8Array): void {
  const states = statesFor(keepers, bytes);
  const before = keepers.map(({ save }) => save());
  try {
    for (const [i, { load }] of keepers.entries()) load(states[i]);
  } catch (thrown) {
    for (const [i, { load }] of keepers.entries()) load(before[i]);
    throw refused(keepers, thrown);
  }
}

const refused = (keepers: readonly Named[], thrown: unknown) =>
  foreign(
    messageOf(thrown),
    keepers.map(({ name }) => name),
    thrown,
  );

const foreign = (given: string, wanted: readonly string[], cause?: unknown): CodedError =>
  new CodedError("checkpoint/foreign", {
    given: `a reward's state with ${given}`,
    expected: wanted.join(", ") || "none: this reward keeps nothing",
    fix: "Use the reward expression of the run that saved it.",
    cause,
  });
