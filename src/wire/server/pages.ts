import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { messageOf } from "../../core/index.ts";
import { protocol } from "../messages.ts";
import { type Admission, admit } from "./admission.ts";
import type { Measures } from "./measures.ts";

interface Page {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

/** The server's HTTP pages: health for everybody, metrics for those who may connect. */
async function pageFor(request: IncomingMessage, { admission, measures, isClosing }: PagesSetup): Promise<Page> {
  const [path] = (request.url ?? "/").split("?");
  if (request.method !== "GET") return { status: 405, body: "only GET\n" };
  if (path === "/healthz") return isClosing() ? { status: 503, body: "closing\n" } : { status: 200, body: "ok\n" };
  if (path === "/health") return { status: 200, body: '{"status":"healthy"}', type: "application/json" }; // OpenEnv's
  if (path !== "/metrics")
    return { status: 404, body: `connect with WebSocket, sub-protocol ${protocol}; /healthz and /metrics are here\n` };
  try {
    admit(request, admission);
  } catch (thrown) {
    return { status: 403, body: `${messageOf(thrown)}\n` };
  }
  return { status: 200, body: await measures.text(), type: measures.contentType };
}

export interface PagesSetup {
  readonly admission: Admission;
  readonly measures: Measures;
  isClosing(): boolean;
  onFailure(thrown: unknown): void;
}

export function pages(setup: PagesSetup): (request: IncomingMessage, response: ServerResponse) => void {
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const { status, body, type = "text/plain" } = await pageFor(request, setup);
    response.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(body) });
    response.end(body);
  };
  return (request, response) =>
    void respond(request, response).catch((thrown) => {
      setup.onFailure(thrown);
      response.destroy();
    });
}

const reasons = { 403: "Forbidden", 503: "Service Unavailable" } as const;

/** Refuses a request to open a WebSocket. */
export function refuseSocket(socket: Duplex, status: keyof typeof reasons, why: string): void {
  const body = `${why}\n`;
  const headers = ["Connection: close", "Content-Type: text/plain", `Content-Length: ${Buffer.byteLength(body)}`];
  socket.end([`HTTP/1.1 ${status} ${reasons[status]}`, ...headers, "", body].join("\r\n"));
}
