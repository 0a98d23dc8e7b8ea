import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Packable, pack } from "../../src/core/index.ts";
import { type Compressed, compress } from "../../src/record/compressed.ts";
import { readEpisode, readEpisodeAbout, readStoredEpisode, writeEpisode, writeSealed } from "../../src/record/index.ts";
import { ball, imported, poked, poses, scene, several, small } from "./old-episodes.ts";
import { recordEpisodes } from "./recorded-episodes.ts";
import { codeOf, temporaryFolder } from "./temporary.ts";

const { episodes } = await recordEpisodes();
const whole = (await recordEpisodes({ observations: true })).episodes;

test("golden bytes", async () => {
  const path = join(temporaryFolder(), "golden.episode");
  await writeEpisode(path, small);
  expect(createHash("sha256").update(readFileSync(path)).digest("hex")).toMatchInlineSnapshot(
    `"3db7b7c5452e832e2762b7cb70a0ab42b652a59cec2cb51817dea36ea4620d67"`,
  );
});

test.each([
  ["format-1", small],
  ["format-2", several],
  ["format-3", imported],
  ["format-4", small],
  ["format-4-several", several],
  ["format-4-imported", imported],
  ["format-5", small],
  ["format-5-poked", poked], // before the number was raised
  ["format-6", poked],
])("a file of %s is read", async (name, episode) => {
  const path = new URL(`golden/${name}.episode`, import.meta.url).pathname;
  expect(await readStoredEpisode(path)).toEqual(episode);
  const { steps, return: sum } = episode;
  expect(await readEpisodeAbout(path)).toMatchObject({ steps, return: sum });
});

test("what is written is read", async () => {
  const path = join(temporaryFolder(), "episodes", "a.episode");
  for (const record of [small, several, ...episodes, ...whole]) {
    await writeEpisode(path, record);
    expect(await readEpisode(path)).toEqual(record);
  }
});

test.each([...episodes, small])("what an older version wrote is read", async (record) => {
  const path = join(temporaryFolder(), "old.episode");
  await writeSealed(path, "episode", pack({ format: 1, ...record }));
  expect(await readEpisode(path)).toEqual(record);
});

type Content = { readonly [field: string]: Packable | undefined };

const content = { format: 1, ...small };
const optional = ["observations", "start", "poses"];
/** Of a file of the first format, and of a compressed one. */
const payloads: { readonly [kind: string]: (content: Content) => Content } = {
  first: (content) => content,
  compressed: ({ format, ...content }) => ({ format: format === 1 ? 4 : format, ...compress(pack(content)) }),
};

/** The code that reading a file with this payload ends in. */
async function codeOfPayload(payload: Packable): Promise<string | undefined> {
  const path = join(temporaryFolder(), "a.episode");
  await writeSealed(path, "episode", pack(payload));
  return codeOf(() => readEpisode(path));
}

describe.each(Object.entries(payloads))("of the %s format", (_, payloadOf) => {
  const codeOfContent = (content: Content) => codeOfPayload(payloadOf(content));

  test("the content above is a good one", async () => {
    expect(await codeOfContent(content)).toBeUndefined();
  });

  test.each(Object.keys(content).filter((name) => !optional.includes(name)))(
    "an episode without %s is corrupt",
    async (name) => {
      expect(await codeOfContent({ ...content, [name]: undefined })).toBe("file/corrupt");
    },
  );

  test.each<[string, { readonly [field: string]: Packable }]>([
    ["another format", { format: 2 }],
    ["no steps", { steps: 0 }],
    ["more steps than rows", { steps: 3 }],
    ["half a step", { steps: 1.5 }],
    ["a feature too short", { features: { place: Float64Array.of(1, 2) } }],
    ["a feature of another kind", { features: { place: Float32Array.of(1, 2, 3) } }],
    ["a list for features", { features: [Float64Array.of(1, 2, 3)] }],
    ["events too long", { events: { crossed: Int32Array.of(1, 2, 3) } }],
    ["actions that are not rows", { actions: [Float32Array.of(1, 2, 3)] }],
    ["actions without elements", { actions: [new Float32Array(0)] }],
    ["observations that are not rows", { observations: [Float32Array.of(1, 2)] }],
    ["an array in a param", { env: { id: "a/b-v1", params: { reach: Float32Array.of(1) } } }],
    ["a text for rewards", { rewards: "none" }],
    ["poses of more steps", { poses: { ...poses, largest: new Uint8Array(4) } }],
    ["a component that no turn has", { poses: { ...poses, largest: Uint8Array.of(0, 0, 5) } }],
    ["a scene without light", { poses: { ...poses, scene: { ...scene, light: {} } } }],
    [
      "a form that nobody knows",
      { poses: { ...poses, scene: { ...scene, parts: [{ ...ball, form: { kind: "cone" } }] } } },
    ],
    ["a row beyond all memory", { poses: { ...poses, scene: { ...scene, parts: [{ ...ball, row: 1e9 }] } } }],
  ])("an episode with %s is corrupt", async (_, fields) => {
    expect(await codeOfContent({ ...content, ...fields })).toBe("file/corrupt");
  });
});

test("an episode of a newer version says so", async () => {
  expect(await codeOfPayload({ ...content, format: 5 })).toBe("file/corrupt");
});

test.each<[string, (good: Compressed) => Content]>([
  ["too few bytes", (good) => ({ ...good, size: good.size - 8 })],
  ["too many bytes", (good) => ({ ...good, size: good.size + 8 })],
  ["more bytes than can come of it", (good) => ({ ...good, size: 2 ** 40 })],
  ["a cut block", (good) => ({ ...good, deflated: good.deflated.slice(0, -9) })],
  ["another block", (good) => ({ ...good, deflated: Uint8Array.of(255, 255, 255) })],
])("a compressed episode with %s is corrupt", async (_, spoil) => {
  expect(await codeOfPayload({ format: 4, ...spoil(compress(pack({ ...small }))) })).toBe("file/corrupt");
});

test("what a file says of its episode as a whole, in every format", async () => {
  const path = join(temporaryFolder(), "a.episode");
  const about = {
    ...{ env: small.env, seed: 5, world: 1, agent: small.agent, reward: small.reward },
    ...{ steps: 2, terminated: true, truncated: false, score: 0.5, return: 3, observed: true, posed: true },
  };
  await writeEpisode(path, small);
  expect(await readEpisodeAbout(path)).toEqual(about);
  await writeSealed(path, "episode", pack(content));
  expect(await readEpisodeAbout(path)).toEqual(about);
});

const json = fc.jsonValue() as fc.Arbitrary<Packable>;

test("whatever else is sealed as an episode is corrupt", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "a.episode");
  const field = fc.constantFrom(...Object.keys(content).filter((name) => !optional.includes(name)));
  await fc.assert(
    fc.asyncProperty(json, field, fc.uint8Array({ maxLength: 99 }), async (value, name, bytes) => {
      const kindsDiffer = typeof value !== typeof content[name as keyof typeof content];
      const payloads = [
        bytes,
        pack(value),
        pack({ ...content, [name]: kindsDiffer && name !== "reward" ? value : undefined }),
      ];
      for (const payload of payloads) {
        await writeSealed(path, "episode", payload);
        expect(await codeOf(() => readEpisode(path))).toBe("file/corrupt");
      }
    }),
    { numRuns: 60 },
  );
});
