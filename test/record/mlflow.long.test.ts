import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { type MlflowOptions, openMlflow, readMetrics, runPaths } from "../../src/record/index.ts";
import { type Progress, type TrainOptions, train } from "../../src/run/index.ts";
import { findPython } from "../python.ts";
import { cartPoleRun, registries } from "../run/fake-run.ts";
import { contentOf, freshFolder } from "../run/folder.ts";
import { command } from "../scripts/command.ts";
import { codedError, codeOf, temporaryFolder } from "./temporary.ts";

const options = { experiment: "balance", runName: "first", params: {}, tags: {} };
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ steps: i, metrics: { a: i / 7, b: -i }, wallTime: 1_700_000_000 + i }));

interface Asked {
  readonly endpoint: string;
  readonly body: { readonly [field: string]: unknown };
  readonly authorization: string | undefined;
}
type Reply = { readonly status: number; readonly text: string } | "silence";

/** A server of a few lines that answers as MLflow does, unless told otherwise, and keeps what it was asked. */
async function fakeServer(reply: (asked: Asked) => Reply | undefined = () => undefined) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const { pathname } = new URL(request.url!, "http://localhost");
    const endpoint = pathname.replace("/api/2.0/mlflow/", "");
    const one = { endpoint, body: JSON.parse(text || "{}"), authorization: request.headers.authorization };
    asked.push(one);
    const answer = reply(one) ?? { status: 200, text: JSON.stringify(answers[endpoint] ?? {}) };
    if (answer !== "silence") response.writeHead(answer.status).end(answer.text);
  });
  const url = await listening(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const bodies = (endpoint: string) => asked.filter((one) => one.endpoint === endpoint).map(({ body }) => body);
  return { url, asked, bodies };
}

const answers: { readonly [endpoint: string]: unknown } = {
  "experiments/get-by-name": { experiment: { experiment_id: "7", lifecycle_stage: "active" } },
  "runs/create": { run: { info: { run_id: "abc" } } },
};
const broken: Reply = { status: 500, text: '{"error_code": "INTERNAL_ERROR", "message": "disk on fire"}' };

async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address of this machine at which nobody listens. */
async function freeAddress(): Promise<string> {
  const server = createServer();
  const url = await listening(server);
  server.close();
  await once(server, "close");
  return url;
}

/** Opens a run and keeps its notices. */
async function opened(url: string, more: Partial<MlflowOptions> = {}) {
  const notices: string[] = [];
  const run = await openMlflow({ ...options, url, patience: 60, onNotice: (notice) => notices.push(notice), ...more });
  return { run, notices };
}

const trained = (directory: string, more: Partial<TrainOptions> = {}) =>
  train({ spec: cartPoleRun, registries, directory, ...more });

test("metrics go in batches of 1000 at most, under names that MLflow takes", async () => {
  const server = await fakeServer();
  const { run, notices } = await opened(server.url);
  for (const { steps, wallTime } of rowsOf(600))
    run.log({ steps, metrics: { "reward/a+b": steps, "x//é": 1 }, wallTime });
  await run.close("FINISHED");
  await run.close("FAILED");
  const sent = server.bodies("runs/log-batch").map(({ metrics }) => metrics as { step: number }[]);
  expect(Math.max(...sent.map(({ length }) => length))).toBeLessThanOrEqual(1000);
  expect(sent.flat()).toHaveLength(1200);
  expect(sent.flat().slice(-2)).toEqual([
    { key: "reward/a_b", value: 599, step: 599, timestamp: 1_700_000_599_000 },
    { key: "x/_/_", value: 1, step: 599, timestamp: 1_700_000_599_000 },
  ]);
  expect(server.bodies("runs/update")).toMatchObject([{ run_id: "abc", status: "FINISHED" }]);
  expect(notices).toEqual([]);
});

const short = { patience: 2 }; // [s]: a hundred times what an answer takes

