import * as v from "valibot";
import { fail, listing, nearest } from "../core/index.ts";
import type { Message } from "./frame.ts";
import { type Op, ops, type Request, requestSchemas } from "./messages.ts";

/**
 * Reads a message as a request.
 * @throws `wire/request`, naming the key that is wrong
 */
export function readRequest(message: Message): Request {
  const { op } = message;
  if (isPlainStep(message)) return message as unknown as Request<"step">;
  if (typeof op !== "string" || !Object.hasOwn(requestSchemas, op))
    fail("wire/request", {
      given: op === undefined ? "a message without op" : `op ${shown(op)}`,
      expected: listing(ops, 40),
      fix: typeof op === "string" ? nearest(op, ops) : undefined,
    });
  expectNames(message, op as string);
  const { success, output, issues } = v.safeParse(
    requestSchemas[op as Op] as v.GenericSchema<unknown, Request>,
    message,
  );
  if (success) return output;
  const [issue] = issues;
  return fail("wire/request", {
    given: `${op} with ${v.getDotPath(issue) ?? "a message"} = ${shown(issue.input)}`,
    expected: issue.message,
  });
}

/** Steps are by far the most requests, and most have nothing besides what they must: these need no schema. */
function isPlainStep(message: Message): boolean {
  const { op, session } = message;
  if (op !== "step" || typeof session !== "string" || idOf(message) === null) return false;
  return Object.hasOwn(message, "actions") && Object.keys(message).length === 4;
}

/** Keys that every object has, so that a schema does not see them. */
const everyones = ["__proto__", "constructor", "prototype"];

function expectNames(message: Message, op: string): void {
  const { capture } = message;
  const records = capture === undefined ? [message] : [message, capture, Object(capture).frames];
  for (const record of records)
    for (const key of everyones)
      if (Object.hasOwn(Object(record), key))
        fail("wire/request", { given: `${op} with ${key}`, expected: "no such key" });
}

/** The `id` of a message that may not be a valid request; null if it has none. */
export const idOf = ({ id }: Message): number | null =>
  Number.isSafeInteger(id) && (id as number) >= 0 ? (id as number) : null;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
