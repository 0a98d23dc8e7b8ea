import { expect, test } from "vitest";
import {
  type BlockKind,
  blockKinds,
  checkRoads,
  compileRoads,
  defaultWeights,
  generateTown,
  generateTrack,
  mapSeed,
  type RoadMap,
  sampleSize,
  splitOf,
} from "../../../../envs/driving/roads/index.ts";

const only = (...kinds: BlockKind[]) =>
  Object.fromEntries(blockKinds.map((kind) => [kind, kinds.includes(kind) ? 1 : 0])) as never;
const seeds = Array.from({ length: 12 }, (_, i) => i);

/** The block that a lane belongs to: its id begins with it. */
const blockOf = (id: string) => id.slice(0, id.indexOf("/"));

test("towns are maps without flaws, the same for the same seed", () => {
  for (const seed of seeds) {
    const town = generateTown(seed);
    checkRoads(JSON.parse(JSON.stringify(town)));
    expect(new Set(town.lanes.map(({ id }) => blockOf(id))).size).toBe(9);
  }
  expect(JSON.stringify(generateTown(3))).toBe(JSON.stringify(generateTown(3)));
  expect(new Set(seeds.map((seed) => JSON.stringify(generateTown(seed).lanes))).size).toBe(seeds.length);
});

test("blocks do not overlap: only lanes that follow each other, or face each other, are near each other", () => {
  for (const seed of seeds.slice(0, 5)) {
    const map = generateTown(seed, { blocks: 12 });
    const { lanes } = compileRoads(map);
    const linked = neighboursOfBlocks(map);
    for (let i = 0; i < lanes.laneOf.length; i += 3)
      for (let j = i + 1; j < lanes.laneOf.length; j += 3) {
        const dx = lanes.points[sampleSize * i] - lanes.points[sampleSize * j];
        const dy = lanes.points[sampleSize * i + 1] - lanes.points[sampleSize * j + 1];
        if (dx * dx + dy * dy > 3 * 3) continue;
        const [a, b] = [i, j].map((point) => blockOf(map.lanes[lanes.laneOf[point]].id));
        expect(a === b || linked.has(`${a} ${b}`), `blocks ${a} and ${b} of town ${seed}`).toBe(true);
      }
  }
});

function neighboursOfBlocks({ lanes }: RoadMap): Set<string> {
  const pairs = lanes.flatMap(({ id, next }) => next.map((to) => [blockOf(id), blockOf(to)]));
  return new Set(pairs.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
}

test.each(blockKinds)("a town of %s can be built, and its lanes are all used", (kind) => {
  const weights = only(kind, "straight");
  const towns = seeds.map((seed) => generateTown(seed, { blocks: 2, weights }));
  const built = towns.filter(({ lanes }) => lanes.some(({ id }) => id.includes(`-${kind}/`)));
  expect(built.length).toBeGreaterThan(0);
  for (const { lanes } of built) {
    const reached = new Set(lanes.flatMap(({ next }) => next));
    const sources = lanes.filter(({ id }) => !reached.has(id)).map(({ id }) => id);
    // besides lanes that lead in from the map's edge, only those of a wider road that a narrower one goes on to
    for (const id of sources) expect(id).toMatch(/\/(in|out)\d$|slip$/);
  }
});

test("at crossroads somebody goes first: lights take turns, or one road has signs", () => {
  const lightsSeen = new Set<number>();
  for (const seed of seeds) {
    const { lights, stopLines, junctions } = generateTown(seed, { blocks: 1, weights: only("fourWay") });
    const signs = stopLines.filter(({ kind }) => kind !== "light");
    lightsSeen.add(lights.length);
    if (lights.length === 0) {
      expect(new Set(signs.map(({ lane }) => lane.split("/")[1])).size).toBe(2);
      expect(junctions[0].conflicts.some(({ yields }) => yields !== undefined)).toBe(true);
      continue;
    }
    expect(lights).toHaveLength(4);
    const cycle = lights[0].phases.reduce((sum, { seconds }) => sum + seconds, 0);
    const colourAt = (light: (typeof lights)[number], time: number) => {
      let left = time % cycle;
      for (const { colour, seconds } of light.phases) {
        left -= seconds;
        if (left < 0) return colour;
      }
      return undefined;
    };
    for (let time = 0; time < cycle; time += 0.5) {
      const free = lights.filter((light) => colourAt(light, time) !== "red").map(({ id }) => id.split("/")[1]);
      expect([[], ["south", "north"], ["east", "west"]]).toContainEqual(free);
    }
  }
  expect([...lightsSeen].sort()).toEqual([0, 4]);
});

test("no seed is one to train on and to test on", () => {
  expect(mapSeed("train", 5)).toBe(5);
  expect([mapSeed("train", 2 ** 31 - 1), mapSeed("test", 0)].map(splitOf)).toEqual(["train", "test"]);
  for (const number of [-1, 0.5, 2 ** 31, Number.NaN]) expect(() => mapSeed("train", number)).toThrow("params/invalid");
  expect(JSON.stringify(generateTown(mapSeed("test", 3)).lanes)).not.toBe(JSON.stringify(generateTown(3).lanes));
});

test("a town that finds no room is reported with its picture, and options that make no sense by name", () => {
  const dense = () => generateTown(1, { blocks: 200, weights: only("roundabout") });
  let complaint = "";
  try {
    for (const [kind, blocks] of [
      ["parking", 200],
      ["bend", 200],
    ] as const)
      generateTown(1, { blocks, weights: only(kind) });
    dense();
  } catch (thrown) {
    complaint = (thrown as Error).message;
  }
  expect(complaint).toMatch(/^map\/unsolved: got seed 1 with 200 blocks, of which \d+ found room:\n[# \n]+/);
  expect(() => generateTown(1, { blocks: 0 })).toThrow("params/invalid: got 0 blocks");
  expect(() => generateTown(1, { weights: only("bottleneck") })).toThrow("weights of 0");
  expect(() => generateTown(1, { weights: { ...defaultWeights, bend: -1 } })).toThrow("weight -1 for bend");
  expect(() => generateTown(1, { mostLanes: 4 })).toThrow("4 lanes");
});

test("a track is closed", () => {
  for (const seed of seeds) {
    const map = generateTrack(seed);
    checkRoads(map);
    expect(map.lanes.every(({ ends, next }) => !ends && next.length === 1)).toBe(true);
  }
});