test("a server that falls silent is reported once and does not keep a run from ending", async () => {
  const server = await fakeServer(({ endpoint }) => (endpoint === "runs/log-batch" ? "silence" : undefined));
  const { run, notices } = await opened(server.url, short);
  for (const row of rowsOf(5000)) run.log(row);
  await run.close("FINISHED"); // ends, though the server never answers
  expect(notices).toEqual([expect.stringMatching(/^tracker\/unreachable: got no answer .*TimeoutError.*goes on/)]);
});

test("what waits for a slow server does not grow without end", async () => {
  const server = await fakeServer(({ endpoint }) => (endpoint === "runs/log-batch" ? "silence" : undefined));
  const { run, notices } = await opened(server.url, short);
  for (const row of rowsOf(50_001)) run.log(row); // of two metrics each
  expect(notices).toEqual([expect.stringContaining("100000 metrics that still wait")]);
  await run.close("FINISHED");
  expect(notices).toHaveLength(1);
});

test("a run with a server that fails is the same run, with one notice", async () => {
  const [alone, tracked] = [freshFolder(), freshFolder()];
  let hasBegun = false;
  const server = await fakeServer(({ endpoint }) =>
    /log-batch|update/.test(endpoint) && hasBegun ? broken : undefined,
  );
  const notices: string[] = [];
  await trained(alone);
  const result = await trained(tracked, {
    mlflow: { url: server.url },
    onNotice: (notice) => notices.push(notice),
    stopWhen: () => {
      hasBegun = true;
      return false;
    },
  });
  expect(result.steps).toBe(2560);
  expect(await contentOf(tracked)).toEqual(await contentOf(alone));
  expect(notices).toEqual([expect.stringMatching(/^tracker\/unreachable: got the answer 500 INTERNAL_ERROR /)]);
});

test("what a server did not take is sent again, what it refuses is not", async () => {
  const replies: (Reply | undefined)[] = [broken, undefined, { status: 400, text: "{}" }];
  const server = await fakeServer(({ endpoint }) => (endpoint === "runs/log-batch" ? replies.shift() : undefined));
  const { run, notices } = await opened(server.url);
  for (const row of rowsOf(1000)) run.log(row); // two batches, of which the second is refused
  await run.close("FINISHED");
  const sent = server.bodies("runs/log-batch").map(({ metrics }) => metrics as { step: number }[]);
  const [first, again, refused] = sent.map((metrics) => metrics[0].step);
  expect([first, again]).toEqual([0, 0]);
  expect(refused).toBe(500);
  expect(sent).toHaveLength(3);
  expect(notices).toHaveLength(1);
});

test("nobody there: a coded error, exit code 2, and nothing written", async () => {
  const [url, directory] = [await freeAddress(), freshFolder()];
  const error = await codedError(() => trained(directory, { mlflow: { url } }));
  expect(error?.code).toBe("tracker/unreachable");
  expect(error?.given).toContain("ECONNREFUSED");
  const { code, stderr } = await command(
    ...["train", "--env", "classic/cart-pole-v1", "--out", directory, "--quiet", "--mlflow", url],
  );
  expect([code, stderr.trim().split("\n").length]).toEqual([2, 1]);
  expect(existsSync(directory)).toBe(false);
});

test.each([
  ["no answer in time", "silence", "TimeoutError"],
  ["a page", { status: 200, text: "<html>" }, "no JSON object"],
  ["a page that is not there", { status: 404, text: "<html>" }, "answer 404"],
  ["no object", { status: 200, text: "[]" }, "no JSON object"],
  ["an object of something else", { status: 200, text: "{}" }, "without what was asked for"],
  ["a failure", broken, "500 INTERNAL_ERROR"],
  [
    "a deleted experiment",
    { status: 200, text: '{"experiment": {"experiment_id": "1", "lifecycle_stage": "deleted"}}' },
    "deleted",
  ],
] as const)("%s at the start is a coded error", async (_, reply, said) => {
  const server = await fakeServer(() => reply);
  const error = await codedError(() => opened(server.url, reply === "silence" ? short : {}));
  expect(error?.code).toBe("tracker/unreachable");
  expect(error?.given).toContain(said);
});

