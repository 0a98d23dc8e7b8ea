import { fail, listing } from "./errors.ts";
import type { Json } from "./json.ts";
import { nearest } from "./names.ts";

/** Typed defaults of a plug-in; every one can be overridden by JSON of the same type. */
export type Params = { readonly [name: string]: Json };

/** What a param may be: `[lowest, highest]` for numbers, the allowed words for strings. */
export type Limits<P> = { readonly [K in keyof P]?: P[K] extends number ? readonly [number, number] : readonly P[K][] };

/** Widens literal types: `5` to `number`, so that a default does not become the only legal value. */
export type Widen<T> = T extends number ? number : T extends boolean ? boolean : T;

const withArticle = (kind: string) => (/^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`);

const kindOf = (value: Json): string => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

/**
 * The defaults with what was given laid over them, checked.
 * @throws `params/invalid` for an unknown name, another type than the default's, or a value out of limits.
 */
export function overlay<P extends Params>(owner: string, defaults: P, given: Params = {}, limits: Limits<P> = {}): P {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaults, name)) {
      const names = Object.keys(defaults);
      fail("params/invalid", {
        given: `param ${JSON.stringify(name)} for ${owner}`,
        expected: names.length ? listing(names, 40) : "no params at all",
        fix: nearest(name, names),
      });
    }
    const expected = kindOf(defaults[name]);
    if (expected !== "null" && kindOf(value) !== expected) complain(owner, name, value, withArticle(expected));
    if (typeof value === "number" && !Number.isFinite(value)) complain(owner, name, value, "a finite number");
    const limit = limits[name as keyof P] as readonly Json[] | undefined;
    if (!limit) continue;
    if (typeof value === "number") {
      const [lowest, highest] = limit as readonly [number, number];
      if (value < lowest || value > highest) complain(owner, name, value, `a number from ${lowest} to ${highest}`);
    } else if (!limit.includes(value)) complain(owner, name, value, listing(limit.map(String)));
  }
  return { ...defaults, ...given } as P;
}

function complain(owner: string, name: string, value: Json, expected: string): never {
  const shown = typeof value === "number" ? String(value) : JSON.stringify(value);
  fail("params/invalid", { given: `${name} = ${shown} for ${owner}`, expected });
}
