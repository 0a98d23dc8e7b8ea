import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A server in a separate process. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Resident memory [bytes]. */
  memory(): Promise<number>;
  /** A number of its `/metrics`. */
  metric(name: string): Promise<number>;
  stop(): Promise<void>;
  /** Sends it a signal; resolves with the seconds until it has ended, at most so many. */
  end(signal: NodeJS.Signals, mostSeconds: number): Promise<number>;
}

const here = fileURLToPath(new URL("../../..", import.meta.url));

export const startServer = (...flags: readonly string[]): Promise<ServerProcess> => startServerOf(here, flags);

/** @param checkout the folder of this or another version of the project */
export function startServerOf(checkout: string, flags: readonly string[]): Promise<ServerProcess> {
  const script = join(checkout, "scripts/rewardgym.ts");
  const args = [script, "serve", "--port", "0", "--attached", "--log-level", "error", ...flags];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const metricsOf = async (url: string) => (await fetch(`${url.replace("ws", "http")}/metrics`)).text();
  const read = (text: string, name: string) =>
    Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, "m").exec(text)?.[1]);
  return new Promise((resolve, reject) => {
    let said = "";
    child.once("close", (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout.on("data", (data) => {
      said += data;
      const [, url] = /worlds at (\S+);/.exec(said) ?? [];
      if (!url) return;
      resolve({
        url,
        pid: child.pid!,
        memory: async () => read(await metricsOf(url), "rewardgym_resident_bytes"),
        metric: async (name) => read(await metricsOf(url), name),
        async stop() {
          child.stdin.end();
          await ended;
        },
        async end(signal, mostSeconds) {
          const begun = performance.now();
          child.kill(signal);
          await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, mostSeconds * 1000))]);
          child.kill("SIGKILL");
          await ended;
          return (performance.now() - begun) / 1000;
        },
      });
    });
  });
}
