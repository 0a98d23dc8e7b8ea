import { expect, test } from "vitest";
import { memoryQueue } from "../../src/ablate/queue.ts";

test("jobs are taken in the order in which they came, by whoever waits first", async () => {
  const queue = memoryQueue<string, number>();
  const early = [queue.take(), queue.take()];
  for (const job of ["a", "b", "c"]) await queue.push(job);
  expect(await Promise.all(early)).toEqual(["a", "b"]);
  expect(await queue.take()).toBe("c");
});

test("all is settled once every job has ended, and what is given back is taken again", async () => {
  const queue = memoryQueue<string, number>();
  await queue.push("a");
  await queue.push("b");
  let isSettled = false;
  const settled = queue.settled().then(() => {
    isSettled = true;
  });
  await queue.done((await queue.take())!, 1);
  const b = (await queue.take())!;
  await queue.giveBack(b);
  expect(isSettled).toBe(false);
  expect(await queue.take()).toBe(b);
  await queue.failed(b, "cause");
  await settled;
  await expect(queue.done(b, 1)).rejects.toThrow("a job ends once");
});

test("a closed queue gives nothing, drops what waits and lets go of who waits", async () => {
  const queue = memoryQueue<string, number>();
  const waiting = queue.take();
  await queue.close();
  expect(await waiting).toBeUndefined();
  expect(await queue.take()).toBeUndefined();
  await queue.settled();
  await expect(queue.push("a")).rejects.toThrow("closed");
});
