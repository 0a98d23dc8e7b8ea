import { assert, fail } from "../../src/core/index.ts";
import type { Names } from "./names.ts";

/**
 * A catalogue's text with one more import and one more entry at the end of its list.
 * @param kind of the registry: `env`, `reward`
 * @throws `registry/duplicate` if the catalogue already has an export of this name
 */
export function withEntry(catalogue: string, kind: string, { family, name, identifier }: Names): string {
  if (new RegExp(`\\b${identifier}\\b`).test(catalogue))
    fail("registry/duplicate", {
      given: `a second ${identifier} in the catalogue`,
      expected: "a name that no other entry has",
      fix: "Change the last part of the id.",
    });
  const list = new RegExp(`(registry\\("${kind}", import\\.meta\\.url, \\[)([^\\]]*?)(,?\\s*)(\\])`);
  assert(list.test(catalogue), `the catalogue of ${kind}s is one literal list`);
  const lastImport = catalogue.lastIndexOf("\nimport ");
  const lineEnd = catalogue.indexOf("\n", lastImport + 1) + 1;
  const imported = `import { ${identifier} } from "./${family}/${name}.ts";\n`;
  return (catalogue.slice(0, lineEnd) + imported + catalogue.slice(lineEnd)).replace(list, `$1$2, ${identifier}$4`);
}
