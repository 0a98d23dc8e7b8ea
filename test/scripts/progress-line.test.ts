import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { duration, size } from "../../scripts/numbers.ts";
import { describeProgress, progressLine } from "../../scripts/progress-line.ts";
import type { Progress } from "../../src/run/index.ts";

const progress: Progress = {
  steps: 42_000,
  budget: 100_000,
  updates: 164,
  episodes: 300,
  recent: { episodes: 100, return: 213.4, steps: 213.4, score: 0.4268, watched: {}, yardsticks: {} },
  speed: {
    stepsPerSecond: 31_234.5,
    shares: { stepping: 0.2, inference: 0.35, reward: 0.01, learning: 0.4, other: 0.04 },
    secondsLeft: 200,
  },
};

test("a line says how far, how fast, how well and how long", () => {
  expect(describeProgress(progress)).toBe(
    "42,000 of 100,000 steps · return 213.4, score 0.427 · 3 min 20 s left · 31,235 steps/s (stepping 20 %, inference 35 %, learning 40 %)",
  );
  expect(describeProgress({ ...progress, recent: undefined })).toContain("no episode has ended yet");
});

const sink = (isTTY: boolean) => Object.assign(new PassThrough({ encoding: "utf8" }), { isTTY, columns: 60 });
type Stream = Parameters<typeof progressLine>[1];

test("a file gets plain lines, the newest at the end", () => {
  const stream = sink(false);
  const line = progressLine(false, stream as unknown as Stream);
  line.show(progress);
  line.show({ ...progress, steps: 50_000 }); // within the same few seconds
  line.show({ ...progress, steps: 60_000 });
  line.end();
  const lines = (stream.read() as string).split("\n");
  expect(lines.map((text) => text.slice(0, 6))).toEqual(["42,000", "60,000", ""]);
});

test("a terminal gets one line that changes and fits, and notes above it", () => {
  const stream = sink(true);
  const line = progressLine(false, stream as unknown as Stream);
  line.show(progress);
  line.note("A note.");
  line.end();
  const shown = describeProgress(progress).slice(0, 59);
  expect(stream.read()).toBe(`${shown}\r\x1b[2KA note.\n`);
});

test("quiet shows notes alone", () => {
  const stream = sink(false);
  const line = progressLine(true, stream as unknown as Stream);
  line.show(progress);
  line.note("A note.");
  line.end();
  expect(stream.read()).toBe("A note.\n");
});

test.each([
  [2.94, "2.9 s"],
  [17.2, "17 s"],
  [200, "3 min 20 s"],
  [7500, "2 h 5 min"],
  [Number.POSITIVE_INFINITY, "unknown time"],
])("%d seconds are %s", (seconds, text) => expect(duration(seconds)).toBe(text));

test("sizes are in powers of ten", () => {
  expect([0, 999, 1000, 340_000, 1.234e9].map(size)).toEqual(["0 B", "999 B", "1 KB", "340 KB", "1.23 GB"]);
});
