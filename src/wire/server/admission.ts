import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { fail } from "../../core/index.ts";

const hash = (text: string) => createHash("sha256").update(text).digest();

/** Whether two secrets are equal, in constant time. */
export const equalSecrets = (a: string, b: string): boolean => timingSafeEqual(hash(a), hash(b));

/** A browser cannot set headers for a socket, so it offers its token as a sub-protocol. */
const tokenProtocol = "rewardgym.token.";

const offered = ({ headers }: IncomingMessage): string[] =>
  (headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());

function tokenOf(request: IncomingMessage): string | undefined {
  const [, bearer] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
  if (bearer !== undefined) return bearer;
  const protocol = offered(request).find((name) => name.startsWith(tokenProtocol));
  return protocol && Buffer.from(protocol.slice(tokenProtocol.length), "base64url").toString();
}

export interface Admission {
  /** Clients must present it. */
  readonly token?: string;
  /** Origins of web pages that may connect, besides those on this machine; `*` allows any. */
  readonly origins: readonly string[];
}

/**
 * Checks whether a connection may be opened.
 * @throws `wire/forbidden`
 */
export function admit(request: IncomingMessage, { token, origins }: Admission): void {
  const { origin } = request.headers;
  if (origin !== undefined && !origins.includes("*") && !origins.includes(origin) && !isLocal(origin))
    fail("wire/forbidden", {
      given: `a page of ${JSON.stringify(origin.slice(0, 200))}`,
      expected: "an origin that --origins names, or one of this machine",
    });
  if (token === undefined) return;
  const shown = tokenOf(request);
  if (shown === undefined || !equalSecrets(shown, token))
    fail("wire/forbidden", {
      given: shown === undefined ? "no token" : "another token",
      expected: "the server's token, as `Authorization: Bearer` or sub-protocol",
    });
}

/** Whether a page comes from a server on this machine. A page opened from a file has the origin `null` and does not. */
function isLocal(origin: string): boolean {
  const url = URL.parse(origin);
  return url !== null && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
}
