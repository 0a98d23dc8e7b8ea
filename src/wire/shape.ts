import { fail } from "../core/index.ts";

/** Limits on JSON from outside, checked by looking at its bytes before anything is parsed. */
const deepest = 64;
/** Params, terms of a reward, fields of actions. */
const mostKeys = 4096;
/** Lists and records: an action of 65,536 worlds may be a list each. */
const mostContainers = 2 ** 17;

const [quote, backslash, colon, openList, closeList, openRecord, closeRecord] = '"\\:[]{}'
  .split("")
  .map((letter) => letter.charCodeAt(0));

/**
 * Checks how JSON is built: depth, number of keys, number of lists and records. Takes one pass and no memory.
 * @param json UTF-8; where it is not JSON at all, parsing says so
 * @throws `wire/frame`
 */
export function checkShape(json: Uint8Array): void {
  let depth = 0;
  let keys = 0;
  let containers = 0;
  for (let at = 0; at < json.length; at++) {
    const letter = json[at];
    if (letter === quote) at = endOfText(json, at);
    else if (letter === colon) keys++;
    else if (letter === closeList || letter === closeRecord) depth--;
    else if (letter === openList || letter === openRecord) {
      containers++;
      depth++;
      if (depth > deepest) refuse("is nested too deeply", `at most ${deepest} levels`);
    }
  }
  if (keys > mostKeys) refuse(`has ${keys} keys`, `at most ${mostKeys}`);
  if (containers > mostContainers) refuse(`has ${containers} lists and records`, `at most ${mostContainers}`);
}

/** Where the text that begins at a quote ends. */
function endOfText(json: Uint8Array, start: number): number {
  let at = start + 1;
  for (; at < json.length && json[at] !== quote; at++) if (json[at] === backslash) at++;
  return at;
}

const refuse = (what: string, expected: string): never =>
  fail("wire/frame", { given: `a message that ${what}`, expected });
