import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { halfBlocks } from "../../scripts/play/half-blocks.ts";
import { keysIn, parseKeys } from "../../scripts/play/keys.ts";
import { painter } from "../../scripts/play/painter.ts";
import { readEpisode } from "../../src/record/index.ts";
import { command, temporaryFolder } from "./command.ts";

const bin = fileURLToPath(new URL("../../bin/rewardgym.js", import.meta.url));
const dungeon = ["play", "dungeon/score-v1", "--set", "env.actions=full"];
const cartPole = ["play", "classic/cart-pole-v1"];

interface CastFile {
  readonly header: { readonly version: number; readonly width: number; readonly height: number };
  readonly events: readonly (readonly [seconds: number, code: string, data: string])[];
}

function readCast(path: string): CastFile {
  const [header, ...events] = readFileSync(path, "utf8").trimEnd().split("\n");
  return { header: JSON.parse(header), events: events.map((line) => JSON.parse(line)) };
}

const escape = "\x1b";
const sequence = new RegExp(`${escape}\\[([?\\d;]*)([A-Za-z])|[^${escape}]`, "g");

/** What a terminal shows in the end; it knows the sequences that a painter writes. */
function lastScreen({ header: { width, height }, events }: CastFile): string[] {
  const screen = Array.from({ length: height }, () => Array<string>(width).fill(" "));
  let [row, column] = [0, 0];
  const sequences = events.map(([, , data]) => data).join("");
  for (const [text, parameters, final] of sequences.matchAll(sequence)) {
    if (final === undefined) screen[row][column++] = text;
    else if (final === "H") [row, column] = parameters.split(";").map((place) => Number(place) - 1);
    else if (final === "J") for (const line of screen) line.fill(" ");
    else if (final === "K") screen[row].fill(" ", column);
    else expect(["m", "h", "l"]).toContain(final);
  }
  return screen.map((line) => line.join("").trimEnd());
}

const trimmed = (lines: readonly string[]) => lines.join("\n").trimEnd();

test("the same keys give the same dungeon, and a recording that ends with its last screen", async () => {
  const file = (name: string) => join(folder, name);
  const folder = temporaryFolder();
  const args = [...dungeon, "--keys", "ssjjl<Ctrl+d>hi", "--cast"];
  const [once, again] = [await command(...args, file("a.cast")), await command(...args, file("b.cast"))];
  expect(once.code, once.stderr).toBe(0);
  expect(again.stdout).toBe(once.stdout);
  expect(readFileSync(file("b.cast"))).toEqual(readFileSync(file("a.cast")));
  const cast = readCast(file("a.cast"));
  expect(cast.header).toMatchObject({ version: 2, width: 80, height: 24 });
  const times = cast.events.map(([seconds]) => seconds);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(cast.events.every(([, code]) => code === "o")).toBe(true);
  const [screen, told] = once.stdout.split("\n\ndungeon/score-v1: ");
  expect(trimmed(lastScreen(cast))).toBe(screen.trimEnd());
  expect(screen).toContain("(end)"); // the inventory
  expect(told).toContain("left by the player. A hero of experience level 1");
  expect(told).toMatch(/^steps +8$/m);
});

