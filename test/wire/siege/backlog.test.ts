import { expect, onTestFinished, test, vi } from "vitest";
import { type Backlog, backlogOf, freeBytes, type Reader } from "../../../src/wire/server/backlog.ts";

const most = 12 * freeBytes;

interface Fake extends Reader {
  unread: number;
  isCut: boolean;
}

function reading(backlog: Backlog, unread: number, stillSince = 0): Fake {
  const reader: Fake = {
    unread,
    stillSince,
    isCut: false,
    cut() {
      const freed = reader.unread;
      reader.unread = 0;
      reader.isCut = true;
      backlog.sent(-freed);
    },
  };
  backlog.readers.add(reader);
  backlog.sent(unread);
  return reader;
}

test("large answers wait for each other, small ones for nobody, and one alone may be of any size", () => {
  const backlog = backlogOf(most);
  expect(backlog.hasRoom(0, 10 * most)).toBe(true);
  backlog.making(most - freeBytes);
  expect(backlog.hasRoom(0, freeBytes)).toBe(true);
  expect(backlog.hasRoom(1, freeBytes)).toBe(true); // just fits
  backlog.making(freeBytes);
  expect(backlog.hasRoom(0, freeBytes)).toBe(true);
  expect(backlog.hasRoom(1, freeBytes)).toBe(false);
});

test("beyond a third more than the limit, whoever has the most unread is cut, and nobody else", () => {
  const backlog = backlogOf(most);
  const readers = [2, 9, 4].map((times) => reading(backlog, times * freeBytes)); // 15 of 16
  expect(readers.map(({ isCut }) => isCut)).toEqual([false, false, false]);
  readers[0].unread += 2 * freeBytes;
  backlog.sent(2 * freeBytes);
  expect(readers.map(({ isCut }) => isCut)).toEqual([false, true, false]);
  backlog.making(-1);
  expect(backlog.hasRoom(4 * freeBytes, 4 * freeBytes)).toBe(true); // 8 of 12 are left
});

test("whoever waits goes on when there is room, and at the expense of those who do not read", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const backlog = backlogOf(most);
  const deaf = reading(backlog, 6 * freeBytes, performance.now());
  const reads = reading(backlog, freeBytes, performance.now() + 4000);
  const idle = reading(backlog, 0);
  backlog.making(4 * freeBytes);
  let tries = 0;
  const going = (async () => {
    while (!backlog.hasRoom(0, 2 * freeBytes)) {
      await backlog.eased();
      tries++;
    }
  })();
  await vi.advanceTimersByTimeAsync(3000);
  expect(deaf.isCut).toBe(false);
  expect(tries).toBeGreaterThan(0);
  await vi.advanceTimersByTimeAsync(4000);
  await going;
  expect([deaf, reads, idle].map(({ isCut }) => isCut)).toEqual([true, false, false]);
  expect(vi.getTimerCount()).toBe(0);

  backlog.making(7 * freeBytes);
  expect(backlog.hasRoom(freeBytes, freeBytes)).toBe(false);
  const next = backlog.eased();
  backlog.making(-freeBytes);
  await next; // at once, without a timer
  expect(backlog.hasRoom(freeBytes, freeBytes)).toBe(true);
});
