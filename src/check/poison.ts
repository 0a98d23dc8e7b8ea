import type { PackedArray } from "../core/index.ts";
import type { Stage } from "./stage.ts";
import { labelsOf } from "./trace.ts";

/** Numbers that no world writes by accident, two for every type of element: the second for where the first is expected. */
const poisons: { readonly [kind: string]: readonly [number, number] } = {
  Float32Array: [Math.fround(1.2345e27), Math.fround(-7.654e26)],
  Float64Array: [1.2345e67, -7.654e66],
  Int32Array: [0x5eed5eed, -0x5eed5eed],
  Int16Array: [0x5eed, -0x5eed],
  Uint8Array: [0xa5, 0x5a],
};

export const poisonsFor = (values: PackedArray): readonly [number, number] => poisons[values.constructor.name];

/**
 * Returns a function that runs some work of one world while every other row is poisoned, actions included. It puts back
 * what was there, and says what the work wrote into a row that is not its own.
 */
export function fence(stage: Stage, row: number): (work: () => void) => string | undefined {
  const strips = [...stage.written, ...stage.given].map((strip) => ({ ...strip, saved: strip.values.slice() }));
  const others = stage.worlds.flatMap((_, other) => (other === row ? [] : [other]));
  let turn: 0 | 1 = 0;
  return (work) => {
    turn = turn ? 0 : 1;
    for (const { values, size, saved } of strips) {
      const poison = poisonsFor(values)[turn];
      for (const other of others)
        for (let i = other * size; i < (other + 1) * size; i++) {
          saved[i] = values[i];
          values[i] = poison;
        }
    }
    let wrote: string | undefined;
    try {
      work();
    } finally {
      let label = 0;
      for (const { values, size, saved } of strips) {
        const poison = poisonsFor(values)[turn];
        for (const other of others)
          for (let i = 0; i < size; i++) {
            const at = other * size + i;
            if (values[at] !== poison) wrote ??= `${nameOf(stage, label + i)} of row ${other}`;
            values[at] = saved[at];
          }
        label += size;
      }
    }
    return wrote && `the world of row ${row} wrote ${wrote}`;
  };
}

/** What the elements of a fence's strips are called; those beyond what a world writes are actions. */
function nameOf({ env, written }: Stage, element: number): string {
  const writable = written.reduce((sum, { size }) => sum + size, 0);
  return element < writable ? labelsOf(env)[element] : `action[${element - writable}]`;
}

/** Finds the elements that a world's steps never write, by poisoning its own row before every step. */
export interface OwnRow {
  /** Poisons the row; another row shows what the step will write, so that poison is never what is expected. */
  poison(): void;
  /** Puts back what the step left unwritten. */
  settle(): void;
  /** Labels of what no step has written. */
  unwritten(): string[];
}

export function ownRow(stage: Stage, row: number, like: number): OwnRow {
  const strips = stage.kept.map((strip) => ({
    ...strip,
    saved: strip.values.slice(0, strip.size),
    given: strip.values.slice(0, strip.size),
    written: new Uint8Array(strip.size),
  }));
  return {
    poison() {
      for (const { values, size, saved, given } of strips) {
        const [poison, other] = poisonsFor(values);
        for (let i = 0; i < size; i++) {
          const at = row * size + i;
          saved[i] = values[at];
          given[i] = values[at] = values[like * size + i] === poison ? other : poison;
        }
      }
    },
    settle() {
      for (const { values, size, saved, given, written } of strips)
        for (let i = 0; i < size; i++) {
          const at = row * size + i;
          if (values[at] === given[i]) values[at] = saved[i];
          else written[i] = 1;
        }
    },
    unwritten() {
      const labels = labelsOf(stage.env);
      return strips.flatMap(({ written }) => Array.from(written)).flatMap((once, i) => (once ? [] : [labels[i]]));
    },
  };
}