test("an episode that ends by itself is a demonstration, which replays and trains", async () => {
  const folder = temporaryFolder();
  const demonstrations = join(folder, "demonstrations");
  const args = [...cartPole, "--keys", "<ArrowLeft>".repeat(30), "--record", demonstrations];
  const { code, stdout, stderr } = await command(...args);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain("ended by the task's own rule");
  expect(stderr).toMatch(/^The episode was over after \d+ of 30 keys\.$/m);
  expect(await command(...args)).toMatchObject({ code: 0, stdout });
  const files = readdirSync(demonstrations).sort();
  expect(files).toEqual(["keyboard-cart-pole-1-0.episode", "keyboard-cart-pole-1-1.episode"]);
  const [record, same] = await Promise.all(files.map((name) => readEpisode(join(demonstrations, name))));
  expect(record).toEqual(same);
  expect(record).toMatchObject({ agent: "person/keyboard-v1", terminated: true, return: record.steps });
  expect(record.observations?.map(({ length }) => length)).toEqual([(record.steps + 1) * 4]);
  expect(Array.from(record.actions[0])).toEqual(Array(record.steps).fill(0));

  const cast = join(folder, "a.cast");
  const replayed = await command("replay", join(demonstrations, files[0]), "--cast", cast);
  expect(replayed.code, replayed.stderr).toBe(0);
  const { events } = readCast(cast);
  expect(events).toHaveLength(record.steps + 1);
  expect(events.at(-1)?.[0]).toBeCloseTo(record.steps * 0.02, 6); // a step of cart-pole takes 0.02 s

  const train = ["train", "--env", "classic/cart-pole-v1", "--steps", "500", "--episodes", "0", "--quiet"];
  const cloned = await command(...train, "--demonstrations", demonstrations, "--out", join(folder, "run"));
  expect(cloned.code, cloned.stderr).toBe(0);
});

test("an episode that the player leaves is recorded with a time limit there, and replays", async () => {
  const folder = temporaryFolder();
  const { code, stderr } = await command(...dungeon, "--keys", "ss<ArrowDown>", "--record", folder);
  expect(code, stderr).toBe(0);
  const file = join(folder, "keyboard-score-1-0.episode");
  const { steps, truncated, env } = await readEpisode(file);
  expect({ steps, truncated, limit: env.params.maxSteps }).toEqual({ steps: 3, truncated: true, limit: 3 });
  expect(await command("replay", file)).toMatchObject({ code: 0 });
});

