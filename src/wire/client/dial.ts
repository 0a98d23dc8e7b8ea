import { CodedError } from "../../core/index.ts";
import type { Frame } from "../frame.ts";
import { protocol } from "../messages.ts";

/** The part of a WebSocket that is used here, the same in browsers, Node and the package `ws`. */
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
  /** The server's token, if it wants one. It is sent in a header, never in the address. */
  readonly token?: string;
  /** The class of socket; the platform's own by default. */
  readonly socket?: SocketKind;
}

/** @throws `wire/unreachable`: a socket cannot tell whether nobody answers or the token is wrong */
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
    expected: "a rewardgym server that accepts this client",
    fix: "`rewardgym serve` starts one; check address and token.",
  });

function tokenProtocol(token: string): string {
  const base64 = btoa(String.fromCharCode(...new TextEncoder().encode(token)));
  return `rewardgym.token.${base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}
