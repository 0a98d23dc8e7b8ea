import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A server in a separate process. */
export interface ServerProcess {
  readonly url: string;
  /** Resident memory [bytes]. */
  memory(): Promise<number>;
  /** A number of its `/metrics`. */
  metric(name: string): Promise<number>;
  stop(): Promise<void>;
}

const script = fileURLToPath(new URL("../../rewardgym.ts", import.meta.url));

export function startServer(...flags: readonly string[]): Promise<ServerProcess> {
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
        memory: async () => read(await metricsOf(url), "rewardgym_resident_bytes"),
        metric: async (name) => read(await metricsOf(url), name),
        async stop() {
          child.stdin.end();
          await ended;
        },
      });
    });
  });
}
