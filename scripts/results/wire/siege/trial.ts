import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type ServerProcess, startServerOf } from "../server-process.ts";

/** A bystander's answers during an attack, and what the server held. */
export interface Trial {
  readonly steps: number;
  /** [ms] */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  /** What ended the bystander's session, if anything did. */
  readonly failed?: string;
  /** The most resident memory [bytes]. */
  readonly memory: number;
  /** From the attacker's leaving until sessions, descriptors and threads were what they had been; -1 if they never were [s]. */
  readonly back: number;
  /** What there still was otherwise. */
  readonly left: { readonly sessions: number; readonly descriptors: number; readonly threads: number };
}

const started = (name: string, ...args: readonly string[]): ChildProcess =>
  fork(fileURLToPath(new URL(name, import.meta.url)), args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });

interface Held {
  readonly descriptors: number;
  readonly threads: number;
}

const heldBy = (pid: number): Held => ({
  descriptors: readdirSync(`/proc/${pid}/fd`).length,
  threads: readdirSync(`/proc/${pid}/task`).length,
});

const residentOf = (pid: number): number => {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kibibytes) * 1024;
};

/** The number of sessions; NaN from a server that does not answer. */
const sessionsOf = (server: ServerProcess): Promise<number> =>
  Promise.race([server.metric("rewardgym_sessions").catch(() => Number.NaN), sleep(1000, Number.NaN, { ref: false })]);

/** A server with a bystander, for attacks one after another. */
export interface Besieged {
  /** What is resident now [bytes]. */
  memory(): number;
  /** @param mostBackSeconds how long to wait until all is back [30] */
  trial(attack: string, sockets: number, seconds: number, mostBackSeconds?: number): Promise<Trial>;
  /** Ends it in the middle of an attack. @returns seconds from SIGTERM to its end, at most 30 */
  endDuring(attack: string): Promise<number>;
  stop(): Promise<void>;
}

const attacking = (url: string, attack: string, sockets: number, seconds: number): ChildProcess =>
  started("attack-once.ts", url, attack, String(sockets), String(seconds));

/** @param checkout of the server and the bystander's client; attackers are those of this one */
export async function besieged(checkout: string): Promise<Besieged> {
  const server = await startServerOf(checkout, ["--grace", "2"]);
  const { pid, url } = server;
  const bystander = started("bystander-once.ts", url, checkout);
  const ended = once(bystander, "exit").then(() => Promise.reject(new Error("the bystander has ended")));
  await Promise.race([once(bystander, "message"), ended]);
  ended.catch(() => undefined); // later it is ended here
  await sleep(2000); // it has gone where its steps belong
  const before = heldBy(pid);
  const spare = { descriptors: before.descriptors + sharedDescriptors, threads: before.threads + sharedThreads };
  return {
    memory: () => residentOf(pid),
    async trial(attack, sockets, seconds, mostBackSeconds = 30) {
      bystander.send("begin");
      let memory = 0;
      const look = setInterval(() => {
        memory = Math.max(memory, residentOf(pid));
      }, 50);
      const attacker = attacking(url, attack, sockets, seconds);
      const stop = setTimeout(() => attacker.kill("SIGKILL"), (seconds + 20) * 1000);
      await once(attacker, "exit");
      clearTimeout(stop);
      const left = performance.now();
      const seen = async () => ({ sessions: (await sessionsOf(server)) - 1, ...heldBy(pid) });
      const isBack = ({ sessions, descriptors, threads }: Trial["left"]) =>
        sessions === 0 && descriptors <= spare.descriptors && threads <= spare.threads;
      let now = await seen();
      while (!isBack(now) && performance.now() - left < mostBackSeconds * 1000) {
        await sleep(50);
        now = await seen();
      }
      const back = isBack(now) ? (performance.now() - left) / 1000 : -1;
      clearInterval(look);
      bystander.send("tell");
      const [told] = (await Promise.race([once(bystander, "message"), sleep(5000, [{}])])) as [Trial];
      const { sessions, descriptors, threads } = now;
      return {
        ...told,
        ...{ memory, back },
        left: { sessions, descriptors: descriptors - before.descriptors, threads: threads - before.threads },
      };
    },
    async endDuring(attack) {
      const attacker = attacking(url, attack, 20, 60);
      await sleep(5000);
      const seconds = await server.end("SIGTERM", 30);
      attacker.kill("SIGKILL");
      bystander.kill("SIGKILL");
      return seconds;
    },
    async stop() {
      bystander.kill("SIGKILL");
      await server.end("SIGKILL", 30);
    },
  };
}

/** Threads that sessions share stay, as one a core was meant to be, and the four of libuv; each has a few descriptors. */
const sharedThreads = 2 + 4;
const sharedDescriptors = 12;