test.each([
  "127.0.0.1:5000",
  "ftp://127.0.0.1",
  "http://me:secret@127.0.0.1:1",
  "http://127.0.0.1:1/?token=secret",
  "",
])("the address %j is refused, and not repeated", async (url) => {
  const error = await codedError(() => opened(url));
  expect(error?.code).toBe("tracker/unreachable");
  expect(error?.message).not.toContain("secret");
});

test("credentials come from the environment, go into the header and nowhere else", async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv("MLFLOW_TRACKING_TOKEN", "secret-token");
  const directory = freshFolder();
  const server = await fakeServer(({ endpoint }) => (endpoint === "runs/update" ? broken : undefined));
  const notices: string[] = [];
  await trained(directory, { mlflow: { url: server.url }, onNotice: (notice) => notices.push(notice) });
  expect(new Set(server.asked.map(({ authorization }) => authorization))).toEqual(new Set(["Bearer secret-token"]));
  expect(notices).toHaveLength(1);
  const texts = [
    ...notices,
    readFileSync(join(directory, "mlflow.json"), "utf8"),
    JSON.stringify(server.bodies("runs/create")),
  ];
  expect(texts.join()).not.toContain("secret");

  vi.stubEnv("MLFLOW_TRACKING_USERNAME", "me");
  vi.stubEnv("MLFLOW_TRACKING_PASSWORD", "secret");
  await opened(server.url);
  expect(server.asked.at(-1)?.authorization).toBe("Basic bWU6c2VjcmV0"); // me:secret

  vi.stubEnv("MLFLOW_TRACKING_USERNAME", "");
  vi.stubEnv("MLFLOW_TRACKING_TOKEN", "secret\ntoken");
  expect((await codedError(() => opened(server.url)))?.message).not.toMatch(/secret/);
});

test("a run that fails before its first row failed there too, and can go on", async () => {
  const directory = freshFolder();
  const server = await fakeServer();
  const mlflow = { url: server.url };
  const agent = { ...cartPoleRun.agent, params: { divergesAt: 1 } };
  const diverging = { ...cartPoleRun, agent };
  expect(await codeOf(() => trained(directory, { mlflow, spec: diverging }))).toBe("agent/diverged");
  expect(await codeOf(() => trained(directory, { mlflow, spec: diverging, resume: true }))).toBe("agent/diverged");
  expect(server.bodies("runs/update").map(({ status }) => status)).toEqual(["FAILED", "RUNNING", "FAILED"]);
  expect(server.bodies("runs/create")).toHaveLength(1);
});

test("a run that cannot begin leaves none on the server, and does not disturb the one before", async () => {
  const directory = freshFolder();
  const server = await fakeServer();
  await trained(directory, { mlflow: { url: server.url } });
  expect(await codeOf(() => trained(directory, { mlflow: { url: server.url } }))).toBe("run/exists");
  expect(server.bodies("runs/delete")).toEqual([{ run_id: "abc" }]);
  expect(server.bodies("runs/update")).toMatchObject([{ status: "FINISHED" }]);
});

const python = findPython("mlflow");

/** MLflow's own server with an empty database, until the test ends. */
async function realServer(path: string): Promise<string> {
  const folder = temporaryFolder();
  const url = await freeAddress();
  const { hostname, port } = new URL(url);
  const places = ["--backend-store-uri", `sqlite:///${join(folder, "store.db")}`, "--artifacts-destination", folder];
  const child = spawn(
    path,
    ["-m", "mlflow", "server", "--host", hostname, "--port", port, "--workers", "1", ...places],
    {
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false" },
    },
  );
  const closed = once(child, "close");
  onTestFinished(async () => {
    process.kill(-child.pid!, "SIGKILL"); // with the workers that it started
    await closed;
  });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding("utf8").on("data", (text) => {
      said += text;
      if (said.includes("Application startup complete")) resolve();
    });
    child.on("exit", () => reject(new Error(said)));
  });
  return url;
}

interface Recorded {
  readonly info: { readonly status: string; readonly run_name: string };
  readonly data: { readonly params?: readonly Entry[]; readonly tags: readonly Entry[] };
}
type Entry = { readonly key: string; readonly value: string };
type Point = { readonly step: number; readonly value: number };

