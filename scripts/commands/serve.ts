import { readFile } from "node:fs/promises";
import pino from "pino";
import type { Argv } from "yargs";
import { fail } from "../../src/core/index.ts";
import { versionsHere } from "../../src/record/index.ts";
import { serve } from "../../src/wire/server/index.ts";
import { readToken } from "../remote.ts";
import { wholeFlag } from "../run-flags.ts";

const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

export const command = (cli: Argv) =>
  cli.command(
    "serve",
    "Serve worlds over WebSocket",
    (args) =>
      args
        .option("host", {
          type: "string",
          default: "127.0.0.1",
          describe: "address; any but this machine's own needs a token",
        })
        .option("port", { type: "number", default: 7447, describe: "0: any that is free" })
        .option("token-file", {
          type: "string",
          requiresArg: true,
          describe: "file whose first line clients must show",
        })
        .option("tls-cert", { type: "string", requiresArg: true, implies: "tls-key", describe: "certificate, PEM" })
        .option("tls-key", { type: "string", requiresArg: true, implies: "tls-cert", describe: "its key, PEM" })
        .option("origins", {
          type: "string",
          array: true,
          default: [],
          describe: "origins of web pages that may connect",
        })
        .option("max-worlds", { type: "number", default: 65_536, describe: "worlds of all sessions together" })
        .option("max-sessions", { type: "number", default: 4096, describe: "sessions of all clients together" })
        .option("max-frame", { type: "number", default: 64, describe: "largest message, either way [MiB]" })
        .option("threads", { type: "number", describe: "threads that step worlds [one a core]" })
        .option("grace", { type: "number", default: 60, describe: "how long a session waits for a lost client [s]" })
        .option("heartbeat", { type: "number", default: 15, describe: "how often clients are looked after [s]" })
        .option("attached", { type: "boolean", default: false, describe: "end when standard input ends" })
        .option("log-level", {
          choices: ["silent", "error", "warn", "info", "debug"] as const,
          default: "info" as const,
          describe: "what is logged, as JSON, to standard error",
        })
        .example("$0 serve", "for this machine, on port 7447")
        .example("$0 serve --host 0.0.0.0 --token-file token", "for others"),
    async (flags) => {
      const whole = (
        name: "port" | "max-worlds" | "max-sessions" | "max-frame" | "grace" | "heartbeat",
        lowest: number,
      ) => wholeFlag(name, flags[name] as number, lowest);
      const token = flags.tokenFile === undefined ? undefined : await readToken(flags.tokenFile);
      const server = await serve({
        host: new URL(`../serve/host.${extension}`, import.meta.url).href,
        address: flags.host,
        port: whole("port", 0),
        token,
        tls: flags.tlsCert ? { cert: await pem(flags.tlsCert), key: await pem(flags.tlsKey!) } : undefined,
        origins: flags.origins,
        maxWorlds: whole("max-worlds", 1),
        maxSessions: whole("max-sessions", 1),
        maxFrameBytes: whole("max-frame", 1) * 2 ** 20,
        threads: flags.threads === undefined ? undefined : wholeFlag("threads", flags.threads, 1),
        graceSeconds: whole("grace", 0),
        heartbeatSeconds: whole("heartbeat", 1),
        lostSeconds: 3 * whole("heartbeat", 1),
        version: versionsHere().rewardgym,
        log: pino({ level: flags.logLevel }, pino.destination({ dest: 2, sync: false })),
      });
      console.log(`rewardgym serves worlds at ${server.url}; Ctrl-C ends it.`);
      console.log(
        `Try: npx rewardgym train --env ${server.url}/classic/cart-pole-v1${token ? " --token-file FILE" : ""}`,
      );
      await new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
        if (flags.attached) process.stdin.resume().once("end", resolve).once("close", resolve);
      });
      console.log("Finishing what is in hand.");
      await server.close();
    },
  );

async function pem(path: string): Promise<Buffer> {
  return readFile(path).catch((cause) =>
    fail("file/unusable", { given: `${path}: ${cause.message}`, expected: "a readable file in PEM form", cause }),
  );
}
