import { expect, test } from "vitest";
import { fairTurns } from "../../../src/wire/server/turns.ts";

function busy(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}
const soon = () => new Promise((resolve) => setImmediate(resolve));

test("whoever has little to do waits for one piece of work, however many have much", async () => {
  const worked: number[] = [];
  const turns = fairTurns((work) => work && worked.push(work.client));
  const pieces = 12;
  const long = (client: number) => {
    const work = { client, session: client };
    return turns.take(work, async () => {
      for (let piece = 0; piece < pieces; piece++) {
        busy(6); // more than a slice
        await turns.rest(work);
      }
    });
  };
  const attackers = Array.from({ length: 20 }, (_, i) => long(i + 1));
  for (let i = 0; i < 30; i++) await soon(); // all have begun, and some are ahead of others
  const waited: number[] = [];
  for (let asked = 0; asked < 10; asked++) {
    const before = worked.length;
    await turns.take({ client: 99, session: 99 }, async () => waited.push(worked.length - before));
  }
  expect(Math.max(...waited)).toBeLessThanOrEqual(3); // itself, and at most two pieces of others
  await Promise.all(attackers);
  for (let client = 1; client <= 20; client++) expect(worked.filter((one) => one === client).length).toBe(pieces + 1);
});

test("new clients do not hold up those who wait", async () => {
  const turns = fairTurns();
  const done: string[] = [];
  const work = { client: 1, session: 1 };
  const long = turns.take(work, async () => {
    for (let piece = 0; piece < 20; piece++) {
      busy(6);
      await turns.rest(work);
    }
    done.push("long");
  });
  for (let client = 2; client < 60; client++) {
    void turns.take({ client, session: client }, async () => {
      busy(6);
      done.push("new");
    });
    await soon();
    await soon();
  }
  await long;
  expect(done.indexOf("long")).toBeLessThan(50); // its 20 pieces were done in turns with the others
});

test("who works is known, and that nobody does", async () => {
  const seen: (number | undefined)[] = [];
  const turns = fairTurns((work) => seen.push(work?.session));
  await turns.take({ client: 1, session: 7 }, async () => undefined);
  await expect(turns.take({ client: 1, session: 8 }, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(seen).toEqual([7, undefined, 8, undefined]);
});
