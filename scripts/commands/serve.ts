import { readFile } from "node:fs/promises";
import pino from "pino";
import type { Argv } from "yargs";
import { fail } from "../../src/core/index.ts";
import { versionsHere } from "../../src/record/index.ts";
import { serve } from "../../src/wire/server/index.ts";
import { anyCount, type Flags } from "../flags.ts";
import { readToken } from "../remote.ts";
import { stateKeyOf } from "../serve/state-key.ts";

const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

export const flags = {
  host: {
    type: "string",
    default: "127.0.0.1",
    describe: "address to listen on; any but loopback needs a token",
  },
  port: { type: "number", limits: [0, 65_535], default: 7447, describe: "0: any free port" },
  "token-file": { type: "string", describe: "file whose first line is the token that clients need" },
  "tls-cert": { type: "string", implies: "tls-key", describe: "certificate, PEM" },
  "tls-key": { type: "string", implies: "tls-cert", describe: "its key, PEM" },
  "state-key": {
    type: "string",
    describe: "file whose first line signs saved worlds, or env for REWARDGYM_STATE_KEY [a random key]",
  },
  origins: { type: "string", array: true, default: [], describe: "origins of web pages that may connect" },
  "max-worlds": { type: "number", limits: anyCount, default: 65_536, describe: "most worlds over all sessions" },
  "max-memory": {
    type: "number",
    limits: [1, 2 ** 24],
    default: 512,
    describe: "most memory of the worlds of all sessions [MiB]",
  },
  "max-sessions": { type: "number", limits: anyCount, default: 4096, describe: "most sessions over all clients" },
  "max-frame": {
    type: "number",
    limits: [1, 4096],
    default: 64,
    describe: "largest message, in either direction [MiB]",
  },
  threads: { type: "number", limits: anyCount, describe: "threads for stepping worlds [one per core]" },
  grace: { type: "number", limits: [0, 1e6], default: 60, describe: "how long a session waits for a lost client [s]" },
  heartbeat: { type: "number", limits: [1, 86_400], default: 15, describe: "time between pings of a client [s]" },
  attached: { type: "boolean", default: false, describe: "end when standard input ends" },
  "log-level": {
    type: "string",
    choices: ["silent", "error", "warn", "info", "debug"] as const,
    default: "info",
    describe: "level of the log, which goes to standard error as JSON",
  },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "serve",
    "Serve worlds over WebSocket",
    (args) =>
      args
        .options(flags)
        .example("$0 serve", "for this machine, on port 7447")
        .example("$0 serve --host 0.0.0.0 --token-file token", "for others"),
    async (flags) => {
      const token = flags.tokenFile === undefined ? undefined : await readToken(flags.tokenFile);
      const server = await serve({
        host: new URL(`../serve/host.${extension}`, import.meta.url).href,
        address: flags.host,
        port: flags.port,
        token,
        tls: flags.tlsCert ? { cert: await pem(flags.tlsCert), key: await pem(flags.tlsKey!) } : undefined,
        stateKey: flags.stateKey === undefined ? undefined : await stateKeyOf(flags.stateKey),
        origins: flags.origins,
        maxWorlds: flags.maxWorlds,
        maxWorldBytes: flags.maxMemory * 2 ** 20,
        maxSessions: flags.maxSessions,
        maxFrameBytes: flags.maxFrame * 2 ** 20,
        threads: flags.threads,
        graceSeconds: flags.grace,
        heartbeatSeconds: flags.heartbeat,
        lostSeconds: 3 * flags.heartbeat,
        version: versionsHere().rewardgym,
        log: pino({ level: flags.logLevel }, pino.destination({ dest: 2, sync: false })),
      });
      console.log(`rewardgym serves worlds at ${server.url}; Ctrl-C ends it.`);
      console.log(
        `Try: npx rewardgym train --env ${server.url}/classic/cart-pole-v1${token ? " --token-file FILE" : ""}`,
      );
      await new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
        if (flags.attached) process.stdin.resume().once("end", resolve).once("close", resolve);
      });
      console.log("Finishing the requests in progress.");
      await server.close();
      process.stdin.destroy(); // as long as it is read, the process lives
    },
  );

async function pem(path: string): Promise<Buffer> {
  return readFile(path).catch((cause) =>
    fail("file/unusable", { given: `${path}: ${cause.message}`, expected: "a readable file in PEM form", cause }),
  );
}
