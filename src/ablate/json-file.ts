import { stat } from "node:fs/promises";
import { fail } from "../core/index.ts";
import { type Form, type Formed, readForm } from "../record/form.ts";
import { readWhole, writeWhole } from "../record/index.ts";

/** Writes a value as indented JSON, whole or not at all. @throws `file/full`, `file/unusable` */
export const writeJson = (path: string, value: object): Promise<void> =>
  writeWhole(path, `${JSON.stringify(value, null, 1)}\n`);

/**
 * The fields of a JSON file; undefined if there is no such file.
 * @throws `file/corrupt`, `file/unusable`
 */
export async function readJson<F extends Form>(path: string, form: F, what: string): Promise<Formed<F> | undefined> {
  if (!(await stat(path).catch(() => undefined))) return undefined;
  const text = new TextDecoder().decode(await readWhole(path, what));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    fail("file/corrupt", { given: `${path} that is not JSON`, expected: what });
  }
  return readForm(value, form, path);
}
