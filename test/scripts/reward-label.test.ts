import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Cutter, cutterOf } from "../../scripts/label/cut.ts";
import { labelLive } from "../../scripts/label/live.ts";
import { openSession } from "../../scripts/label/session.ts";
import { sparkline } from "../../scripts/label/sparkline.ts";
import { mostDifferent, pairView } from "../../scripts/label/view.ts";
import type { Terminal, TerminalEvent } from "../../scripts/play/terminal.ts";
import { registries } from "../../scripts/registries.ts";
import { bindEnv } from "../../src/core/index.ts";
import { clipOf, openLabels } from "../../src/labels/index.ts";
import { command, temporaryFolder } from "./command.ts";
import { episodesIn, pendulums } from "./labelled.ts";

const size = { columns: 100, rows: 30 };

/** A terminal at which these keys are pressed, and then its window is closed. */
function terminalWith(...keys: readonly string[]): Terminal & { readonly shown: string[] } {
  const rest = [...keys];
  const shown: string[] = [];
  return {
    ...{ size, shown, wake() {}, close() {} },
    write: (data) => void shown.push(data),
    async next(): Promise<TerminalEvent | undefined> {
      const key = rest.shift();
      if (key === "time passes") return undefined;
      return key === undefined ? { kind: "gone" } : { kind: "key", key };
    },
  };
}

async function sessionIn(folder: string, more: { cutter?: Cutter; repeatEvery?: number; by?: string } = {}) {
  const store = await openLabels(folder);
  const cutter = "cutter" in more ? more.cutter : await cutterOf(pendulums, 10);
  return { store, session: openSession({ store, by: "ada", seed: 1, repeatEvery: 0, ...more, cutter }) };
}

const gradesIn = async (folder: string) =>
  [...(await openLabels(folder)).state.labels.values()].map(({ grade, reason }) => (reason ? [grade, reason] : grade));

describe("at a terminal", () => {
  const { signal } = new AbortController();

  test("keys grade, explain, skip, take back and quit", async () => {
    const folder = temporaryFolder();
    const { session } = await sessionIn(folder);
    const why = ["w", ..."calm", "x", "Backspace", "Enter"];
    const terminal = terminalWith(
      "time passes",
      "ArrowLeft",
      "3",
      "ArrowRight",
      "=",
      "u",
      ...why,
      "2",
      "ArrowLeft",
      "s",
      "q",
    );
    await labelLive(session, terminal, signal);
    expect(await gradesIn(folder)).toEqual([1, -3, [2, "calm"], null]);
    const screen = terminal.shown.join("");
    expect(screen).toContain("upright");
    expect(screen).toContain("The last label is taken back");
    expect(screen).toMatch(/[▁▂▃▄▅▆▇█]{4}/);
    expect(session.given).toBe(4);
    expect(session.summary()).toContain("4 labels by ada now, 4 in all");
  });

  test("what was shown and not answered comes first the next time", async () => {
    const folder = temporaryFolder();
    const first = await sessionIn(folder);
    const pair = await first.session.next();
    await labelLive(first.session, terminalWith("Ctrl+c"), signal);
    const { session, store } = await sessionIn(folder, { cutter: undefined });
    expect((await session.next())?.pair).toBe(pair?.pair);
    await labelLive(session, terminalWith("ArrowLeft", "ArrowLeft"), signal);
    expect(store.state.labels.size).toBe(1);
  });

  test("asks for as many as are wanted", async () => {
    const folder = temporaryFolder();
    const { session } = await sessionIn(folder);
    await labelLive(session, terminalWith(...Array(9).fill("ArrowLeft")), signal, 2);
    expect(await gradesIn(folder)).toEqual([1, 1]);
  });
});

test("every third pair is a known one, its sides swapped", async () => {
  const folder = temporaryFolder();
  const { session, store } = await sessionIn(folder, { repeatEvery: 3 });
  for (let i = 0; i < 6; i++) {
    await session.next();
    await session.answer({ grade: 2 });
  }
  const labels = [...store.state.labels.values()];
  expect(labels.map(({ repeats }) => repeats !== undefined)).toEqual([false, false, true, false, false, true]);
  for (const { repeats, a, b, only } of labels.filter(({ repeats }) => repeats)) {
    expect(store.state.pairs.get(repeats!)).toMatchObject({ a: b, b: a });
    expect(only).toBe("ada");
  }
  // the left one each time, whatever it is
  expect(session.summary()).toContain("Of 2 repeated pairs 0 were judged alike (0 %), 2 the other way round.");
  expect(session.summary()).toContain("The left one was better in 100 %");
});

