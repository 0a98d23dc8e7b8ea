import { createHash } from "node:crypto";
import { canonical, fail } from "../../core/index.ts";
import type { Request } from "../messages.ts";
import type { Owner } from "./owner.ts";

/**
 * The request that makes a session. Asked again it makes no second one: with a key of the client's over any socket, else
 * with the same number over the same socket.
 */
export interface Birth {
  readonly owner: Owner;
  readonly id: number;
  /** A digest of the client's key. */
  readonly key?: string;
  /** What was asked. */
  readonly asked: string;
}

export function birthOf({ id, key, ...asked }: Request<"make"> | Request<"branch">, owner: Owner): Birth {
  return {
    owner,
    id,
    ...(key !== undefined && { key: createHash("sha256").update(key).digest("base64") }),
    asked: canonical(asked),
  };
}

/** Whether two requests are one, asked twice. @throws `wire/request` if only the key or the number is the same */
export function isSame(before: Birth, now: Birth): boolean {
  const isAgain = now.key === undefined ? before.owner === now.owner && before.id === now.id : before.key === now.key;
  if (isAgain && before.asked !== now.asked)
    fail("wire/request", {
      given: now.key === undefined ? `request ${now.id} as another one` : "a key for another request",
      expected: "a number and a key of its own for each request that makes a session",
    });
  return isAgain;
}
