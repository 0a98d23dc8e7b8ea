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

/** The bytes of some elements: arrays of all types are copied and compared as these, which the engine does quickest. */
const bytesOf = (values: PackedArray, begin: number, count: number): Buffer =>
  Buffer.from(values.buffer, values.byteOffset + begin * values.BYTES_PER_ELEMENT, count * values.BYTES_PER_ELEMENT);

/** Part of a row that is not to be written: its bytes, what they were, and the poisons that take their place in turn. */
function guard(values: PackedArray, begin: number, size: number) {
  const [first, second] = poisonsFor(values).map((poison) => bytesOf(values.slice(0, size).fill(poison), 0, size));
  const bytes = bytesOf(values, begin, size);
  return { values, begin, size, bytes, saved: Buffer.from(bytes), poisons: [first, second] };
}

/**
 * Returns a function that runs some work of one world while every other row is poisoned, actions included. It puts back
 * what was there, and says what the work wrote into a row that is not its own.
 */
export function fence(stage: Stage, row: number): (work: () => void) => string | undefined {
  let label = 0;
  const guards = [...stage.written, ...stage.given].flatMap(({ values, size }) => {
    const from = label;
    label += size;
    return stage.worlds.flatMap((_, other) =>
      other === row ? [] : [{ ...guard(values, other * size, size), other, label: from }],
    );
  });
  let turn: 0 | 1 = 0;
  return (work) => {
    turn = turn ? 0 : 1;
    for (const { bytes, saved, poisons } of guards) {
      bytes.copy(saved);
      poisons[turn].copy(bytes);
    }
    let wrote: string | undefined;
    try {
      work();
    } finally {
      for (const { values, begin, size, bytes, saved, poisons, other, label } of guards) {
        if (wrote === undefined && !bytes.equals(poisons[turn])) {
          const poison = poisonsFor(values)[turn];
          const at = values.subarray(begin, begin + size).findIndex((value) => value !== poison);
          wrote = `${nameOf(stage, label + at)} of row ${other}`;
        }
        saved.copy(bytes);
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
  const strips = stage.kept.map(({ values, size }) => ({
    own: guard(values, row * size, size),
    given: values.slice(0, size),
    written: new Uint8Array(size),
  }));
  return {
    poison() {
      for (const { own, given } of strips) {
        const { values, begin, size, bytes, saved } = own;
        bytes.copy(saved);
        const [poison, other] = poisonsFor(values);
        given.fill(poison);
        const shown = values.subarray(like * size, (like + 1) * size);
        for (let at = shown.indexOf(poison); at >= 0; at = shown.indexOf(poison, at + 1)) given[at] = other;
        values.set(given, begin);
      }
    },
    settle() {
      for (const { own, given, written } of strips) {
        const { bytes, saved, values } = own;
        const width = values.BYTES_PER_ELEMENT;
        const poison = bytesOf(given, 0, given.length);
        for (let i = 0; i < written.length; i++) {
          const [from, to] = [i * width, (i + 1) * width];
          let isWritten = false;
          for (let byte = from; byte < to; byte++) if (bytes[byte] !== poison[byte]) isWritten = true;
          if (isWritten) written[i] = 1;
          else for (let byte = from; byte < to; byte++) bytes[byte] = saved[byte];
        }
      }
    },
    unwritten() {
      const labels = labelsOf(stage.env);
      return strips.flatMap(({ written }) => Array.from(written)).flatMap((once, i) => (once ? [] : [labels[i]]));
    },
  };
}