describe("by a file of answers", () => {
  const answersIn = (folder: string, ...lines: object[]) => {
    const path = join(folder, "answers.jsonl");
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    return path;
  };
  const label = (folder: string, ...more: string[]) =>
    command("reward", "label", "--store", join(folder, "labels"), "--by", "ada", ...more);

  test("gives them in order, the same for the same seed", async () => {
    const stores = [temporaryFolder(), temporaryFolder()];
    const pairs = [];
    for (const folder of stores) {
      const episodes = await episodesIn(folder);
      const answers = answersIn(
        folder,
        { grade: 3, ratings: { a: 4, b: 1 } },
        { grade: 1 },
        { undo: true },
        { grade: null },
      );
      const { code, stdout } = await label(folder, "--episodes", episodes, "--answers", answers, "--length", "20");
      expect(code).toBe(0);
      expect(stdout).toContain("2 labels by ada now, 2 in all; 2 labels of 2 pairs");
      const { state } = await openLabels(join(folder, "labels"));
      expect([...state.labels.values()].map(({ grade, lengths }) => [grade, lengths.a])).toEqual([
        [3, 20],
        [null, 20],
      ]);
      pairs.push([...state.pairs.keys()]);
    }
    expect(pairs[0]).toEqual(pairs[1]);
  });

  test("answers the pair that a line names", async () => {
    const folder = temporaryFolder();
    const store = await openLabels(join(folder, "labels"));
    const clips = [0, 10, 20].map((start) => clipOf(pendulums[0], { start, length: 10 }));
    await store.ask({ a: clips[0], b: clips[1], asker: "a run" });
    const { pair } = await store.ask({ a: clips[1], b: clips[2], asker: "a run" });
    await label(folder, "--answers", answersIn(folder, { pair: pair.pair, grade: -2 }, { grade: 1 }));
    await store.refresh();
    expect([...store.state.labels.values()].map(({ grade, asker }) => [grade, asker])).toEqual([
      [-2, "a run"],
      [1, "a run"],
    ]);
  });

  test("fails with a code for what cannot be", async () => {
    const folder = temporaryFolder();
    const failing = async (...more: string[]) => {
      const { code, stderr } = await label(folder, ...more);
      expect(code).toBe(2);
      return stderr;
    };
    const episodes = await episodesIn(folder);
    expect(await failing()).toContain("cli/usage: got no terminal to label in");
    expect(await failing("--answers", answersIn(folder, { grade: 1 }))).toContain("labels/invalid: got answer 1 of 1");
    expect(await failing("--answers", answersIn(folder, { rank: 1 }))).toContain("input/json: got ");
    const impossible = ["--episodes", episodes, "--answers", answersIn(folder, { grade: 7 })];
    expect(await failing(...impossible)).toContain("labels/invalid: got grade = 7");
    const long = ["--length", "5000", "--episodes", episodes, "--answers", answersIn(folder, { grade: 1 })];
    expect(await failing(...long)).toContain("that hold 0 clips of 5000 steps");
  });
});

test("features that tell clips apart come first", async () => {
  const { features, ...clip } = clipOf(pendulums[0], { start: 0, length: 4 });
  const column = (...values: number[]) => Float64Array.from(values);
  const a = {
    ...clip,
    features: { same: column(1, 1, 1, 1, 1), noisy: column(0, 9, 0, 9, 0), apart: column(0, 0.1, 0, 0.1, 0) },
  };
  const b = {
    ...clip,
    features: { same: column(1, 1, 1, 1, 1), noisy: column(9, 0, 9, 0, 9), apart: column(1, 1.1, 1, 1.1, 1) },
  };
  expect(mostDifferent(a, b)).toEqual(["apart", "noisy", "same"]);
  const env = bindEnv(await registries.envs.get("classic/pendulum-v1"));
  const pair = { clips: { a, b } } as unknown as Parameters<typeof pairView>[0];
  const { plain } = pairView(pair, env, { a: undefined, b: undefined }).page({ columns: 80, rows: 20 }, 0, []);
  expect(plain.find((line) => line.startsWith("apart"))).toMatch(/^apart [▁▂]+ 0\.?0? +│ apart [▇█]+ 1$/);
});

test("a sparkline spans what is compared", () => {
  expect(sparkline([0, 1, 2, 3], 4, [0, 3])).toBe("▁▃▆█");
  expect(sparkline([0, 0, 3, 3], 2, [0, 3])).toBe("▁█");
  expect(sparkline([5, 5], 8, [5, 5])).toBe("▅▅");
});
