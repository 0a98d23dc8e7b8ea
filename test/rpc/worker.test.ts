import { afterEach, expect, test } from "vitest";
import { deferred } from "../../src/core/index.ts";
import { startWorker, type WorkerThread } from "../../src/rpc/index.ts";
import type { Listener, Served } from "./served.ts";

const open: WorkerThread<Served>[] = [];
afterEach(async () => {
  for (const worker of open.splice(0)) await worker.end();
});

function start(ours: Partial<Listener> = {}, onDeath?: (cause: Error) => void): WorkerThread<Served> {
  const worker = startWorker<Served>({ module: "./served", beside: import.meta.url, ours, onDeath });
  open.push(worker);
  return worker;
}

test("both ends call each other", async () => {
  const word = deferred<string>();
  const worker = start({ heard: word.resolve, double: (value) => 2 * value });
  expect(await worker.call("add", 1, 2)).toBe(3); // waits for the thread to serve
  expect(await worker.call("quadruple", 5)).toBe(20);
  worker.tell("say", "hello");
  expect(await word.promise).toBe("hello");
  const refusal = { code: "vector/failed", given: "this", expected: "another", fix: "Ask again." };
  await expect(worker.call("refuse", "this")).rejects.toMatchObject(refusal);
});

test("a thread that dies rejects the calls that are pending, then all others, and says why", async () => {
  for (const [method, given, message] of [
    ["leave", [3], "the worker exited with code 3"],
    ["burst", [], "burst"],
  ] as const) {
    const death = deferred<Error>();
    const worker = start({}, death.resolve);
    const calls = [worker.call("wait"), worker.call(method, ...(given as [number])), worker.call("wait")];
    const thrown = await Promise.all(calls.map((call) => call.catch((error: unknown) => error)));
    expect(await death.promise).toMatchObject({ message });
    expect(new Set([...thrown, worker.died(), await death.promise]).size).toBe(1);
    await expect(worker.call("add", 1, 2)).rejects.toBe(await death.promise);
  }
});

test("of the calls to a thread that dies, the one that it had begun last is the culprit", async () => {
  const rejection = (_: Error, isCulprit: boolean) => new Error(isCulprit ? "culprit" : "victim");
  const worker = startWorker<Served>({ module: "./served", beside: import.meta.url, rejection });
  const calls = [worker.call("wait"), worker.call("leave", 3), worker.call("wait")];
  const thrown = await Promise.all(calls.map((call) => call.catch((error: Error) => error.message)));
  expect(thrown).toEqual(["victim", "culprit", "victim"]);
  await expect(worker.call("leave", 3)).rejects.toThrow("victim");
});

test("a result takes its memory along", async () => {
  const worker = start();
  expect(await worker.call("give", 3)).toEqual(Uint8Array.of(3, 3, 3));
  expect(await worker.call("left")).toBe(0); // bytes that the worker still has of it
});

test("one-way calls are counted as they are carried out", async () => {
  const heard: string[] = [];
  const worker = startWorker<Served>({
    module: "./served",
    beside: import.meta.url,
    ours: { heard: (word: string) => heard.push(word) },
    told: () => heard.push("told"),
  });
  await worker.call("say", "a");
  await worker.call("say", "b");
  expect(heard).toEqual(["a", "told", "b", "told"]);
  await worker.end();
});

test("what a one-way call throws is not lost: the thread dies of it", async () => {
  const death = deferred<Error>();
  const worker = start({}, death.resolve);
  worker.hold();
  worker.tell("blunder");
  expect(await death.promise).toMatchObject({ message: "blunder" });
});

test("a thread is ended with a cause, at once or after a last call", async () => {
  const cause = new Error("no longer needed");
  const busy = start();
  await busy.call("add", 1, 2);
  const pending = expect(busy.call("wait")).rejects.toBe(cause);
  await busy.end(cause);
  await pending;
  const gentle = start();
  const last = gentle.call("add", 1, 2);
  await gentle.finish(last, cause);
  expect([await last, gentle.died()]).toEqual([3, cause]);
  await gentle.finish(gentle.call("wait")); // dead already
});

test("a last call that fails is told, and the thread is gone", async () => {
  const worker = start();
  await expect(worker.finish(worker.call("refuse", "this"))).rejects.toMatchObject({ code: "vector/failed" });
  expect(worker.died()).toBeDefined();
});

test("a module that cannot be loaded is the cause of death", async () => {
  const worker = startWorker<Served>({ module: "./nowhere", beside: import.meta.url });
  await expect(worker.call("add", 1, 2)).rejects.toThrow("nowhere");
});
