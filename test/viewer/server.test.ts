import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { unpack } from "../../src/core/index.ts";
import { readEpisode, writeEpisode } from "../../src/record/index.ts";
import { pageFiles, serveView } from "../../src/viewer/server/index.ts";
import type { Chunk, EpisodeNumbers, Library, Lived } from "../../src/viewer/shapes.ts";
import { command, temporaryFolder } from "../scripts/command.ts";
import { type Recorded, recordAll } from "./recorded.ts";

let recorded: Recorded;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
  recorded = await recordAll(folder);
  return () => rmSync(folder, { recursive: true, force: true });
});

/** A page of one file. */
function smallPage() {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html>");
  writeFileSync(join(folder, "assets", "a.js"), "1");
  return pageFiles(folder);
}

async function serve(path: string) {
  const server = await serveView({ path, envs: registries.envs, page: smallPage(), port: 0 });
  onTestFinished(() => server.close());
  const get = (what: string) => fetch(new URL(what, server.url));
  const packed = async <T>(what: string) => unpack(new Uint8Array(await (await get(what)).arrayBuffer()), what) as T;
  const library = async () => (await (await get("/api/library")).json()) as Library;
  return { ...server, get, packed, library };
}

describe("what the page is told", () => {
  test("a run's episodes and curve", async () => {
    const { library, packed } = await serve(recorded.run);
    const { title, episodes, curve, broken } = await library();
    expect(title).toBe("cart-pole");
    expect(broken).toEqual([]);
    expect(curve!.steps.at(-1)).toBe(2048);
    expect(curve!.metrics.meanReturn).toHaveLength(curve!.steps.length);
    const [first] = episodes;
    expect(first).toMatchObject({ env: "classic/cart-pole-v1", agent: "learner/ppo-v1", trained: 2048 });
    const numbers = await packed<EpisodeNumbers>(`/api/episode/${first.id}/numbers`);
    expect(numbers.rewards).toHaveLength(first.steps);
    expect(numbers.features.map(({ values }) => values.length)).toEqual(numbers.features.map(() => first.steps + 1));
    const chunk = await packed<Chunk>(`/api/episode/${first.id}/chunk?from=0`);
    expect(chunk).toMatchObject({ kind: "picture", from: 0 });
  });

  test("poses of a scene are those of the world, the last ones before the next episode begins", async () => {
    const { library, packed } = await serve(recorded.hopper);
    const [{ id, steps, end }] = (await library()).episodes;
    expect(end).toBe("terminated"); // so the vector has restarted the world by the time its last step is over
    const numbers = await packed<EpisodeNumbers>(`/api/episode/${id}/numbers`);
    const height = numbers.features.find(({ name }) => name === "height")!.values;
    const torso = 7 + 2; // row 1, z
    const rounding = 2 ** -12; // of a coordinate in the file
    for (const [what, off] of [
      ["lived", rounding],
      ["again", 1e-6],
    ] as const) {
      const { look, wholeSteps, trouble } = await packed<Lived>(`/api/episode/${id}/${what}`);
      if (look.kind !== "scene") throw new Error(look.kind);
      expect({ wholeSteps, trouble }).toEqual({ wholeSteps: steps, trouble: undefined });
      const size = look.poses.length / (steps + 1);
      for (const step of [0, 1, steps - 1, steps])
        expect(Math.abs(look.poses[step * size + torso] - height[step])).toBeLessThanOrEqual(off);
    }
  });

  test("a terminal's chunks do not depend on the order in which they are asked for", async () => {
    const { library, packed } = await serve(recorded.dungeon);
    const [{ id, steps }] = (await library()).episodes;
    const chunk = () => packed<Extract<Chunk, { kind: "terminal" }>>(`/api/episode/${id}/chunk?from=0`);
    const [first, again] = [await chunk(), await chunk()];
    expect(again).toEqual(first);
    expect(first.chars).toHaveLength((steps + 1) * 24 * 80);
    expect(new Set(first.cursors).size).toBeGreaterThan(2); // the hero has moved
    const { messages, isLog } = await packed<Lived>(`/api/episode/${id}/lived`);
    expect(isLog).toBe(true);
    expect(messages[0]).toMatchObject({ step: 0, text: expect.stringContaining("Welcome") });
  });

  test("an episode that no longer replays is shown as far as it does, or from its file", async () => {
    const folder = temporaryFolder();
    const [{ id }] = (await (await serve(recorded.hopper)).library()).episodes;
    const episode = await readEpisode(join(recorded.hopper, `${id}.episode`));
    episode.features.height[4] += 1;
    await writeEpisode(join(folder, "posed.episode"), episode);
    await writeEpisode(join(folder, "bare.episode"), { ...episode, poses: undefined });
    const { packed } = await serve(folder);
    for (const what of ["bare/lived", "posed/again"]) {
      const { trouble, wholeSteps, look } = await packed<Lived>(`/api/episode/${what}`);
      expect({ wholeSteps, kind: look.kind }).toEqual({ wholeSteps: 3, kind: "scene" });
      expect(trouble).toContain("episode/mismatch");
    }
    const { trouble, wholeSteps, isStored } = await packed<Lived>("/api/episode/posed/lived");
    expect({ trouble, wholeSteps, isStored }).toEqual({ wholeSteps: episode.steps, isStored: true });
  });

  test("an episode of an env that nobody here knows is shown from its file", async () => {
    const folder = temporaryFolder();
    const [{ id }] = (await (await serve(recorded.hopper)).library()).episodes;
    const episode = await readEpisode(join(recorded.hopper, `${id}.episode`));
    const { id: _, ...env } = episode.env;
    await writeEpisode(join(folder, "foreign.episode"), { ...episode, env: { ...env, id: "elsewhere/hopper-v7" } });
    const { packed } = await serve(folder);
    const { features, actions, stepSeconds } = await packed<EpisodeNumbers>("/api/episode/foreign/numbers");
    expect(features.map(({ name }) => name)).toContain("height");
    expect(actions.map(({ name }) => name)).toEqual(["0.0", "0.1", "0.2"]);
    expect(stepSeconds).toBeGreaterThan(0);
    expect((await packed<Lived>("/api/episode/foreign/lived")).look.kind).toBe("scene");
    expect((await packed<Lived>("/api/episode/foreign/again")).trouble).toContain("registry/unknown");
  });

  test("a file that breaks off is listed without an end or a score, and shown as far as it goes", async () => {
    const folder = temporaryFolder();
    const [{ id, steps }] = (await (await serve(recorded.hopper)).library()).episodes;
    const bytes = readFileSync(join(recorded.hopper, `${id}.episode`));
    writeFileSync(join(folder, "open.episode.part"), bytes.subarray(0, -20));
    const { library, packed } = await serve(folder);
    const [episode] = (await library()).episodes;
    expect(episode).toMatchObject({ end: "unfinished", steps });
    expect(episode.score).toBeUndefined();
    const numbers = await packed<EpisodeNumbers>("/api/episode/open/numbers");
    expect(numbers.trouble).toBe(`it breaks off after ${steps} whole steps`);
    expect((await packed<Lived>("/api/episode/open/lived")).isStored).toBeUndefined(); // nothing to live again
    writeFileSync(join(folder, "open.episode"), bytes); // the whole one takes its place
    expect((await library()).episodes.map(({ end }) => end)).toEqual(["terminated"]);
  });

  test("files that cannot be read are listed with the reason", async () => {
    const folder = temporaryFolder();
    const [{ id }] = (await (await serve(recorded.hopper)).library()).episodes;
    const bytes = readFileSync(join(recorded.hopper, `${id}.episode`));
    writeFileSync(join(folder, "whole.episode"), bytes);
    writeFileSync(join(folder, "cut.episode"), bytes.subarray(0, 500));
    const { episodes, broken } = await (await serve(folder)).library();
    expect(episodes.map(({ id }) => id)).toEqual(["whole"]);
    expect(broken).toEqual([{ file: "cut.episode", why: expect.stringContaining("file/corrupt") }]);
  });
});