describe("what cannot be played is refused in one line", () => {
  test.each([
    ["a key that there is not", [...cartPole, "--keys", "<ArrowUp>"], 'cli/usage: got "ArrowUp", key 1 of --keys'],
    ["a key outside of the action set", ["play", "dungeon/score-v1", "--keys", "si"], 'got "i", key 2 of --keys'],
    ["no terminal", cartPole, "cli/usage: got no terminal to play in"],
    ["an unknown env", ["play", "classic/cart-pol-v1", "--keys", "h"], "registry/unknown"],
    [
      "an env without keys",
      ["play", "locomotion/hopper-v1", "--keys", "h"],
      "env/unsupported: got locomotion/hopper-v1",
    ],
    ["a clock without time", ["play", "dungeon/score-v1", "--realtime"], "cli/usage: got --realtime for dungeon/score"],
    ["a clock for a script", [...cartPole, "--realtime", "--keys", "h"], "cli/usage: got --realtime and --keys"],
    ["a param of nobody", [...cartPole, "--set", "gamma=1", "--keys", "h"], "cli/usage: got --set gamma"],
  ])("%s", async (_, args, complaint) => {
    const { code, stdout, stderr } = await command(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(complaint);
    expect(stderr.trimEnd()).not.toContain("\n");
  });
});

test("keys have the names that browsers give them", () => {
  expect(keysIn("a?\r\x1b[A\x1bOD\x04\x1bp\x1b \x7fä")).toEqual([
    "a",
    "?",
    "Enter",
    "ArrowUp",
    "ArrowLeft",
    "Ctrl+d",
    "Alt+p",
    "Alt+ ",
    "Backspace",
    "ä",
  ]);
  expect(keysIn("\x1b")).toEqual(["Escape"]);
  expect(parseKeys("<<Enter>>k", ["<", ">", "Enter", "k"])).toEqual(["<", "Enter", ">", "k"]);
});

test("a picture keeps its proportions, and each half block has the mean of its pixels", () => {
  // 4 x 4 pixels onto 2 x 1 characters: each half is 2 x 2 pixels
  const pixels = new Uint8Array(4 * 4 * 3);
  pixels.set([40, 0, 0, 80, 0, 0], 0);
  const [line, ...others] = halfBlocks({ pixels, width: 4, height: 4 }, { columns: 80, rows: 1 });
  expect(others).toEqual([]);
  expect(line).toBe("\x1b[38;2;30;0;0;48;2;0;0;0m▀\x1b[38;2;0;0;0;48;2;0;0;0m▀\x1b[0m");
});

test("a painter writes only the lines that have changed, all of them after a resize, and asks for room", () => {
  const screen = painter({ columns: 10, rows: 3 }, { columns: 5, rows: 2 });
  const page = (...lines: string[]) => ({ lines, plain: lines });
  expect(screen.paint(page("a", "b"))).toContain("\x1b[2J");
  expect(screen.paint(page("a", "b"))).toBe("");
  expect(screen.paint(page("a", "c"))).toBe("\x1b[?25l\x1b[2;1Hc\x1b[K\x1b[?25l");
  screen.resized({ columns: 10, rows: 3 });
  expect(screen.paint(page("a", "c"))).toMatch(/2J.*a.*c/);
  screen.resized({ columns: 4, rows: 3 });
  expect(screen.paint(page("a", "c"))).toContain("Too ");
});

/** Why no test can have a terminal of its own; nothing where one can. */
function noTerminal(): string | undefined {
  try {
    execFileSync("script", ["-qec", "stty -a", "/dev/null"], { stdio: ["pipe", "pipe", "ignore"] });
    return undefined;
  } catch {
    return "needs `script` of util-linux, and `stty`";
  }
}

/** Plays in a terminal; `onOutput` sees everything shown so far and may type. */
async function inTerminal(
  args: readonly string[],
  onOutput: (shown: string, type: (keys: string) => void, pid: () => number) => void,
): Promise<string> {
  const folder = temporaryFolder();
  const pidFile = join(folder, "pid");
  const play = `sh -c 'echo $$ > ${pidFile}; exec ${process.execPath} ${bin} ${args.join(" ")}'`;
  const line = `stty rows 30 cols 100; ${play}; echo "code $?"; stty -a`;
  const shell = spawn("script", ["-qec", line, "/dev/null"], { stdio: ["pipe", "pipe", "ignore"] });
  let shown = "";
  shell.stdout.setEncoding("utf8").on("data", (text) => {
    shown += text;
    onOutput(
      shown,
      (keys) => shell.stdin.write(keys),
      () => Number(existsSync(pidFile) && readFileSync(pidFile, "utf8")),
    );
  });
  await once(shell, "close");
  return shown;
}

const restored = new RegExp(`${escape}\\[\\?25h${escape}\\[\\?1049l.*code (\\d+).* icanon.* echo `, "s");

test("a person plays at a terminal, asks for help, and has it back afterwards", async ({ skip }) => {
  const reason = noTerminal();
  if (reason) skip(reason);
  const waiting: [text: string, keys: string][] = [
    ["? shows the keys", "?"],
    ["Any key goes on", " "],
    ["offset", "x"],
    ["No such key: x", "\x1b[C"],
    ["", "\x11"],
  ];
  let from = 0;
  const shown = await inTerminal(cartPole, (all, type) => {
    if (waiting.length === 0 || !all.slice(from).includes(waiting[0][0])) return;
    from = all.length;
    type(waiting.shift()![1]);
  });
  expect(waiting).toEqual([]);
  expect(shown).toContain("▀");
  expect(shown).toMatch(/^steps +1\r$/m);
  expect(restored.exec(shown)?.[1], shown).toBe("0");
});

test("SIGTERM gives the terminal back too", async ({ skip }) => {
  const reason = noTerminal();
  if (reason) skip(reason);
  let isKilled = false;
  const shown = await inTerminal(["play", "dungeon/score-v1"], (all, _, pid) => {
    if (isKilled || !all.includes("shows the keys")) return;
    isKilled = true;
    process.kill(pid(), "SIGTERM");
  });
  expect(restored.exec(shown)?.[1], shown).toBe("130");
});
