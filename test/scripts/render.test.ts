import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode as decodePng } from "fast-png";
import { decode as decodeGif } from "modern-gif";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { posePainter } from "../../scripts/render/paint-poses.ts";
import { pickEpisode } from "../../scripts/render/pick.ts";
import { shrunk } from "../../scripts/render/picture.ts";
import { recordedPictures } from "../../scripts/render/recorded-pictures.ts";
import { filmShots, sheetShots } from "../../scripts/render/shots.ts";
import { poseSize, sceneRows } from "../../src/core/index.ts";
import { posesAt, readEpisode, writeEpisode } from "../../src/record/index.ts";
import { command, temporaryFolder } from "./command.ts";

const place = mkdtempSync(join(tmpdir(), "rewardgym-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const hopper = join(place, "random-hopper-1-0.episode");
const pendulum = join(place, "random-pendulum-1-0.episode");
const dungeon = join(place, "random-door-key-1-0.episode");

beforeAll(async () => {
  for (const [env, ...more] of [
    ["locomotion/hopper-v1"],
    ["classic/pendulum-v1", "--set", "env.maxSteps=30"],
    ["dungeon/door-key-v1", "--set", "env.maxSteps=9"],
  ]) {
    const asked = ["--agent", "baseline/random-v1", "--episodes", "1", "--record", "1", "--out", place];
    const { code, stderr } = await command("eval", "--env", env, ...asked, ...more);
    expect(code, stderr).toBe(0);
  }
});

const rendered = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await command("render", ...args);
  expect(code, stderr).toBe(0);
  return stdout;
};
const gifAt = (path: string) => decodeGif(new Uint8Array(readFileSync(path)));
const pngAt = (path: string) => decodePng(readFileSync(path));

describe("a moving picture", () => {
  test("of poses, at the pace of the world", async () => {
    const out = join(temporaryFolder(), "clip.gif");
    expect(await rendered(hopper, "--out", out, "--size", "64x48")).toContain("as a moving picture of");
    const { width, height, frames, looped } = gifAt(out);
    const { steps } = await readEpisode(hopper); // of 8 ms: five of them are a picture
    expect([width, height, looped]).toEqual([64, 48, true]);
    expect(frames).toHaveLength(Math.ceil(steps / 5) + 1);
    expect(frames.slice(0, -2).every(({ delay }) => delay === 40)).toBe(true);
    expect(frames.at(-1)!.delay).toBe(1000);
  });

  test.each([
    ["a pendulum", pendulum, 31],
    ["a dungeon", dungeon, 10],
  ])("of %s", async (_, file, count) => {
    const out = join(temporaryFolder(), "clip.gif");
    await rendered(file, "--out", out, "--size", "32", "--every", "1");
    expect(gifAt(out).frames).toHaveLength(count);
  });
});

test("a sheet and single pictures show the same", async () => {
  const folder = temporaryFolder();
  const [sheet, frames] = [join(folder, "sheet.png"), join(folder, "frames")];
  await rendered(pendulum, "--out", sheet, "--size", "30x20", "--every", "10", "--supersample", "2");
  await rendered(pendulum, "--out", frames, "--size", "30x20", "--every", "10", "--supersample", "2");
  expect(readdirSync(frames)).toEqual(["step-00.png", "step-10.png", "step-20.png", "step-30.png"]);
  const whole = pngAt(sheet); // two rows of two
  expect([whole.width, whole.height]).toEqual([62, 42]);
  const last = pngAt(join(frames, "step-30.png"));
  for (let y = 0; y < 20; y++) {
    const from = 3 * ((22 + y) * 62 + 32);
    expect([...whole.data.slice(from, from + 90)]).toEqual([...last.data.slice(90 * y, 90 * (y + 1))]);
  }
  const first = pngAt(join(frames, "step-00.png"));
  expect(first.data).not.toEqual(last.data);
});

test("depths and parts of the scene are pictures too", async () => {
  const folder = temporaryFolder();
  const seen = async (show: string) => {
    const out = join(folder, `${show}.png`);
    await rendered(hopper, "--out", out, "--size", "40x30", "--show", show);
    return pngAt(out).data;
  };
  const [colour, depth, parts] = [await seen("colour"), await seen("depth"), await seen("parts")];
  expect(depth).not.toEqual(colour);
  expect(parts).not.toEqual(colour);
  const isGrey = (data: ArrayLike<number>) => Array.from(data).every((value, i) => value === data[i - (i % 3)]);
  expect([isGrey(depth), isGrey(parts)]).toEqual([true, false]);
  await expect(rendered(hopper, "--out", join(folder, "a.html"), "--show", "depth")).rejects.toThrow("cli/usage");
});

test("threads paint what this thread paints, in order", async () => {
  const { poses, steps } = await readEpisode(hopper);
  const asked = { width: 640, height: 480, supersample: 1, camera: "side" };
  const shown = Array.from({ length: 20 }, (_, i) => i % (steps + 1)); // more than five million pixels
  const paint = posePainter(poses!.scene, asked);
  const out = new Float64Array(sceneRows(poses!.scene) * poseSize);
  let i = 0;
  for await (const pixels of recordedPictures(poses!, shown, asked)) {
    posesAt(poses!, shown[i++], out);
    expect(Buffer.compare(pixels, paint(out))).toBe(0);
  }
  expect(i).toBe(20);
});

test("poses are shown without their env", async () => {
  const file = join(temporaryFolder(), "a.episode");
  await writeEpisode(file, { ...(await readEpisode(hopper)), env: { id: "foreign/unknown-v1", params: {} } });
  const out = join(temporaryFolder(), "a.png");
  await rendered(file, "--out", out, "--size", "16", "--camera", "front");
  expect(pngAt(out).width).toBeGreaterThan(16);
});

test("a shrunk pixel is the mean of those that it stands for", () => {
  const pixels = Uint8Array.of(0, 0, 9, 4, 0, 9, 8, 0, 9, 12, 0, 9); // two by two
  const asked = { width: 1, height: 1, supersample: 2 };
  expect([...shrunk(pixels, asked)]).toEqual([6, 0, 9]);
});

test("shots lie on the steps that they say", () => {
  const length = { steps: 10, stepSeconds: 0.05 };
  expect(filmShots(length, { speed: 1 })).toEqual({
    steps: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    delays: [50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 1000],
  });
  // 12.5 ms a step, 37.5 a picture: rounded to 10 ms without drifting away; 0, 40, 80, 110, 130
  expect(filmShots(length, { speed: 4, every: 3 })).toEqual({
    steps: [0, 3, 6, 9, 10],
    delays: [40, 40, 30, 20, 1000],
  });
  expect(filmShots({ steps: 2, stepSeconds: 0 }, { speed: 1 }).delays).toEqual([200, 200, 1000]);
  expect(sheetShots({ steps: 110, stepSeconds: 1 })).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110]);
  expect(sheetShots({ steps: 2, stepSeconds: 1 })).toEqual([0, 1, 2]);
});

