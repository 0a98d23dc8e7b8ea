import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { WebSocket, WebSocketServer } from "ws";
import { wakeful } from "../../../src/wire/wakeful.ts";

/**
 * Echoes 512 bytes between two processes through the package `ws` and prints round trips per second. Arguments: seconds,
 * and `awake` to let both look for the next message without sleeping, as our server and client do.
 */
const [length, how = ""] = process.argv.slice(2);
const perMessageDeflate = false;
const awake = how === "awake" ? wakeful() : { expect: () => undefined, arrive: () => undefined };
if (length === "echo") {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate });
  server.on("connection", (socket) =>
    socket.on("message", (data) => {
      awake.arrive();
      socket.send(data);
      awake.expect();
    }),
  );
  server.on("listening", () => process.send?.((server.address() as { port: number }).port));
  process.on("disconnect", () => process.exit());
} else {
  const child = fork(fileURLToPath(import.meta.url), ["echo", how]);
  const port = await new Promise((resolve) => child.once("message", resolve));
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate });
  await new Promise((resolve) => socket.once("open", resolve));
  const data = new Uint8Array(512);
  const ask = async () => {
    const answered = new Promise((resolve) => socket.once("message", resolve));
    socket.send(data);
    awake.expect();
    await answered;
    awake.arrive();
  };
  const run = async (seconds: number): Promise<number> => {
    const begun = performance.now();
    let trips = 0;
    for (; performance.now() - begun < seconds * 1000; trips++) await ask();
    return (1000 * trips) / (performance.now() - begun);
  };
  await run(Math.min(2, Number(length)));
  console.log(JSON.stringify({ roundTrips: await run(Number(length)) }));
  child.disconnect();
  process.exit();
}
