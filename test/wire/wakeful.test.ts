import { afterEach, expect, test, vi } from "vitest";
import { wakeful } from "../../src/wire/wakeful.ts";

afterEach(() => vi.restoreAllMocks());

/** A clock and an event loop that are turned by hand. */
function byHand() {
  let now = 0;
  const queue: (() => void)[] = [];
  vi.spyOn(performance, "now").mockImplementation(() => now);
  vi.spyOn(globalThis, "setImmediate").mockImplementation(((look: () => void) => void queue.push(look)) as never);
  const awake = wakeful();
  /** Lets time pass in twenty parts; how often the loop has looked. */
  function pass(milliseconds: number): number {
    let looks = 0;
    for (let part = 0; part < 20; part++) {
      now += milliseconds / 20;
      const due = queue.splice(0);
      looks += due.length;
      for (const look of due) look();
    }
    return looks;
  }
  /** An answer that takes so long where the loop looks and where it does not; how often it has looked. */
  function answer({ looking, sleeping }: { readonly looking: number; readonly sleeping: number }): number {
    awake.expect();
    const looks = pass(queue.length > 0 ? looking : sleeping);
    awake.arrive();
    return looks + pass(1);
  }
  const answers = (takes: Parameters<typeof answer>[0]) => Array.from({ length: 100 }, () => answer(takes));
  /** How many of a hundred answers it looked for. */
  const looked = (takes: Parameters<typeof answer>[0]) => answers(takes).filter((looks) => looks > 0).length;
  return { awake, pass, answer, answers, looked };
}

test("where looking shortens waits it looks, and once in a while sees what sleeping would take", () => {
  const { looked } = byHand();
  looked({ looking: 0.1, sleeping: 0.4 });
  expect(looked({ looking: 0.1, sleeping: 0.4 })).toBeGreaterThanOrEqual(98);
  expect(looked({ looking: 0.1, sleeping: 0.4 })).toBeLessThan(100);
});

test("it stops looking when the answer has come", () => {
  const { awake, pass, looked } = byHand();
  looked({ looking: 0.1, sleeping: 0.4 });
  awake.expect();
  expect(pass(0.2)).toBe(20);
  awake.arrive();
  expect(pass(0.2)).toBe(1);
  expect(pass(0.2)).toBe(0);
});

test("where looking keeps the answer away it sleeps, and what it tries is short", () => {
  const { answers } = byHand();
  answers({ looking: 3, sleeping: 0.1 });
  const looks = answers({ looking: 3, sleeping: 0.1 }).filter((looks) => looks > 0);
  expect(looks.length).toBeGreaterThan(0);
  expect(looks.length).toBeLessThanOrEqual(2);
  expect(Math.max(...looks)).toBeLessThanOrEqual(4); // one each 0.15 ms, of 20
});

test("where answers are slow it sleeps, and looks again where they have become quick", () => {
  const { looked } = byHand();
  looked({ looking: 20, sleeping: 20 });
  expect(looked({ looking: 20, sleeping: 20 })).toBeLessThanOrEqual(2);
  for (let hundreds = 0; hundreds < 20; hundreds++) looked({ looking: 0.1, sleeping: 0.4 });
  expect(looked({ looking: 0.1, sleeping: 0.4 })).toBeGreaterThanOrEqual(98);
});

test("where whoever looks loses the core now and then it sleeps, although most waits are shorter awake", () => {
  const { answer } = byHand();
  let looked = 0;
  for (let i = 0; i < 2000; i++) {
    const looks = answer({ looking: i % 20 === 0 ? 10 : 0.1, sleeping: 0.15 }); // 0.6 ms in the mean
    if (i >= 1000 && looks > 0) looked++;
  }
  expect(looked).toBeLessThan(150);
  expect(looked).toBeGreaterThan(10); // tries
});

test("it does not look for what comes as soon to whoever sleeps", () => {
  const { looked } = byHand();
  looked({ looking: 0.1, sleeping: 0.1 });
  expect(looked({ looking: 0.1, sleeping: 0.1 })).toBeLessThanOrEqual(2);
});
