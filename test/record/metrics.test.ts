import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type MetricsRow, openMetrics, readMetrics } from "../../src/record/index.ts";
import { codedError, codeOf, temporaryFolder } from "./temporary.ts";

const rowAt = (steps: number): MetricsRow => ({
  steps,
  metrics: { meanReturn: steps / 3, entropy: 1e-300 },
  time: { seconds: 0.5 },
});

const pathOf = () => join(temporaryFolder(), "metrics.jsonl");

async function written(path: string, ...rows: MetricsRow[]): Promise<void> {
  const file = await openMetrics(path, 0);
  for (const row of rows) await file.log(row);
  await file.close();
}

test("golden bytes", async () => {
  const path = pathOf();
  await written(path, rowAt(1), rowAt(2));
  expect(readFileSync(path, "utf8")).toBe(
    '{"steps":1,"meanReturn":0.3333333333333333,"entropy":1e-300,"time":{"seconds":0.5}}\n' +
      '{"steps":2,"meanReturn":0.6666666666666666,"entropy":1e-300,"time":{"seconds":0.5}}\n',
  );
});

const numbers = fc.dictionary(
  fc.string().filter((name) => !["steps", "time", "__proto__"].includes(name)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);
const rows = fc.array(fc.record({ steps: fc.nat(), metrics: numbers, time: numbers }), { maxLength: 6 });
const noPrototype = (row: MetricsRow) => ({ ...row, metrics: { ...row.metrics }, time: { ...row.time } });

test("rows come back exactly; cut anywhere, the whole lines do", async () => {
  const path = pathOf();
  await fc.assert(
    fc.asyncProperty(rows, fc.nat(), async (logged, at) => {
      await written(path, ...logged);
      expect(await readMetrics(path)).toEqual(logged.map(noPrototype));
      const bytes = readFileSync(path);
      const kept = bytes.subarray(0, at % (bytes.length + 1));
      writeFileSync(path, kept);
      const lines = kept.toString("latin1").split("\n").length - 1;
      expect(await readMetrics(path)).toEqual(logged.slice(0, lines).map(noPrototype));
    }),
    { numRuns: 40 },
  );
});

test("rows logged at once stand in order", async () => {
  const path = pathOf();
  const file = await openMetrics(path, 0);
  await Promise.all([1, 2, 3, 4].map((steps) => file.log(rowAt(steps))));
  await file.close();
  expect(await readMetrics(path)).toEqual([1, 2, 3, 4].map(rowAt));
});

test("going on at a position cuts off what came after, torn or not", async () => {
  const path = pathOf();
  const file = await openMetrics(path, 0);
  await file.log(rowAt(1));
  const { position } = file;
  await file.log(rowAt(2));
  await file.sync();
  await file.close();
  appendFileSync(path, '{"steps":3,"mea');
  const again = await openMetrics(path, position);
  expect(again.position).toBe(position);
  await again.log(rowAt(20));
  await again.close();
  expect(await readMetrics(path)).toEqual([rowAt(1), rowAt(20)]);
});

test("a file shorter than the position is not gone on with", async () => {
  const path = pathOf();
  await written(path, rowAt(1));
  const before = readFileSync(path, "utf8");
  expect(await codeOf(() => openMetrics(path, before.length + 1))).toBe("file/corrupt");
  expect(readFileSync(path, "utf8")).toBe(before);
});

test.each([
  "nonsense",
  "[]",
  '{"steps":1}',
  '{"steps":-1,"time":{}}',
  '{"steps":1,"a":null,"time":{}}',
  '{"steps":1,"time":{"b":"c"}}',
])("a line %s is named", async (line) => {
  const path = pathOf();
  await written(path, rowAt(1));
  appendFileSync(path, `${line}\n`);
  const error = await codedError(() => readMetrics(path));
  expect(error?.code).toBe("file/corrupt");
  expect(error?.given).toContain("line 2");
});

test("a number that is not finite is a defect of the caller", async () => {
  const file = await openMetrics(pathOf(), 0);
  await expect(async () => file.log({ steps: 1, metrics: { loss: Number.NaN }, time: {} })).rejects.toThrow(
    "metric loss is finite",
  );
  await expect(async () => file.log({ steps: 1, metrics: { time: 1 }, time: {} })).rejects.toThrow(
    "named steps or time",
  );
  await file.close();
});
