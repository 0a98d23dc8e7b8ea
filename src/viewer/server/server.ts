import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  bindEnv,
  CodedError,
  type Env,
  fail,
  type Json,
  messageOf,
  type Packable,
  pack,
  type Registry,
} from "../../core/index.ts";
import { chunkSteps } from "../shapes.ts";
import { type Labelling, type LabelSession, labelling } from "./labelling.ts";
import { noLibrary, openLibrary } from "./library.ts";
import { kept, type LiveServing } from "./live.ts";
import type { PageFiles } from "./page-files.ts";
import { showing } from "./showing.ts";
import { standAlone } from "./stand-alone.ts";

export interface ViewOptions {
  /** A run's folder, a folder of episodes, or an episode's file; none where only labels are asked for. */
  readonly path?: string;
  /** Where the page asks which of two clips is better. */
  readonly session?: LabelSession;
  /** Where the page lives worlds itself, or those of a server of worlds. */
  readonly live?: LiveServing;
  readonly envs: Registry<Env>;
  readonly page: PageFiles;
  /** 0: any free port. */
  readonly port: number;
}

export interface ViewServer {
  readonly url: string;
  close(): Promise<void>;
}

const address = "127.0.0.1"; // what is shown is files of this machine: for this machine only

/**
 * Serves the page and what it shows, to this machine.
 * @throws `file/unusable` for a path with nothing to look at, `cli/usage` for a port that is taken
 */
export async function serveView({ path, session, live, envs, page, port }: ViewOptions): Promise<ViewServer> {
  const library = path === undefined ? noLibrary : await openLibrary(path);
  await library.list(); // what cannot be read is said before a browser is opened
  const shown = showing(library, envs);
  const isMujoco = live !== undefined && !live.setting.server && (await engineOf(live, envs)) === "mujoco";
  const labels = session && labelling(session, envs);

  /** What a request is answered with: JSON, packed arrays or a file. */
  async function answer(url: URL): Promise<Answer> {
    const { pathname, searchParams: asked } = url;
    if (pathname === "/api/question" && labels) return packed(await labels.question());
    if (pathname === "/live.json" && live) return json(live.setting);
    if (live?.policy && pathname === `/${live.setting.policy}`) return { body: live.policy, type: octets };
    if (pathname === "/api/library") return json(await library.list());
    const [, id, what] = /^\/api\/episode\/([^/]+)\/(numbers|lived|again|chunk|alone)$/.exec(pathname) ?? [];
    if (what === undefined) return page.file(pathname) ?? notFound(pathname);
    const episode = decodeURIComponent(id);
    if (what === "numbers") return packed(await shown.numbers(episode, Number(asked.get("seat") ?? 0)));
    if (what === "lived" || what === "again") return packed(await shown[what](episode));
    if (what === "alone")
      return { body: await standAlone(shown, await library.list(), episode, page), type: "text/html; charset=utf-8" };
    const from = Number(asked.get("from"));
    if (!Number.isInteger(from) || from < 0 || from % chunkSteps !== 0)
      fail("wire/request", { given: `from=${asked.get("from")}`, expected: `a multiple of ${chunkSteps}` });
    return packed(await shown.chunk(episode, from, asked.get("camera") ?? undefined));
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { body, type, status = 200 } = await answered(request).catch(refused);
    response.writeHead(status, {
      "Content-Type": type,
      "Cache-Control": "no-store",
      "Content-Security-Policy": live ? policyOf(live, isMujoco) : policy,
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
    });
    response.end(request.method === "HEAD" ? undefined : body);
  }

  async function answered(request: IncomingMessage): Promise<Answer> {
    const { method, url = "/", headers } = request;
    // A page elsewhere could point a name of its own at this machine.
    const host = (headers.host ?? "").replace(/:\d+$/, "");
    if (host !== address && host !== "localhost")
      return { ...json({ code: "wire/forbidden", message: `The host is ${host}, not this machine.` }), status: 403 };
    if (method === "POST" && live?.keep && url.startsWith("/api/keep?")) {
      requireOwn(request, octets);
      const name = new URL(url, `http://${address}`).searchParams.get("name") ?? "";
      return json(await kept(request, name, live.keep));
    }
    if (method === "POST" && labels) return told(request, labels);
    if (method !== "GET" && method !== "HEAD")
      return { ...json({ code: "wire/request", message: `${method} is not known here.` }), status: 405 };
    return answer(new URL(url, `http://${address}`));
  }

  const server = createServer((request, response) => {
    respond(request, response).catch((thrown) => response.destroy(thrown as Error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, resolve);
  }).catch((cause) =>
    fail("cli/usage", { given: `port ${port}: ${messageOf(cause)}`, expected: "a free port", fix: "--port 0", cause }),
  );
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${address}:${taken}/`,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await shown.close();
    },
  };
}

/** Nothing from elsewhere; styles in place are those of the plots. */
const policy =
  "default-src 'self'; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** A page that lives worlds runs WebAssembly, and may ask a server of worlds. MuJoCo's bindings are code that they make. */
const policyOf = ({ setting: { server } }: LiveServing, isMujoco: boolean) =>
  `${policy}; script-src 'self' ${isMujoco ? "'unsafe-eval'" : "'wasm-unsafe-eval'"}; worker-src 'self' blob:; connect-src 'self'${server ? ` ${server.url}` : ""}`;

async function engineOf({ setting: { env } }: LiveServing, envs: Registry<Env>): Promise<Json | undefined> {
  const { params } = bindEnv(await envs.find(env.id), env.params);
  return (params as { readonly engine?: Json }).engine;
}

const octets = "application/octet-stream";

export interface Answer {
  readonly body: Uint8Array | string;
  readonly type: string;
  readonly status?: number;
}

const json = (value: unknown): Answer => ({ body: JSON.stringify(value), type: "application/json" });
const packed = (value: unknown): Answer => ({ body: pack(value as Packable), type: octets });
const notFound = (path: string): Answer => ({
  ...json({ code: "wire/request", message: `There is no ${path}.` }),
  status: 404,
});

function refused(thrown: unknown): Answer {
  const code = thrown instanceof CodedError ? thrown.code : "internal";
  const status = code === "wire/forbidden" ? 403 : thrown instanceof CodedError ? 400 : 500;
  return { ...json({ code, message: messageOf(thrown) }), status };
}

const longestBody = 65_536; // an answer with its reason [bytes]

/** Takes an answer, or takes one back. Only the page itself may: others cannot send JSON here without being asked first. */
async function told(request: IncomingMessage, labels: Labelling): Promise<Answer> {
  const { url } = request;
  requireOwn(request, "application/json");
  let body = "";
  for await (const piece of request.setEncoding("utf8")) {
    body += piece;
    if (body.length > longestBody)
      fail("wire/request", { given: "a longer answer", expected: `at most ${longestBody} bytes` });
  }
  if (url === "/api/answer") await labels.answer(body);
  else if (url === "/api/undo") await labels.undo();
  else return notFound(url ?? "");
  return json({});
}

/** Only the page itself may send: others cannot send such types here without being asked first. @throws `wire/forbidden` */
function requireOwn({ headers }: IncomingMessage, type: string): void {
  if (headers.origin !== `http://${headers.host}` || headers["content-type"] !== type)
    fail("wire/forbidden", {
      given: `${type} from ${headers.origin ?? "nowhere"}`,
      expected: "the page of this server",
    });
}
