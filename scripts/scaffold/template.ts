import { readFileSync } from "node:fs";
import type { Names } from "./names.ts";

/** A new file's text: the template beside this file with `{{id}}` and the other names filled in. */
export function fill(template: "env" | "env-test" | "reward" | "reward-test", names: Names): string {
  const text = readFileSync(new URL(`${template}.txt`, import.meta.url), "utf8");
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => names[name as keyof Names]);
}
