import { CodedError, type Complaint, type ErrorCode } from "./errors.ts";

/** Anything thrown, as an error. */
export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** An error in the form that is sent between threads. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly coded?: { readonly code: ErrorCode } & Omit<Complaint, "cause">;
}

export function packThrown(thrown: unknown): Thrown {
  const { name, message, stack } = asError(thrown);
  if (!(thrown instanceof CodedError)) return { name, message, stack };
  const { code, given, expected, fix } = thrown;
  return { name, message, stack, coded: { code, given, expected, fix } };
}

export function unpackThrown({ name, message, stack, coded }: Thrown): Error {
  const error = coded ? new CodedError(coded.code, coded) : new Error(message);
  return Object.assign(error, { name, stack });
}
