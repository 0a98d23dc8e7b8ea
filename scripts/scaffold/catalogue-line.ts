import { assert, fail } from "../../src/core/index.ts";
import type { Names } from "./names.ts";

/**
 * A catalogue's text with one more entry at the end of its list.
 * @param kind of the registry: `env`, `reward`
 * @throws `registry/duplicate` where the catalogue has an entry of this id
 */
export function withEntry(catalogue: string, kind: string, { id, family, name, identifier }: Names): string {
  if (catalogue.includes(`"${id}"`))
    fail("registry/duplicate", { given: `a second ${id} in the catalogue`, expected: "an id that no other entry has" });
  const start = catalogue.indexOf(`registry("${kind}", import.meta.url, [`);
  assert(start >= 0, `the catalogue of ${kind}s is one literal list`);
  const end = catalogue.indexOf("\n]);", start);
  const module = JSON.stringify(`./${family}/${name}.ts`);
  const entry = `  lazy("${id}", async () => (await import(${module})).${identifier}),`;
  return `${catalogue.slice(0, end)}\n${entry}${catalogue.slice(end)}`;
}
