import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { processOf, temporaryFolder } from "../scripts/command.ts";

const bin = fileURLToPath(new URL("../../bin/rewardgym.js", import.meta.url));

interface Served {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it ended with, and all that it said. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
}

/** `rewardgym serve` in a process of its own. */
function served(...flags: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [bin, "serve", "--threads", "1", "--log-level", "warn", ...flags]);
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, said })),
  );
  return new Promise((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text;
      const [, url] = /worlds at (\S+);/.exec(said) ?? [];
      if (url) resolve({ url, child, ended });
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    void ended.then((end) => reject(new Error(end.said)));
  });
}

/** Metrics without what depends on the clock. */
const metricsIn = (folder: string) =>
  readFileSync(join(folder, "metrics.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => ({ ...JSON.parse(line), time: undefined }));

test("a server that is killed: train says so, and goes on from its checkpoint as if nothing had been", async () => {
  const folder = temporaryFolder();
  const first = await served("--port", "0");
  const port = first.url.split(":").at(-1)!;
  /** Trains on the server and kills it as soon as something is logged. */
  async function trainAndKill(server: Served, run: readonly string[], out: string) {
    let restarted: Promise<Served> | undefined;
    const looking = setInterval(() => {
      const log = join(folder, out, "metrics.jsonl");
      if (!existsSync(log) || readFileSync(log, "utf8").split("\n").length < 20) return;
      clearInterval(looking);
      server.child.kill("SIGKILL");
      restarted = server.ended.then(() => served("--port", port));
    }, 10);
    onTestFinished(() => clearInterval(looking));
    const { code, stderr } = await processOf(folder, [
      ...run,
      "--env",
      `${server.url}/classic/cart-pole-v1`,
      "--out",
      out,
    ]);
    clearInterval(looking);
    return { code, stderr, server: (await restarted) ?? server };
  }

  let [steps, out, server] = [16_000, "remote", first];
  const run = () => ["train", "--steps", `${steps}`, "--worlds", "4", "--set", "rolloutSteps=16", "--episodes", "0"];
  let broken = await trainAndKill(server, run(), out);
  while (broken.code === 0) {
    // this process was so slow to kill that training was done first
    [steps, out, server] = [4 * steps, `remote-${4 * steps}`, broken.server];
    broken = await trainAndKill(server, run(), out);
  }
  expect(broken.code, broken.stderr).toBe(2);
  expect(broken.stderr).toContain("was lost; reconnecting");
  expect(broken.stderr).toContain("wire/lost");
  const resumed = ["train", "--resume", "--out", out, "--server", first.url, "--episodes", "0"];
  const again = await processOf(folder, resumed);
  expect(again.code, again.stderr).toBe(0);
  const local = await processOf(folder, [...run(), "--env", "classic/cart-pole-v1", "--out", "local"]);
  expect(local.code, local.stderr).toBe(0);
  expect(metricsIn(join(folder, out))).toEqual(metricsIn(join(folder, "local")));
});

test("a mistake ends a command that talks to a server, and does not keep it waiting", async () => {
  const folder = temporaryFolder();
  const { url } = await served("--port", "0");
  const said = async (...args: readonly string[]) => {
    const { code, stderr } = await processOf(folder, args);
    expect(code, stderr).toBe(2);
    expect(stderr).not.toContain("was lost");
    return stderr;
  };
  expect(await said("eval", "--env", `${url}/classic/cart-pol-v1`)).toContain("classic/cart-pole-v1");
  expect(await said("eval", "--env", `${url}/classic/cart-pole-v1`, "--agent", "baseline/no-v1")).toContain(
    "baseline/",
  );
  expect(await said("train", "--env", `${url}/classic/cart-pole-v1`, "--reward", "shaped/no-v1")).toContain("shaped/");
});

test("eval works on a server too; Ctrl-C ends the server cleanly", async () => {
  const folder = temporaryFolder();
  const token = join(folder, "token");
  writeFileSync(token, "a-token-of-enough-letters\n");
  const { url, child, ended } = await served("--port", "0", "--token-file", token);
  const evaluation = ["eval", "--agent", "baseline/scripted-v1", "--episodes", "5", "--env"];
  const there = await processOf(folder, [...evaluation, `${url}/classic/pendulum-v1`, "--token-file", token]);
  const here = await processOf(folder, [...evaluation, "classic/pendulum-v1"]);
  expect(there).toEqual(here);
  expect(there.stdout).toContain("5 episodes");
  const refused = await processOf(folder, [...evaluation, `${url}/classic/pendulum-v1`]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("wire/unreachable");
  child.kill("SIGINT");
  const { code, said } = await ended;
  expect(code, said).toBe(0);
  expect(said).toContain("Finishing the requests in progress.");
});

test("an attached server ends when its standard input does", async () => {
  const { child, ended } = await served("--port", "0", "--attached");
  child.stdin?.end();
  expect((await ended).code).toBe(0);
});

test("a port that is taken, a token that is too short, half of a certificate: each is said", async () => {
  const folder = temporaryFolder();
  const { url } = await served("--port", "0");
  const taken = await processOf(folder, ["serve", "--port", url.split(":").at(-1)!]);
  expect(taken).toMatchObject({ code: 2, stderr: expect.stringContaining("wire/unreachable") });
  writeFileSync(join(folder, "short"), "abc\n");
  const short = await processOf(folder, ["serve", "--token-file", "short"]);
  expect(short).toMatchObject({ code: 2, stderr: expect.stringContaining("at least 16 letters") });
  const half = await processOf(folder, ["serve", "--tls-cert", "cert.pem"]);
  expect(half.code).toBe(2);
  const open = await processOf(folder, ["serve", "--host", "0.0.0.0"]);
  expect(open).toMatchObject({ code: 2, stderr: expect.stringContaining("--token-file") });
});
