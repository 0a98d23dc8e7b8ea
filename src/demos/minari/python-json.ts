import { fail } from "../../core/index.ts";

/**
 * Reads JSON as Python writes it, with `Infinity` and `NaN` as numbers; NaN becomes null.
 * @param what names it in messages
 * @throws `file/corrupt`
 */
export function parsePythonJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text.replaceAll(/"(?:[^"\\]|\\.)*"|Infinity|NaN/gs, (token) => numbers[token] ?? token));
  } catch (cause) {
    return fail("file/corrupt", { given: `${what} that is no JSON`, expected: "JSON as Minari writes it", cause });
  }
}

const numbers: { readonly [token: string]: string } = { Infinity: "1e999", NaN: "null" };

/** JSON as Python reads it: infinite numbers are `Infinity`. */
export const pythonJson = (value: unknown): string =>
  JSON.stringify(value, (_, each) => (each === Infinity ? marks.above : each === -Infinity ? marks.below : each))
    .replaceAll(JSON.stringify(marks.above), "Infinity")
    .replaceAll(JSON.stringify(marks.below), "-Infinity");

const marks = { above: "\u0000+", below: "\u0000-" }; // in no text of ours