test("of a folder the best, median, worst or last episode is taken", async () => {
  const folder = temporaryFolder();
  const record = await readEpisode(pendulum);
  for (const [name, score, sum, written] of [
    ["a", 0.5, 1, 3],
    ["b", 0.5, 2, 1],
    ["c", 0.2, 9, 2],
  ] as const) {
    const file = join(folder, `${name}.episode`);
    await writeEpisode(file, { ...record, score, return: sum });
    utimesSync(file, written, written);
  }
  const picked = async (pick: "best" | "median" | "worst" | "last") =>
    (await pickEpisode(folder, pick)).slice(folder.length + 1);
  expect([await picked("best"), await picked("median"), await picked("worst"), await picked("last")]).toEqual([
    "b.episode",
    "a.episode",
    "c.episode",
    "a.episode",
  ]);
});

describe("is refused:", () => {
  const broken = join(place, "cut.episode");
  beforeAll(() => {
    writeFileSync(broken, readFileSync(hopper).subarray(0, -100));
    writeFileSync(join(place, "note.txt"), "not an episode, but longer than the head of one would be");
  });

  test.each<[string, string, readonly string[]]>([
    ["cli/usage", "no --out", [hopper]],
    ["cli/usage", "clip.bmp", [hopper, "--out", "clip.bmp"]],
    ["cli/usage", "--size 0x9", [hopper, "--out", "a.gif", "--size", "0x9"]],
    ["cli/usage", "--size big", [hopper, "--out", "a.gif", "--size", "big"]],
    ["cli/usage", "--speed 0", [hopper, "--out", "a.gif", "--speed", "0"]],
    ["cli/usage", "a picture every 8 ms", [hopper, "--out", "a.gif", "--every", "1"]],
    ["cli/usage", "31 pictures of 4096x4096", [pendulum, "--out", "a.gif", "--size", "4096", "--every", "1"]],
    ["env/unsupported", 'camera "moon"', [hopper, "--out", "a.png", "--camera", "moon"]],
    ["env/unsupported", 'camera "moon"', [pendulum, "--out", "a.png", "--camera", "moon"]],
    ["file/corrupt", "cut.episode", [broken, "--out", "a.gif"]],
    ["file/corrupt", "note.txt", [join(place, "note.txt"), "--out", "a.gif"]],
    ["file/unusable", "nothing.episode", [join(place, "nothing.episode"), "--out", "a.gif"]],
  ])("%s: %s", async (code, given, args) => {
    const outcome = await command("render", ...args);
    expect(outcome.stderr).toContain(`rewardgym: ${code}: got `);
    expect(outcome.stderr).toContain(given);
    expect([outcome.code, outcome.stdout]).toEqual([2, ""]);
  });
});
