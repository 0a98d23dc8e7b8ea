import * as v from "valibot";
import { parse } from "yaml";
import { fail, listing, messageOf, nearest } from "../core/index.ts";
import { readWhole } from "../record/index.ts";
import type { Question } from "./question.ts";
import { questionSchema } from "./question-schema.ts";

/**
 * Reads a question from a file, JSON or YAML.
 * @throws `ablate/question`, `file/unusable`
 */
export async function readQuestion(path: string): Promise<Question> {
  return parseQuestion(new TextDecoder().decode(await readWhole(path, "a question as JSON or YAML")), path);
}

/** Reads a question from text; JSON is YAML too. @throws `ablate/question` */
export function parseQuestion(text: string, what = "the question"): Question {
  let value: unknown;
  try {
    value = parse(text);
  } catch (thrown) {
    const [line] = messageOf(thrown).split("\n");
    fail("ablate/question", { given: `${what}: ${line}`, expected: "JSON or YAML", cause: thrown });
  }
  return checkQuestion(value, what);
}

/**
 * Checks the form of a question; ids, params and expressions are checked where it is expanded.
 * @throws `ablate/question`, naming the path and the nearest key
 */
export function checkQuestion(value: unknown, what = "the question"): Question {
  const { issues, output } = v.safeParse(questionSchema, value);
  if (!issues) return output;
  const isUnknownKey = ({ type, expected }: v.BaseIssue<unknown>) => type === "strict_object" && expected === "never";
  const issue = issues.find(isUnknownKey) ?? issues[0]; // a missing key may be a mistyped one
  const path = v.getDotPath(issue);
  const place = path ? ` at ${path}` : "";
  if (!isUnknownKey(issue))
    fail("ablate/question", { given: `${shown(issue.input)}${place} in ${what}`, expected: issue.message });
  const known = issue.message.split(" ");
  const key = String(issue.path?.at(-1)?.key);
  return fail("ablate/question", {
    given: `the unknown key ${path ?? key} in ${what}`,
    expected: listing(known, 20),
    fix: nearest(key, known),
  });
}

function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value);
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
