import { CodedError } from "../../core/index.ts";
import { type Answer, answerOf, defect, refusal } from "../answers.ts";
import type { Message } from "../frame.ts";
import type { SessionOp } from "../messages.ts";
import type { Outcome } from "./session.ts";

/** Ops that answer columns. */
export const showing: readonly string[] = ["reset", "step", "load"] satisfies SessionOp[];

/** Of columns that turned out too large because of the texts in them: what the worlds have done, without them. */
export function outline(op: unknown, { step, terminated, truncated, ended }: Message): Pick<Outcome, "ok"> | undefined {
  if (!showing.includes(op as string)) return undefined;
  const { rows, scores, returns, lengths } = Object(ended) as Message;
  return {
    ok: { step, terminated, truncated, ...(ended !== undefined && { ended: { rows, scores, returns, lengths } }) },
  };
}

export const answerTo = (id: number | null, { ok, thrown }: Outcome): Answer =>
  thrown === undefined ? answerOf(id!, ok!) : { ...refusal(id, thrown), ...(ok && { ok }) };

export const codeOf = (thrown: unknown): string => (thrown instanceof CodedError ? thrown.code : defect);

export function okOf({ ok, thrown }: Outcome): Message {
  if (thrown !== undefined) throw thrown;
  return ok!;
}

/** A request that carries a state back has this much more besides it than the answer that it came with [bytes]. */
export const loadBytes = 512;

export const tooLarge = (size: number, most: number) =>
  new CodedError("wire/limit", {
    given: `an answer of ${size} bytes`,
    expected: `at most ${most}`,
    fix: "Ask in bytes, for one world or for a smaller picture.",
  });
