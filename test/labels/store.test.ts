import { appendFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { consistencyOf, openLabels, packClip, waitingFor } from "../../src/labels/index.ts";
import { lockFolder } from "../../src/record/lock.ts";
import { codedError, codeOf, temporaryFolder } from "../record/temporary.ts";
import { askFor, clips, openAt } from "./clips.ts";

const fileIn = (folder: string) => join(folder, "labels.jsonl");
const linesIn = (folder: string) => readFileSync(fileIn(folder), "utf8").trimEnd().split("\n");

/** A store with two pairs, of which the first has a label. */
async function sample() {
  const folder = temporaryFolder();
  const store = await openAt(folder);
  const first = await askFor(store, 0, 1);
  const second = await askFor(store, 1, 2);
  const { label } = await store.answer(first, "ada", { grade: 2, reason: "It stays upright — longer." });
  return { folder, store, first, second, label };
}

describe("keeps", () => {
  test("what was asked and answered, for whoever opens it next", async () => {
    const folder = temporaryFolder();
    const store = await openAt(folder);
    const pair = await askFor(store, 0, 1, { prefix: 7, parent: "0123456789abcdef" });
    const answer = {
      grade: -3,
      ratings: { a: 0, b: 4 },
      reason: "b reaches it",
      findings: [{ side: "a", kind: "stall", sign: -1, text: "stands still" }],
      spans: [{ side: "b", from: 0, to: 2, kind: "stride", sign: 1 }],
    } as const;
    await store.answer(pair, "ada", answer);
    const again = await openLabels(folder);
    const [label] = again.state.labels.values();
    expect(label).toMatchObject({
      ...answer,
      pair,
      by: "ada",
      prefix: 7,
      parent: "0123456789abcdef",
      asker: "test",
      asked: "2026-01-01T00:00:00.000Z",
      answered: "2026-01-01T00:01:00.000Z",
      lengths: { a: 2, b: 2 },
    });
    expect(label.features.a.place).toBeCloseTo((clips[0].features.place[1] + clips[0].features.place[2]) / 2);
    expect(again.notices).toEqual([]);
    const kept = await again.clip(label.a);
    expect(packClip(kept)).toEqual(packClip(clips[0]));
  });

  test("each clip once, and each pair once", async () => {
    const { folder, store, first } = await sample();
    expect(readdirSync(join(folder, "clips"))).toHaveLength(3); // of four sides
    expect(await store.ask({ a: clips[0], b: clips[1], asker: "somebody else" })).toMatchObject({
      isNew: false,
      pair: { pair: first, asker: "test" },
    });
    expect(linesIn(folder)).toHaveLength(4);
  });

  test("the same answer once, and refuses another by the same person", async () => {
    const { folder, store, first, label } = await sample();
    expect(await store.answer(first, "ada", { grade: 2, reason: "It stays upright — longer." })).toEqual({
      label,
      isNew: false,
    });
    expect(await codeOf(() => store.answer(first, "ada", { grade: 1 }))).toBe("labels/invalid");
    expect((await store.answer(first, "ben", { grade: 1 })).isNew).toBe(true);
    expect(linesIn(folder)).toHaveLength(5);
  });

  test("that a label was taken back", async () => {
    const { folder, store, first, label } = await sample();
    await store.withdraw(label.id);
    expect((await openLabels(folder)).state.labels.size).toBe(0);
    expect(await codeOf(() => store.withdraw(label.id))).toBe("labels/invalid");
    await store.answer(first, "ada", { grade: -1 });
    expect([...(await openLabels(folder)).state.labels.values()].map(({ grade }) => grade)).toEqual([-1]);
  });
});

describe("the queue", () => {
  test("has what a labeller has not answered, nobody's first", async () => {
    const { store, first, second } = await sample();
    const onlyBen = await askFor(store, 2, 3, { only: "ben" });
    const of = (by: string) => waitingFor(by, store.state).map(({ pair }) => pair);
    expect(of("ada")).toEqual([second]);
    expect(of("ben")).toEqual([second, onlyBen, first]);
  });

  test("gets what another process asks", async () => {
    const { folder, store } = await sample();
    await askFor(await openLabels(folder), 3, 4);
    expect(store.state.pairs.size).toBe(2);
    await store.refresh();
    expect(store.state.pairs.size).toBe(3);
  });
});

describe("a file that was cut off", () => {
  test("anywhere loses only the row that was never confirmed", async () => {
    const { folder } = await sample();
    const whole = readFileSync(fileIn(folder));
    const ends = [...whole.entries()].filter(([, byte]) => byte === 10).map(([at]) => at);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.length }), async (size) => {
        writeFileSync(fileIn(folder), whole.subarray(0, size));
        const store = await openLabels(folder);
        const rows = ends.filter((at) => at <= size).length; // whole lines, with or without their end
        expect(store.state.rows).toBe(rows);
        const isMended = !ends.includes(size - 1);
        expect(store.notices).toHaveLength(isMended ? 1 : 0);
        expect(readFileSync(fileIn(folder))).toEqual(whole.subarray(0, rows > 0 ? ends[rows - 1] + 1 : 0));
        const pair = await askFor(store, 0, 1);
        await store.answer(pair, "ada", { grade: 2, reason: "It stays upright — longer." });
        expect((await openLabels(folder)).state.labels.size).toBe(1);
      }),
      { numRuns: 40, examples: [[1], [whole.length], [whole.length - 1], [ends[0]]] },
    );
  });

  test("is said in words", async () => {
    const { folder } = await sample();
    truncateSync(fileIn(folder), readFileSync(fileIn(folder)).length - 9);
    const { notices } = await openLabels(folder);
    expect(notices[0]).toContain("line 4 was cut off");
  });

  test("in its middle, or with a row twice, is refused", async () => {
    const { folder } = await sample();
    const lines = linesIn(folder);
    const codes = [];
    for (const changed of [
      [lines[0], lines[1].slice(0, 20), ...lines.slice(2)],
      [...lines, lines[3]],
      [lines[0], ...lines.slice(2)],
      [...lines, lines[3].replace('"row":3', '"row":4')],
      [lines[0].replace("labels-1", "labels-9"), ...lines.slice(1)],
    ]) {
      writeFileSync(fileIn(folder), `${changed.join("\n")}\n`);
      codes.push(await codeOf(() => openLabels(folder)));
    }
    expect(codes).toEqual(Array(5).fill("file/corrupt"));
  });

  test("does not take a clip that was altered", async () => {
    const { folder, store, label } = await sample();
    appendFileSync(join(folder, "clips", label.a), "x");
    expect(await codeOf(() => store.clip(label.a))).toBe("file/corrupt");
  });
});

