import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";
import { startServer } from "./server-process.ts";

const sessions = ofBudget(1000, 20);
const seconds = Math.max(2, ofBudget(300));

interface Measured {
  readonly openSeconds: number;
  /** The server's memory: without sessions, with all of them, and after all were closed [bytes]. */
  readonly before: number;
  readonly memory: number;
  readonly after: number;
  readonly steps: number;
  readonly errors: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** What the server still held at the end. */
  readonly left: { readonly sessions: number; readonly worlds: number; readonly sockets: number };
}

/** Many clients at once. */
export const manySessions: Section<Measured> = {
  name: "sessions",
  title: "A thousand clients",
  async measure() {
    const server = await startServer();
    const warm = new URL("sessions-once.ts", import.meta.url);
    await runScript(warm, [server.url, "10", "2"]); // starts all threads
    const before = await server.memory();
    const held = await runScript<Measured>(warm, [server.url, String(sessions), String(seconds)]);
    const left = {
      sessions: await server.metric("rewardgym_sessions"),
      worlds: await server.metric("rewardgym_worlds"),
      sockets: await server.metric("rewardgym_sockets"),
    };
    const after = await server.memory();
    await server.stop();
    return { ...held, before, after, left };
  },
  tell: (told) =>
    `${sessions} sessions of one cart-pole, a socket each, stepped for ${seconds} s, every one again as soon as it is answered; clients in one process, server in another.\n\n${table(
      ["", ""],
      [
        ["opening all of them", `${told.openSeconds.toFixed(1)} s`],
        ["steps", told.steps.toLocaleString("en")],
        ["errors", `**${told.errors}**`],
        ["steps/s", Math.round(told.steps / seconds).toLocaleString("en")],
        ["answer to a step, p50", `${told.p50.toFixed(1)} ms`],
        ["p99", `${told.p99.toFixed(1)} ms`],
        ["longest", `${told.most.toFixed(1)} ms`],
        ["server's memory a session", `${Math.round((told.memory - told.before) / sessions / 1024)} KiB`],
        [
          "its memory with none, with all, afterwards",
          [told.before, told.memory, told.after].map((bytes) => `${Math.round(bytes / 2 ** 20)} MiB`).join(", "),
        ],
        ["sessions, worlds and sockets left", `**${told.left.sessions}, ${told.left.worlds}, ${told.left.sockets}**`],
      ],
    )}`,
};
