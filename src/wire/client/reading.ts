import { asError, CodedError, fail } from "../../core/index.ts";
import { type Form, type Formed, readForm } from "../../record/form.ts";
import type { Message } from "../frame.ts";

/**
 * Reads a server's message, which may be malformed.
 * @throws `wire/frame` if it cannot be read; coded errors unchanged
 */
export function reading<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.code !== "file/corrupt") throw thrown;
    const why = thrown instanceof CodedError ? thrown.given : asError(thrown).message;
    return fail("wire/frame", {
      given: `${what} in the wrong form: ${why}`,
      expected: "a server that follows docs/protocol.md",
      cause: thrown,
    });
  }
}

/** Fields of an answer. @throws `wire/frame` */
export const readAnswer = <F extends Form>(op: string, answer: Message, form: F): Formed<F> =>
  reading(`an answer to ${op}`, () => readForm(answer, form, "it"));