describe("several writers", () => {
  test("lose nothing and count nothing twice", async () => {
    const folder = temporaryFolder();
    const stores = [await openLabels(folder), await openLabels(folder), await openLabels(folder)];
    const pairs = [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ] as const;
    await Promise.all(
      stores.flatMap((store, i) =>
        pairs.map(async ([a, b]) => store.answer(await askFor(store, a, b), `labeller ${i}`, { grade: i - 1 })),
      ),
    );
    const { state } = await openLabels(folder);
    expect(state.pairs.size).toBe(4);
    expect(state.labels.size).toBe(12);
    expect(state.rows).toBe(1 + 4 + 12);
  });

  test("wait for each other, and say who holds the store for good", async () => {
    const { folder, store, second } = await sample();
    const { release } = await lockFolder(folder);
    const refused = await codedError(() => store.answer(second, "ada", { grade: 0 }));
    expect(refused?.code).toBe("run/locked");
    expect(refused?.message).toContain("a store");
    await release();
    expect((await store.answer(second, "ada", { grade: 0 })).isNew).toBe(true);
  });
});

test("refuses impossible answers before anything is written", async () => {
  const { folder, store, second } = await sample();
  const before = linesIn(folder);
  const wrong: unknown[] = [
    { grade: 4 },
    { grade: 0.5 },
    {},
    { grade: 1, ratings: { a: 5, b: 0 } },
    { grade: 1, findings: [{ side: "c", kind: "stall", sign: 1 }] },
    { grade: 1, spans: [{ side: "a", from: 1, to: 3, kind: "stall", sign: 1 }] }, // of 2 steps
    { grade: 1, spans: [{ side: "a", from: 1, to: 1, kind: "stall", sign: 1 }] },
  ];
  for (const answer of wrong)
    expect(await codeOf(() => store.answer(second, "ada", answer as { grade: number }))).toBe("labels/invalid");
  expect(await codeOf(() => store.answer("no such pair", "ada", { grade: 1 }))).toBe("labels/invalid");
  expect(await codeOf(() => store.ask({ a: clips[0], b: clips[0], asker: "test" }))).toBe("labels/invalid");
  const other = { ...clips[1], env: { id: "other/env-v1", params: {} } };
  expect(await codeOf(() => store.ask({ a: clips[0], b: other, asker: "test" }))).toBe("labels/mismatch");
  const onlyBen = await askFor(store, 2, 3, { only: "ben" });
  expect(await codeOf(() => store.answer(onlyBen, "ada", { grade: 1 }))).toBe("labels/invalid");
  expect(linesIn(folder).slice(0, -1)).toEqual(before);
});

test("keeps nothing that is no part of an answer", async () => {
  const { folder, store, second } = await sample();
  await store.answer(second, "ada", { grade: 1, by: "somebody else", row: 7, more: true } as { grade: number });
  const label = [...(await openLabels(folder)).state.labels.values()].at(-1);
  expect(label).toMatchObject({ by: "ada", grade: 1 });
  expect(label).not.toHaveProperty("more");
});

test("makes no folder before there is something to keep", async () => {
  const folder = join(temporaryFolder(), "labels");
  const store = await openLabels(folder);
  expect(store.state.rows).toBe(0);
  expect(existsSync(folder)).toBe(false);
  await askFor(store, 0, 1);
  expect((await openLabels(folder)).state.pairs.size).toBe(1);
});

test("tells a tie from a pair that nobody can judge", async () => {
  const { folder, store, first, second } = await sample();
  await store.answer(first, "ben", { grade: 0 });
  await store.answer(second, "ben", { grade: null });
  const grades = [...(await openLabels(folder)).state.labels.values()].map(({ grade }) => grade);
  expect(grades).toEqual([2, 0, null]);
});

test("counts what a labeller contradicts", async () => {
  const { store, first, second } = await sample();
  const turned = await askFor(store, 1, 0, { repeats: first });
  await store.answer(turned, "ada", { grade: 1 }); // first: 0 better than 1; now 1 better than 0
  await store.answer(second, "ada", { grade: 3 });
  await store.answer(await askFor(store, 2, 1, { repeats: second }), "ada", { grade: -1 }); // the same again
  await store.answer(first, "ben", { grade: -1 }); // another person may think otherwise
  expect(consistencyOf(store.state.labels.values())).toEqual({ repeated: 2, alike: 1, contradictory: 1 });
});
