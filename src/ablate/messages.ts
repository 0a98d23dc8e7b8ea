import { CodedError, type ErrorCode, messageOf } from "../core/index.ts";
import type { Progress } from "../run/index.ts";
import type { RunJob } from "./job.ts";
import type { RunResult } from "./result.ts";

/** A message from the runner to a worker. */
export type Order = { readonly do: RunJob } | { readonly stop: true };

/** A message from a worker to the runner. */
export type Report =
  | { readonly progress: Progress }
  | { readonly notice: string }
  | { readonly done: RunResult | undefined }
  | { readonly stopped: true }
  | { readonly failed: SentFailure };

/** An error in the form that is sent between processes. */
export interface SentFailure {
  readonly code?: ErrorCode;
  readonly given?: string;
  readonly expected?: string;
  readonly fix?: string;
  readonly message: string;
}

export function packFailure(thrown: unknown): SentFailure {
  if (!(thrown instanceof CodedError)) return { message: messageOf(thrown) };
  const { code, given, expected, fix, message } = thrown;
  return { code, given, expected, fix, message };
}

export function unpackFailure({ code, given = "", expected = "", fix, message }: SentFailure): Error {
  return code === undefined ? new Error(message) : new CodedError(code, { given, expected, fix });
}
