import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pack } from "../../src/core/index.ts";
import { blockOf, marked } from "../../src/record/blocks.ts";
import { compress } from "../../src/record/compressed.ts";
import {
  beginEpisode,
  type EpisodeRecord,
  packEpisode,
  parseEpisode,
  readEpisode,
  readEpisodeAbout,
  readEpisodeParts,
  readWholeBlocks,
  salvageEpisode,
  withRoundedFeatures,
} from "../../src/record/index.ts";
import { imported, poked, poses, small } from "./old-episodes.ts";
import { codeOf, temporaryFolder } from "./temporary.ts";

const steps = 2600; // blocks of 1024, 1024 and 552
const counted = (length: number, of: (i: number) => number) => Float64Array.from({ length }, (_, i) => of(i));

/** A long episode of one row a step, and of poses that wander. */
const long: EpisodeRecord = {
  ...small,
  steps,
  actions: [Float32Array.from({ length: 2 * steps }, (_, i) => i)],
  features: { place: counted(steps + 1, (i) => i), luck: counted(steps + 1, (i) => Math.cos(i)) },
  events: { crossed: Int32Array.from({ length: steps }, (_, i) => i % 3) },
  rewards: counted(steps, (i) => i / 7 + Math.sin(i)),
  terms: { place: counted(steps, (i) => i / 7), luck: counted(steps, Math.sin) },
  return: counted(steps, (i) => i / 7 + Math.sin(i)).reduce((sum, reward) => sum + reward, 0),
  digests: Uint8Array.from({ length: 8 * (steps + 1) }, (_, i) => i),
  observations: [Float32Array.from({ length: 3 * (steps + 1) }, (_, i) => i)],
  poses: {
    ...poses,
    places: Int32Array.from({ length: 3 * (steps + 1) }, (_, i) => i),
    turns: Int16Array.from({ length: 3 * (steps + 1) }, (_, i) => i),
    largest: new Uint8Array(steps + 1),
  },
};
const packed = packEpisode(long);

/** Where each block of steps begins: the length, twelve bytes of digest, the content. */
const blocks: number[] = [];
for (let at = 8; at < packed.length - 16; at += 16 + Math.ceil(new DataView(packed.buffer).getUint32(at, true) / 8) * 8)
  blocks.push(at); // the head, three of steps, the end

test("rewards that are the sums of their terms are not stored, and come back to the last bit", () => {
  expect(parseEpisode(packed)).toEqual(long);
  const other = { ...long, rewards: long.rewards.with(1400, 0.1) };
  expect(parseEpisode(packEpisode(other))).toEqual(other);
  expect(packEpisode(other).length).toBeGreaterThan(packed.length + 10_000);
});

test("only a file with pokes is of a format that older versions refuse; a newer one is refused here", () => {
  const formatIn = (file: Uint8Array) => /"format":(\d+)/.exec(new TextDecoder().decode(file))?.[1];
  expect(formatIn(packed)).toBe("5");
  expect(formatIn(packEpisode(poked))).toBe("6");
  const content = pack({ kind: "head", format: 7, ...compress(pack({})) });
  const newer = Buffer.concat([marked(), blockOf(0, content)]);
  expect(() => parseEpisode(newer)).toThrow("got an episode of format 7; expected format 6 or an older one");
});

test("a file is a head, blocks of 1024 steps, and an end", () => {
  expect(blocks).toHaveLength(5);
});

describe("a stretch is read without the other blocks", () => {
  test.each([
    [0, 1, [[0, 1024]]],
    [
      1023,
      1025,
      [
        [0, 1024],
        [1024, 2048],
      ],
    ],
    [2048, 2600, [[2048, 2600]]],
    [2600, 2800, []],
  ])("from step %i to before %i", async (from, to, expected) => {
    const path = join(temporaryFolder(), "a.episode");
    const spoiled = packed.slice();
    for (const [i, start] of blocks.entries()) {
      const isWanted = expected.some(([first]) => i === 1 + first / 1024);
      if (i < 4 && !isWanted) spoiled.fill(0, start, blocks[i + 1]); // whoever reads it fails
    }
    writeFileSync(path, spoiled);
    const parts = await readEpisodeParts(path, from, to);
    expect(parts.map(({ from, to }) => [from, to])).toEqual(expected);
    for (const { from, to, columns } of parts) {
      const place = (columns.features as EpisodeRecord["features"]).place;
      expect([...place]).toEqual([...long.features.place.subarray(from && from + 1, to + 1)]);
      expect((columns.actions as EpisodeRecord["actions"])[0]).toEqual(long.actions[0].subarray(2 * from, 2 * to));
    }
  });

  test("of one that is not whole the block is named", async () => {
    const path = join(temporaryFolder(), "a.episode");
    const spoiled = packed.slice();
    spoiled[blocks[2] + 40] ^= 1;
    writeFileSync(path, spoiled);
    await expect(readEpisodeParts(path, 1200, 1201)).rejects.toThrow(
      "block 2 with steps 1025 to 2048 is cut or altered",
    );
  });
});

