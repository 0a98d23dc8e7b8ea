import { join } from "node:path";
import { fail } from "../core/index.ts";
import { listOf, text } from "../record/form.ts";
import { readJson, writeJson } from "./json-file.ts";

const tagPattern = /^[\w.+-]+$/;
const tagsPath = (directory: string) => join(directory, "tags.json");

/** The tags of a run, sorted. @throws `file/corrupt` */
export async function readTags(directory: string): Promise<readonly string[]> {
  return (await readJson(tagsPath(directory), { tags: listOf(text) }, "the tags of a run"))?.tags ?? [];
}

/** Adds and removes tags of a run; returns its new tags. @throws `cli/usage` for a tag with other characters */
export async function changeTags(
  directory: string,
  tags: readonly string[],
  remove = false,
): Promise<readonly string[]> {
  const wrong = tags.find((tag) => !tagPattern.test(tag));
  if (wrong !== undefined)
    fail("cli/usage", { given: `the tag ${JSON.stringify(wrong)}`, expected: "letters, digits, _ . + and -" });
  const before = await readTags(directory);
  const after = remove ? before.filter((tag) => !tags.includes(tag)) : [...new Set([...before, ...tags])].sort();
  await writeJson(tagsPath(directory), { tags: after });
  return after;
}