/** Reads runs back as any other program would. */
function reader(url: string) {
  const get = async (what: string) => (await fetch(`${url}/api/2.0/mlflow/${what}`)).json();
  return {
    run: async (id: string): Promise<Recorded> => (await get(`runs/get?run_id=${id}`)).run,
    history: async (id: string, key: string): Promise<Point[]> =>
      (await get(`metrics/get-history?run_id=${id}&metric_key=${encodeURIComponent(key)}`)).metrics,
  };
}

const byName = (entries: readonly Entry[] = []) => Object.fromEntries(entries.map(({ key, value }) => [key, value]));

test("MLflow's own server tells what a run said, over a failure, a stop and a resume", async ({ skip }) => {
  if ("reason" in python) return skip(python.reason);
  const url = await realServer(python.path);
  const read = reader(url);
  const directory = freshFolder();
  const mlflow = { url, experiment: "cart pole" };
  const idHere = () => JSON.parse(readFileSync(join(directory, "mlflow.json"), "utf8")).runId;
  const failing = (progress: Progress) => {
    if (progress.updates === 13) throw new Error("power cut");
  };
  await expect(trained(directory, { mlflow, checkpointSteps: 5 * 64, onProgress: failing })).rejects.toThrow(
    "power cut",
  );
  const id = idHere();
  expect((await read.run(id)).info.status).toBe("FAILED");

  const controller = new AbortController();
  const stopping = ({ updates }: Progress) => updates === 20 && controller.abort();
  await trained(directory, { mlflow, resume: true, signal: controller.signal, onProgress: stopping }); // from update 10
  expect((await read.run(id)).info.status).toBe("KILLED");
  await trained(directory, { mlflow, resume: true, spec: { ...cartPoleRun, steps: 64 * 42 } });
  expect(idHere()).toBe(id);

  const { info, data } = await read.run(id);
  expect(info).toMatchObject({ status: "FINISHED", run_name: "run" });
  expect(byName(data.params)).toMatchObject({
    env: "classic/cart-pole-v1",
    "env.maxSteps": "500",
    agent: "fake/linear-v1",
    "agent.learningRate": "0.01",
    seed: "3",
    steps: "2560",
    reward: expect.stringContaining('"weight":0.5'),
  });
  expect(byName(data.tags)["rewardgym.identity"]).toMatch(/^[0-9a-f]+$/);
  const rows = await readMetrics(runPaths(directory).metrics);
  expect(rows).toHaveLength(42);
  for (const name of ["reward/upright", "meanReturn", "updates"]) {
    const points = await read.history(id, name);
    const values = new Map(points.map(({ step, value }) => [step, value]));
    const here = rows.filter(({ metrics }) => name in metrics).map(({ steps, metrics }) => [steps, metrics[name]]);
    expect([...values].sort(([a], [b]) => a - b)).toEqual(here);
    expect(points.every(({ step, value }) => values.get(step) === value)).toBe(true);
  }
  expect(await read.history(id, "updates")).toHaveLength(45); // updates 11 to 13 twice

  const long = "ü".repeat(4000); // 8000 bytes, of which 6000 fit
  const params = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`p${i}`, i === 0 ? long : `${i}`]));
  const { run, notices } = await opened(url, { params, tags: params });
  for (const row of rowsOf(1500)) run.log(row);
  await run.close("FINISHED");
  expect(notices).toEqual([]);
  const many = await read.run(run.id);
  expect(byName(many.data.params)).toEqual({ ...params, p0: long.slice(0, 3000) });
  expect(byName(many.data.tags)).toMatchObject({ p149: "149" });
  const pointsOfA = (await read.history(run.id, "a")).sort((a, b) => a.step - b.step);
  expect(pointsOfA.map(({ value }) => value)).toEqual(rowsOf(1500).map(({ metrics }) => metrics.a));

  const unknown = await codedError(() => opened(url, { runId: "0".repeat(32), patience: 30 }));
  expect(unknown?.message).toContain("404 RESOURCE_DOES_NOT_EXIST");
});
