import { createServer as createWeb } from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import pino from "pino";
import { pageFiles, type ViewServer } from "../../src/viewer/server/index.ts";
import { serve } from "../../src/wire/server/index.ts";

/** Lets a page run WebAssembly, and no code that it makes. */
const strict =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; worker-src 'self' blob:";

/** Any web server with a strict policy: it serves the files of a folder and knows nothing else. */
export async function bareServer(folder: string): Promise<ViewServer> {
  const files = pageFiles(folder);
  const server = createWeb(({ url = "/" }, response) => {
    const file = files.file(url.replace(/[?#].*/, ""));
    response.writeHead(file ? 200 : 404, {
      "Content-Type": file?.type ?? "text/plain",
      "Content-Security-Policy": strict,
    });
    response.end(file?.body);
  });
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** A server of worlds behind a wire that can be cut. */
export async function cuttableServer() {
  const host = new URL("../../scripts/serve/host.ts", import.meta.url).href;
  const worlds = await serve({ host, port: 0, threads: 1, version: "0.0.0", log: pino({ level: "silent" }) });
  const { port: inner } = new URL(worlds.url);
  const sockets = new Set<Socket>();
  let isCut = false;
  const wire = createServer((socket) => {
    if (isCut) return void socket.destroy();
    const other = connect(Number(inner), "127.0.0.1");
    for (const end of [socket, other]) {
      sockets.add(end);
      end.on("error", () => undefined);
    }
    socket.pipe(other).pipe(socket);
  });
  const port = await listening(wire);
  return {
    url: `ws://127.0.0.1:${port}`,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    mend() {
      isCut = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => wire.close(done));
      await worlds.close();
    },
  };
}

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)));
