import { fail, listing } from "./errors.ts";
import type { Json } from "./json.ts";
import { type AnyLimits, isWithin, limitInWords } from "./limits.ts";
import { nearest } from "./names.ts";

/** Typed defaults of a plug-in; every one can be overridden by JSON of the same type. */
export type Params = { readonly [name: string]: Json };

/** Widens literal types: `5` to `number`, so that a default does not become the only legal value. */
export type Widen<T> = T extends number ? number : T extends boolean ? boolean : T;

/** A plug-in, as far as its params are concerned. */
export interface Parametrised {
  readonly id: string;
  readonly params: Params;
  readonly limits?: AnyLimits;
  validate?(params: never): void;
}

/**
 * A plug-in's defaults with the given params laid over them, checked one by one and then together.
 * @throws `params/invalid`
 */
export function settleParams(plugin: Parametrised, given: Params = {}): Params {
  const params = overlay(plugin.id, plugin.params, given, plugin.limits);
  plugin.validate?.(params as never);
  return params;
}

/**
 * The defaults with the given params laid over them, checked one by one.
 * @throws `params/invalid` for an unknown name, another type than the default's, or a value out of limits
 */
export function overlay<P extends Params>(owner: string, defaults: P, given: Params = {}, limits: AnyLimits = {}): P {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaults, name)) {
      const names = Object.keys(defaults);
      fail("params/invalid", {
        given: `param ${JSON.stringify(name)} for ${owner}`,
        expected: names.length ? listing(names, 40) : "no params at all",
        fix: nearest(name, names),
      });
    }
    const limit = limits[name];
    if (limit ? !isWithin(value, limit) : !isLike(defaults[name], value)) {
      const shown = typeof value === "number" ? String(value) : clipped(JSON.stringify(value) ?? "undefined");
      fail("params/invalid", {
        given: `${name} = ${shown} for ${owner}`,
        expected: limit ? limitInWords(limit) : kindsInWords[kindOf(defaults[name])],
      });
    }
  }
  return { ...defaults, ...given } as P;
}

const mostShown = 200; // characters of a value

/** A value as errors show it. */
export const clipped = (json: string): string =>
  json.length > mostShown ? `${json.slice(0, mostShown)}... (${json.length} characters)` : json;

/** Whether a value can stand where there is a default but no limit; a default of null takes anything. */
function isLike(byDefault: Json, value: Json): boolean {
  if (byDefault === null) return true;
  return kindOf(value) === kindOf(byDefault) && (typeof value !== "number" || Number.isFinite(value));
}

const kindOf = (value: Json) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

const kindsInWords: { readonly [kind: string]: string } = {
  number: "a finite number",
  boolean: "true or false",
  string: "a text",
  array: "a list",
  object: "an object",
};