describe("what is refused", () => {
  test("another host, another method, other paths, impossible chunks and seats", async () => {
    const { get, url, library } = await serve(recorded.hopper);
    const [{ id }] = (await library()).episodes;
    expect((await get("/")).headers.get("content-type")).toContain("text/html");
    expect((await get("/assets/a.js")).status).toBe(200);
    for (const path of ["/..%2fpackage.json", "/assets/../../x", "/api/none"])
      expect((await get(path)).status).toBe(404);
    expect((await fetch(new URL("/api/library", url), { method: "POST" })).status).toBe(405);
    const status = await new Promise((resolve) =>
      request(new URL("/api/library", url), { headers: { host: "example.org" } }, ({ statusCode }) =>
        resolve(statusCode),
      ).end(),
    );
    expect(status).toBe(403);
    const codes = [];
    for (const what of ["chunk?from=1", "chunk?from=x", "numbers?seat=1"])
      codes.push(((await (await get(`/api/episode/${id}/${what}`)).json()) as { code: string }).code);
    expect(codes).toEqual(["wire/request", "wire/request", "params/invalid"]);
  });

  test("answers from anywhere but the page, or to another pair", async () => {
    const answered: unknown[] = [];
    const session = {
      by: "me",
      given: 0,
      next: async () => undefined,
      answer: async (answer: object) => answered.push(answer),
      undo: async () => undefined,
      summary: () => "",
    };
    const server = await serveView({ session, envs: registries.envs, page: smallPage(), port: 0 });
    onTestFinished(() => server.close());
    const origin = server.url.slice(0, -1);
    const json = { "Content-Type": "application/json" };
    const post = (headers: Record<string, string>, body: string) =>
      fetch(new URL("/api/answer", server.url), { method: "POST", headers, body });
    expect((await post({ ...json, Origin: "http://example.org" }, "{}")).status).toBe(403);
    expect((await post({ "Content-Type": "text/plain", Origin: origin }, "{}")).status).toBe(403);
    const codes = [];
    for (const body of ['{"pair": "other", "grade": 1}', "no JSON", `"${"x".repeat(70_000)}"`])
      codes.push(((await (await post({ ...json, Origin: origin }, body)).json()) as { code: string }).code);
    expect(codes).toEqual(["labels/invalid", "input/json", "wire/request"]);
    expect(answered).toEqual([]);
  });

  test("a path with nothing to look at, by the command", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "a.txt");
    writeFileSync(file, "");
    for (const [path, words] of [
      [join(folder, "none"), "ENOENT"],
      [folder, "a folder without episodes"],
      [file, "the file"],
    ]) {
      const { code, stderr } = await command("view", path);
      expect(code).not.toBe(0);
      expect(stderr).toContain("file/unusable");
      expect(stderr).toContain(words);
    }
  });

  test("a port that is taken", async () => {
    const { url } = await serve(recorded.hopper);
    const port = Number(new URL(url).port);
    const again = serveView({ path: recorded.hopper, envs: registries.envs, page: smallPage(), port });
    await expect(again).rejects.toMatchObject({ code: "cli/usage", fix: "--port 0" });
  });
});
