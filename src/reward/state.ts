import { assert, fail, messageOf, pack, unpack } from "../core/index.ts";
import type { Piece } from "./part.ts";

/** A piece with state. */
type Keeper = Piece & { readonly instance: { save(): Uint8Array; load(bytes: Uint8Array): void } };

function keepersOf(pieces: readonly Piece[]): Keeper[] {
  for (const { id, instance } of pieces)
    assert(!instance.save === !instance.load, `${id}: save and load come together`);
  return pieces.filter((piece): piece is Keeper => piece.instance.save !== undefined);
}

/** The state of all pieces, by path. */
export function saveState(pieces: readonly Piece[]): Uint8Array {
  const states = keepersOf(pieces).map(({ path, id, instance }) => [path, { id, state: instance.save() }] as const);
  return pack({ reward: Object.fromEntries(states) });
}

/**
 * Gives every piece its state back, or none.
 * @throws `checkpoint/foreign` for the state of another expression, `file/corrupt`
 */
export function loadState(pieces: readonly Piece[], bytes: Uint8Array): void {
  const keepers = keepersOf(pieces);
  const saved = unpack(bytes, "a reward's state") as { readonly [key: string]: unknown } | null;
  const states = (saved?.reward ?? {}) as {
    readonly [path: string]: { readonly id?: unknown; readonly state?: unknown };
  };
  const wanted = keepers.map(({ path, id }) => `${path}: ${id}`);
  const given = Object.entries(states).map(([path, state]) => `${path}: ${state?.id}`);
  const whole = Object.values(states).every((state) => state?.state instanceof Uint8Array);
  if (!saved?.reward || !whole || given.sort().join() !== wanted.sort().join())
    foreign(given.join(", ") || "no state", wanted);
  const kept = keepers.map(({ instance }) => instance.save());
  try {
    for (const { path, instance } of keepers) instance.load(states[path].state as Uint8Array);
  } catch (thrown) {
    keepers.forEach(({ instance }, i) => {
      instance.load(kept[i]);
    });
    foreign(messageOf(thrown), wanted, thrown);
  }
}

function foreign(given: string, wanted: readonly string[], cause?: unknown): never {
  fail("checkpoint/foreign", {
    given: `a reward's state with ${given}`,
    expected: wanted.join(", ") || "none: this reward has no state",
    fix: "Go on with the reward expression of the run that saved it.",
    cause,
  });
}
