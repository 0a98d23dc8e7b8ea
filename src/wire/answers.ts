import { asError, CodedError } from "../core/index.ts";
import type { Message } from "./frame.ts";

/** An error as it is sent. */
export interface WireError {
  /** One of the documented codes, or `internal/defect` for a bug in the server. */
  readonly code: string;
  readonly message: string;
  readonly given?: string;
  readonly expected?: string;
  readonly fix?: string;
}

/**
 * The one answer to a request; its `id` is the request's, or null where that could not be read. With an error and `ok` the
 * worlds have stepped nevertheless, and `ok` says where they are.
 */
export type Answer =
  | { readonly id: number | null; readonly ok: Message }
  | { readonly id: number | null; readonly error: WireError; readonly ok?: Message };

export const answerOf = (id: number, ok: Message): Answer => ({ id, ok });

/** Errors that the client can fix are sent in full. Of a bug the client learns only that there is one. */
export const refusal = (id: number | null, thrown: unknown): Answer => ({ id, error: errorOf(thrown) });

/** An error shows no more of what was given [UTF-16 units]. */
const longestGiven = 200;
const longestRest = 2000;

/** A text, or its beginning and that there was more. */
export const clipped = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 3)}...` : text;

function errorOf(thrown: unknown): WireError {
  if (!(thrown instanceof CodedError))
    return { code: defect, message: `${defect}: the server failed (${asError(thrown).name}); its log says how` };
  const { code } = thrown;
  const given = clipped(thrown.given, longestGiven);
  const expected = clipped(thrown.expected, longestRest);
  const fix = thrown.fix === undefined ? undefined : clipped(thrown.fix, longestRest);
  const { message } = new CodedError(code, { given, expected, fix });
  return { code, message, given, expected, ...(fix !== undefined && { fix }) };
}

export const defect = "internal/defect";