describe("a file that is not whole", () => {
  test("of an altered block the others are there, and it is named", async () => {
    const spoiled = packed.slice();
    spoiled[blocks[2] + 40] ^= 1;
    const { episode, trouble, wholeSteps, isFinished } = salvageEpisode(spoiled);
    expect({ trouble, wholeSteps, isFinished }).toEqual({
      trouble: "block 2 with steps 1025 to 2048 is cut or altered",
      wholeSteps: steps - 1024,
      isFinished: true,
    });
    const { features, rewards, poses, events } = episode as EpisodeRecord;
    expect([...features.place.subarray(1023, 1026)]).toEqual([1023, 1024, Number.NaN]);
    expect([...features.place.subarray(2048, 2050)]).toEqual([Number.NaN, 2049]);
    expect(rewards[1200]).toBeNaN();
    expect(rewards[2200]).toBe(long.rewards[2200]);
    expect([...poses!.largest.subarray(1023, 1026)]).toEqual([0, 0, 4]);
    expect(events.crossed[1200]).toBe(0);
    expect(() => parseEpisode(spoiled)).toThrow("block 2");
  });

  test("cut anywhere, it shows its whole blocks and says how many steps, or that there is none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: packed.length - 1 }), (length) => {
        const cut = packed.slice(0, length);
        const whole = blocks.slice(2).filter((start) => start <= length).length;
        if (whole === 0) {
          expect(() => salvageEpisode(cut)).toThrow("file/corrupt");
          return;
        }
        const { episode, trouble, isFinished } = salvageEpisode(cut);
        const kept = [1024, 2048, 2600][whole - 1];
        expect({ steps: episode.steps, isFinished }).toEqual({ steps: kept, isFinished: false });
        expect(trouble).toBe(`it breaks off after ${kept} whole steps`);
        expect((episode as EpisodeRecord).features.place).toEqual(long.features.place.slice(0, kept + 1));
      }),
    );
  });

  test("any altered byte is noticed", () => {
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const altered = packed.slice();
        altered[at] ^= flip;
        expect(() => parseEpisode(altered)).toThrow("file/corrupt");
      }),
    );
  });

  test("blocks in another order are not taken for each other", () => {
    const [one, two, three] = [blocks[1], blocks[2], blocks[3]];
    const swapped = Uint8Array.from([
      ...packed.subarray(0, one),
      ...packed.subarray(two, three),
      ...packed.subarray(one, two),
      ...packed.subarray(three),
    ]);
    expect(() => salvageEpisode(swapped.subarray(0, three))).toThrow("file/corrupt");
  });

  test("one that an importer wrote is salvaged, too", () => {
    const bytes = packEpisode(imported);
    expect(salvageEpisode(bytes)).toMatchObject({ isFinished: true, wholeSteps: 2 });
    expect(salvageEpisode(bytes.subarray(0, -16))).toMatchObject({ isFinished: false, wholeSteps: 2 });
  });
});

test("an episode that is being lived is read as far as it was written", async () => {
  const path = join(temporaryFolder(), "growing.episode");
  const growing = await beginEpisode(path);
  const part = `${path}.part`;
  const until = (steps: number): EpisodeRecord => ({
    ...parseEpisode(packed),
    steps,
    actions: [long.actions[0].slice(0, 2 * steps)],
    features: { place: long.features.place.slice(0, steps + 1), luck: long.features.luck.slice(0, steps + 1) },
    events: { crossed: long.events.crossed.slice(0, steps) },
    rewards: long.rewards.slice(0, steps),
    terms: { place: long.terms.place.slice(0, steps), luck: long.terms.luck.slice(0, steps) },
    digests: long.digests.slice(0, 8 * (steps + 1)),
    observations: [long.observations![0].slice(0, 3 * (steps + 1))],
    poses: undefined,
  });
  await growing.grow(until(100));
  expect(await readWholeBlocks(part)).toMatchObject({ isFinished: false, wholeSteps: 100 });
  await growing.grow(until(250));
  const { episode } = await readWholeBlocks(part);
  expect((episode as EpisodeRecord).features).toEqual(until(250).features);
  expect((episode as EpisodeRecord).rewards).toEqual(until(250).rewards);
  await growing.grow(until(30)); // lived again after a fault: what is there no longer goes on
  await growing.grow(until(400));
  expect(await readWholeBlocks(part)).toMatchObject({ wholeSteps: 250 });
  expect(await codeOf(() => readEpisode(part))).toBe("file/corrupt");
  expect(await codeOf(() => readEpisode(path))).toBe("file/unusable");
  await growing.close(false); // as if the process had died
  const again = await beginEpisode(path);
  expect(await codeOf(() => readWholeBlocks(part))).toBe("file/corrupt");
  await again.close(true);
  expect(await codeOf(() => readWholeBlocks(part))).toBe("file/unusable");
});

test("what a file says of its episode is read from its end alone", async () => {
  const path = join(temporaryFolder(), "a.episode");
  const blank = packed.slice();
  blank.fill(0, 8, blocks[4]);
  writeFileSync(path, blank);
  expect(await readEpisodeAbout(path)).toMatchObject({ steps, score: 0.5, posed: true });
  writeFileSync(path, readFileSync(path).subarray(0, -1));
  expect(await codeOf(() => readEpisodeAbout(path))).toBe("file/corrupt");
});

test("rounded features are near, say how near, and are small", () => {
  const rounded = parseEpisode(packEpisode(withRoundedFeatures(long)));
  for (const [name, column] of Object.entries(long.features))
    for (const [i, value] of column.entries())
      expect(Math.abs(rounded.features[name][i] - value)).toBeLessThanOrEqual(rounded.rounded! * Math.abs(value));
  expect(packEpisode(rounded).length).toBeLessThan(packed.length - 12_000);
  const luck = Float64Array.of(Number.NaN, Number.NEGATIVE_INFINITY, -0, ...new Float64Array(long.steps - 2));
  const odd = withRoundedFeatures({ ...long, features: { luck } });
  expect(odd.features.luck).toEqual(luck);
});
