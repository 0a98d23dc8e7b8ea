import { type RunField, runFieldEntries } from "../core/index.ts";
import { count, fields, flag, json, type Kind, listOf, optional, recordOf, text } from "./form.ts";

const kinds: { readonly [K in RunField["kind"]]: Kind<unknown> } = {
  "plug-in": fields({ id: text, params: recordOf(json) }),
  reward: json,
  rewards: recordOf(json),
  number: count,
  device: text,
  flag,
  weights: fields({ digest: text, run: optional(text) }),
  digests: listOf(text),
};

/** A run's description as files hold it; what its values may be, `checkRun` knows. */
export const runForm: Kind<{ readonly [field: string]: unknown }> = fields(
  Object.fromEntries(
    runFieldEntries.map(([name, field]) => [name, field.optional ? optional(kinds[field.kind]) : kinds[field.kind]]),
  ),
);
