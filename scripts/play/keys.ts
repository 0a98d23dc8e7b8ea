import { fail, listing, nearest } from "../../src/core/index.ts";

/** What terminals send for keys without a letter, by the names that browsers give them. */
const sequences: { readonly [sequence: string]: string } = {
  "\r": "Enter",
  "\n": "Enter",
  "\t": "Tab",
  "\x7f": "Backspace",
  "\b": "Backspace",
  "\x1b": "Escape",
  "\x1b[A": "ArrowUp",
  "\x1b[B": "ArrowDown",
  "\x1b[C": "ArrowRight",
  "\x1b[D": "ArrowLeft",
  "\x1bOA": "ArrowUp",
  "\x1bOB": "ArrowDown",
  "\x1bOC": "ArrowRight",
  "\x1bOD": "ArrowLeft",
  "\x1b[H": "Home",
  "\x1b[F": "End",
  "\x1b[2~": "Insert",
  "\x1b[3~": "Delete",
  "\x1b[5~": "PageUp",
  "\x1b[6~": "PageDown",
  "\x1bOP": "F1",
  "\x1b[11~": "F1",
  "\x1b[[A": "F1",
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: keys are control characters
const oneKey = /\x1b\[\[[A-Z]|\x1b\[[\d;]*[A-Za-z~]|\x1bO[A-Z]|\x1b[^\x1b]|./gsu;

/** The names of the keys in what a terminal in raw mode has sent: `a`, `ArrowUp`, `Ctrl+d`, `Alt+p`. */
export const keysIn = (typed: string): string[] => (typed.match(oneKey) ?? []).map(nameOf);

function nameOf(sequence: string): string {
  if (Object.hasOwn(sequences, sequence)) return sequences[sequence];
  if (sequence.length === 1 && sequence < " ") return `Ctrl+${String.fromCharCode(sequence.charCodeAt(0) + 96)}`;
  if (sequence.length === 2 && sequence[0] === "\x1b") return `Alt+${sequence[1]}`;
  return sequence;
}

/**
 * Reads keys as they are written on a command line: each letter is a key, and those with longer names stand in angle
 * brackets, such as `<Enter>` or `<Ctrl+d>`.
 * @param known the keys that there are
 * @throws `cli/usage` for any other
 */
export function parseKeys(text: string, known: readonly string[]): string[] {
  const written = text.match(/<[A-Z][A-Za-z0-9]+(?:\+.)?>|./gsu) ?? [];
  return written.map((word, i) => {
    const key = word.length > 2 ? word.slice(1, -1) : word;
    if (!known.includes(key))
      fail("cli/usage", {
        given: `${JSON.stringify(key)}, key ${i + 1} of --keys`,
        expected: `one of ${listing(known, 30)}`,
        fix: key.length > 1 ? nearest(key, known) : undefined,
      });
    return key;
  });
}

/** A key as help and messages show it. */
export const shownKey = (key: string): string => shown[key] ?? key;

const shown: { readonly [key: string]: string } = {
  " ": "Space",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};
