import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { bindEnv } from "../../src/core/index.ts";
import { demonstrationOf, readEpisode } from "../../src/record/index.ts";
import { command, temporaryFolder } from "./command.ts";

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

const esc = "\x1b";
const sequence = new RegExp(`${esc}\\[([?\\d;]*)([A-Za-z])|[^${esc}]`, "g");

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
  const args = [...dungeon, "--keys", "ssjjl<Ctrl+d><Escape>hi", "--cast"];
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
  expect(told).toMatch(/^steps +9$/m);
});

test("an episode that ends by itself is a demonstration, which replays", async () => {
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

  const demonstration = demonstrationOf(record, bindEnv(await registries.envs.find(record.env.id)));
  expect(demonstration).toMatchObject({ steps: record.steps, terminated: true, actions: record.actions[0] });
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
    [
      "a reward that the env cannot earn",
      [...cartPole, "--keys", "<ArrowLeft>", "--reward", "shaped/pendulum-v1"],
      "reward/input",
    ],
    ["a seed that no run has", [...cartPole, "--keys", "<ArrowLeft>", "--seed", "4294967296"], "--seed 4294967296"],
    ["a param of nobody", [...cartPole, "--set", "gamma=1", "--keys", "h"], "cli/usage: got --set gamma"],
  ])("%s", async (_, args, complaint) => {
    const { code, stdout, stderr } = await command(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(complaint);
    expect(stderr.trimEnd()).not.toContain("\n");
  });
});

test("the recording in docs is what its keys still make of the game", async () => {
  // Where the game has changed, record it again with these arguments and --cast docs/dungeon.cast, and look whether the game is still worth watching.
  const keys = readFileSync("docs/dungeon.keys", "utf8").trimEnd();
  const cast = join(temporaryFolder(), "dungeon.cast");
  const { code } = await command(...dungeon, "--set", "env.more=true", "--keys", keys, "--pace", "1", "--cast", cast);
  expect(code).toBe(0);
  expect(readFileSync(cast, "utf8")).toBe(readFileSync("docs/dungeon.cast", "utf8"));
});
