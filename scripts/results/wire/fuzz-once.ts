import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import { WebSocket } from "ws";
import { serve } from "../../../src/wire/server/index.ts";
import { mutatedFrames } from "./mutations.ts";

/**
 * Sends malformed frames to a server in this process and prints the outcome. Arguments: number of frames, seed. A second
 * client keeps stepping its own worlds, and must be answered as if it were alone.
 */
const [count, seed] = process.argv.slice(2).map(Number);
const host = new URL("../../serve/host.ts", import.meta.url).href;
const lines: string[] = [];
const log = pino({ level: "error" }, { write: (line: string) => void lines.push(line) });
const server = await serve({
  host,
  port: 0,
  threads: 1,
  version: "fuzz",
  log,
  maxWorlds: 256,
  maxSessions: 32,
  graceSeconds: 0,
});

interface Talker {
  readonly socket: WebSocket;
  ask(message: object): Promise<{ readonly ok?: { readonly session: string; readonly observations: number[] } }>;
}

function talk(): Promise<Talker> {
  const socket = new WebSocket(server.url, ["rewardgym.v1"]);
  const waiting: ((answer: never) => void)[] = [];
  socket.on("message", (data) => waiting.shift()?.(JSON.parse(data.toString()) as never));
  const talker: Talker = {
    socket,
    ask(message) {
      socket.send(JSON.stringify(message));
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
  return new Promise((resolve, reject) => socket.once("open", () => resolve(talker)).once("error", reject));
}

const env = "classic/pendulum-v1";
async function opened(): Promise<{ talker: Talker; session: string }> {
  const talker = await talk();
  const { ok } = await talker.ask({ id: 1, op: "make", env, worlds: 2 });
  if (!ok) throw new Error("the server makes no session");
  await talker.ask({ id: 2, op: "reset", session: ok.session, seed: 1 });
  return { talker, session: ok.session };
}

/** A client that sends malformed frames and reads all answers; it closes when the server closes the connection. */
interface Fuzzer {
  readonly socket: WebSocket;
  readonly frames: ReturnType<typeof mutatedFrames>;
}
let answers = 0;
let cut = 0;
async function fuzzer(seed: number): Promise<Fuzzer> {
  const { talker, session } = await opened();
  const { socket } = talker;
  socket.removeAllListeners("message");
  socket.on("message", () => answers++);
  socket.on("close", () => cut++);
  return { socket, frames: mutatedFrames(seed, session) };
}

const canary = await opened();
const reference = await opened();
let steps = 0;
let slowestMs = 0;
/** Steps the canary and an equal session on another socket; both must get the same answers. */
async function look(): Promise<void> {
  const action = Math.sin(steps);
  const begun = performance.now();
  const [seen, expected] = await Promise.all(
    [canary, reference].map(({ talker, session }) =>
      talker.ask({ id: 3 + steps, op: "step", session, actions: [action, -action] }),
    ),
  );
  slowestMs = Math.max(slowestMs, performance.now() - begun);
  steps++;
  if (!seen.ok || JSON.stringify(seen.ok.observations) !== JSON.stringify(expected.ok?.observations))
    throw new Error("the canary was answered wrongly");
}

const rss = () => process.memoryUsage.rss();
let early = 0;
let now = await fuzzer(seed);
const batch = 200;
const begun = performance.now();
for (let sent = 0, fuzzers = 0; sent < count; sent += batch) {
  if (sent >= fuzzers * 20_000 || now.socket.readyState !== now.socket.OPEN) {
    now.socket.terminate();
    await sleep(100); // until its sessions are freed
    now = await fuzzer(seed + ++fuzzers);
  }
  const before = answers;
  for (let i = 0; i < batch && now.socket.readyState === now.socket.OPEN; i++) {
    const frame = now.frames.next().value;
    now.socket.send(frame, { binary: typeof frame !== "string" });
  }
  for (let waited = 0; answers < before + batch && now.socket.readyState === now.socket.OPEN && waited < 5000; waited++)
    await sleep(1);
  await look();
  if (early === 0 && sent >= count / 5) early = rss();
}
const seconds = (performance.now() - begun) / 1000;
const late = rss();
now.socket.terminate();
canary.talker.socket.terminate();
reference.talker.socket.terminate();
await sleep(2000); // the grace period
const metrics = await (await fetch(`${server.url.replace("ws", "http")}/metrics`)).text();
const left = Number(/^rewardgym_sessions (\d+)$/m.exec(metrics)?.[1]);
const deaths = Number(/^rewardgym_thread_deaths_total (\d+)$/m.exec(metrics)?.[1]);
const codes = Object.fromEntries(
  [...metrics.matchAll(/errors_total\{code="([^"]+)"\} (\d+)/g)].map(([, code, n]) => [code, Number(n)]),
);
await server.close();
console.log(
  JSON.stringify({
    count,
    seconds,
    answers,
    cut,
    canary: steps,
    slowestMs,
    early,
    late,
    left,
    deaths,
    codes,
    defects: lines.slice(0, 5),
  }),
);
