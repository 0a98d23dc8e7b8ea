import { afterEach, expect, test, vi } from "vitest";
import { wakeful } from "../../src/wire/wakeful.ts";

afterEach(() => vi.restoreAllMocks());

/** A clock and an event loop that are turned by hand. */
function byHand() {
  let now = 0;
  const queue: (() => void)[] = [];
  vi.spyOn(performance, "now").mockImplementation(() => now);
  vi.spyOn(globalThis, "setImmediate").mockImplementation(((look: () => void) => void queue.push(look)) as never);
  return {
    awake: wakeful(),
    /** Lets time pass; how often the loop has looked. */
    pass(milliseconds: number): number {
      let looks = 0;
      for (let part = 0; part < 10; part++) {
        now += milliseconds / 10;
        const due = queue.splice(0);
        looks += due.length;
        for (const look of due) look();
      }
      return looks;
    },
  };
}

test("it looks for what comes soon, and stops when it has come", () => {
  const { awake, pass } = byHand();
  awake.expect();
  expect(pass(0.5)).toBe(10);
  awake.arrive();
  expect(pass(0.5)).toBe(1);
  expect(pass(0.5)).toBe(0);
});

test("it gives up after a few milliseconds", () => {
  const { awake, pass } = byHand();
  awake.expect();
  pass(4);
  expect(pass(5)).toBe(0);
});

test("where answers are slow it sleeps, and wakes again where they have become quick", () => {
  const { awake, pass } = byHand();
  for (let i = 0; i < 10; i++) {
    awake.expect();
    pass(20);
    awake.arrive();
  }
  awake.expect();
  expect(pass(0.5)).toBe(0);
  awake.arrive();
  for (let i = 0; i < 10; i++) {
    awake.expect();
    pass(0.1);
    awake.arrive();
  }
  awake.expect();
  expect(pass(0.5)).toBeGreaterThan(5);
});
