import { CodedError } from "../../core/index.ts";
import type { Frame } from "../frame.ts";
import { protocol } from "../messages.ts";

/** What is used of a WebSocket, as browsers, Node and the package `ws` have it. */
export interface SocketLike {
  binaryType: string;
  send(data: Frame): void;
  close(code?: number, reason?: string): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}
export type SocketKind = new (url: string, protocols: string[]) => SocketLike;

export interface Dialled {
  /** The server's token, where it wants one. It goes into a header, never into an address. */
  readonly token?: string;
  /** The kind of socket; the platform's own where nothing is said. */
  readonly socket?: SocketKind;
}

/** @throws `wire/unreachable`: a socket does not say whether nobody answers or the token is wrong */
export function dial(url: string, { token, socket }: Dialled): Promise<SocketLike> {
  const Socket = socket ?? (globalThis.WebSocket as unknown as SocketKind);
  return new Promise((resolve, reject) => {
    const dialled = new Socket(url, [protocol, ...(token === undefined ? [] : [tokenProtocol(token)])]);
    dialled.binaryType = "arraybuffer";
    dialled.onopen = () => resolve(dialled);
    dialled.onerror = () => undefined; // `close` follows
    dialled.onclose = () => reject(unreachable(url));
  });
}

export const unreachable = (url: string) =>
  new CodedError("wire/unreachable", {
    given: url,
    expected: "a rewardgym server that lets this client in",
    fix: "`rewardgym serve` starts one; check address and token.",
  });

function tokenProtocol(token: string): string {
  const base64 = btoa(String.fromCharCode(...new TextEncoder().encode(token)));
  return `rewardgym.token.${base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}
