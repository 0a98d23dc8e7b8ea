import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { CodedError, type Deferred, deferred, fail } from "../../src/core/index.ts";
import { connect, type Functions } from "../../src/rpc/index.ts";

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** The caller's end of a channel at whose other end the functions are served. */
function served<T extends Functions<T>>(functions: T) {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const end = (port: MessagePort) => ({
    post: (message: object) => port.postMessage(message),
    listen: (hear: (message: unknown) => void) => void port.on("message", hear),
  });
  connect(functions, end(port2));
  return connect<T>({}, end(port1));
}

test("a coded error arrives with its content", async () => {
  const complaint = { given: "7", expected: "8", fix: "Count again." };
  const remote = served({
    now: () => fail("env/invalid", complaint),
    later: async () => fail("env/invalid", complaint),
  });
  for (const method of ["now", "later"] as const) {
    const thrown = await remote.call(method).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(CodedError);
    expect(thrown).toMatchObject({
      name: "CodedError",
      code: "env/invalid",
      message: "env/invalid: got 7; expected 8. Count again.",
      stack: expect.stringContaining("rpc.test.ts"),
      ...complaint,
    });
  }
});

test("anything else that is thrown arrives as an error", async () => {
  const remote = served({
    error: () => {
      throw new RangeError("too far");
    },
    nothing: () => {
      throw undefined;
    },
  });
  await expect(remote.call("error")).rejects.toMatchObject({ name: "RangeError", message: "too far" });
  await expect(remote.call("nothing")).rejects.toThrow("undefined");
  await expect(remote.call("other" as "error")).rejects.toThrow("not a function");
});

test("calls start in the order they were sent, and each gets its own answer whenever it comes", async () => {
  const started: string[] = [];
  const open = new Map<string, Deferred<string>>();
  const remote = served({
    async work(name: string) {
      started.push(name);
      const answer = deferred<string>();
      open.set(name, answer);
      return answer.promise;
    },
    note: (name: string) => void started.push(name),
    list: () => started,
  });
  const calls = ["a", "b", "c"].map((name) => {
    remote.tell("note", `before ${name}`);
    return remote.call("work", name);
  });
  expect(await remote.call("list")).toEqual(["before a", "a", "before b", "b", "before c", "c"]);
  for (const name of ["c", "a", "b"]) open.get(name)?.resolve(`${name} is done`);
  expect(await Promise.all(calls)).toEqual(["a is done", "b is done", "c is done"]);
});

test("arguments are copied before the call returns", async () => {
  const remote = served({ sum: (values: Float64Array) => values[0] + values[1] });
  const values = Float64Array.of(1, 2);
  const sum = remote.call("sum", values);
  values.fill(0);
  expect(await sum).toBe(3);
});

test("closing rejects the pending calls and all later ones, each with its own reason", async () => {
  const remote = served({ add: (a: number, b: number) => a + b, wait: () => new Promise<void>(() => {}) });
  await remote.call("add", 1, 2);
  const waiting = [remote.call("wait"), remote.call("wait")];
  expect([...remote.pending.keys()]).toEqual([1, 2]);
  remote.close((id) => new Error(`call ${id} is lost`));
  expect(remote.pending.size).toBe(0);
  for (const [i, call] of [...waiting, remote.call("wait")].entries())
    await expect(call).rejects.toThrow(`call ${i + 1} is lost`);
  remote.tell("wait"); // dropped
});

test("what cannot be cloned is refused, and the channel goes on", async () => {
  const remote = served({ same: (value: unknown) => value, secret: () => () => 1 });
  await expect(remote.call("same", () => 1)).rejects.toThrow("could not be cloned");
  await expect(remote.call("secret")).rejects.toThrow("could not be cloned");
  expect(await remote.call("same", 5)).toBe(5);
});
