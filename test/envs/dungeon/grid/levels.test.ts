import { describe, expect, test } from "vitest";
import {
  type Board,
  createBoard,
  discovered,
  facing,
  outcome,
  place,
  playing,
  steps,
} from "../../../../envs/dungeon/grid/board.ts";
import { grid } from "../../../../scripts/zoo/customary/grid.ts";
import { canonical, digest, generator, type Params } from "../../../../src/core/index.ts";
import { minigrid, openGrid } from "./one-world.ts";
import { fewestActions, isReachable } from "./solver.ts";

const seeds = 200;
const ids = Object.keys(grid);

/** The board that a saved state is. */
function boardOf(state: Uint8Array, width: number, height: number): Board {
  const board = createBoard(width, height, 6);
  board.bytes.set(state);
  return board;
}

async function levelsOf(id: string, params: Params) {
  const { world } = await openGrid(id, params);
  const { env } = await openGrid(id, { ...params, observe: "whole" });
  const { image } = (env.observation as unknown as { fields: { image: { shape: readonly number[] } } }).fields;
  const [width, height] = image.shape;
  return (seed: number) => {
    world.reset(generator(seed));
    return boardOf(world.save(), width, height);
  };
}

describe("levels that stand for MiniGrid's ids can be solved", () => {
  test.each(minigrid.map(([theirs, ours, params]) => ({ theirs, id: `dungeon/${ours}-v1`, params })))(
    "$theirs",
    async ({ id, params }) => {
      const level = await levelsOf(id, params);
      const starts = new Set<string>();
      for (let seed = 0; seed < seeds; seed++) {
        const board = level(seed);
        expect(board.facts[outcome]).toBe(playing);
        expect(isReachable(board), `seed ${seed}`).toBe(true);
        starts.add(`${board.facts[place]} ${board.facts[facing]} ${board.cells.join()}`);
      }
      if (!id.includes("empty") && !id.includes("shifted")) expect(starts.size).toBeGreaterThan(2);
    },
  );
});

/** Levels small enough to try everything in, with a few seeds. */
const small: readonly (readonly [id: string, params: Params, seeds: number, actions: number])[] = [
  ["empty", { size: 5 }, 20, 3],
  ["door-key", { size: 5 }, 20, 6],
  ["lava-gap", { size: 5 }, 20, 3],
  ["crossing", { size: 7, crossings: 3 }, 10, 3],
  ["shifted-lava", {}, 4, 3],
  ["red-blue-doors", { size: 4 }, 10, 6],
  ["memory", { size: 7 }, 20, 3],
  ["go-to-door", { size: 5 }, 5, 7],
  ["go-to-object", { size: 5 }, 5, 7],
  ["fetch", { size: 5 }, 5, 5],
  ["unlock", { roomSize: 4 }, 2, 6],
  ["key-corridor", { roomSize: 3, rows: 1 }, 10, 6],
];

describe("small levels are solved by trying everything", () => {
  test.each(small.map(([name, params, seeds, actions]) => ({ name, params, seeds, actions })))(
    "$name $params",
    async ({ name, params, seeds, actions }) => {
      const one = await openGrid(`dungeon/${name}-v1`, params);
      const keyOf = (state: Uint8Array) => {
        const facts = new Int32Array(state.slice(0, 256).buffer);
        facts[steps] = facts[discovered] = 0;
        const layer = (state.length - 256) / 6; // distances take two
        return facts.join() + Buffer.from(state.subarray(256 + 2 * layer, 256 + 3 * layer)).toString("latin1");
      };
      for (let seed = 0; seed < seeds; seed++) {
        one.world.reset(generator(seed));
        const away = one.feature("distance");
        const fewest = fewestActions(one, actions, keyOf, generator(seed));
        expect(fewest, `seed ${seed}`).toBeDefined();
        expect(fewest).toBeGreaterThanOrEqual(away - 1); // beside what cannot be entered
      }
    },
  );
});

describe("params that no level can have are refused", () => {
  test.each([
    ["crossing", { size: 8 }],
    ["crossing", { size: 5, crossings: 3 }],
    ["memory", { size: 8 }],
    ["multi-room", { fewestRooms: 4, mostRooms: 3 }],
    ["dynamic-obstacles", { size: 5, obstacles: 4 }],
    ["fetch", { size: 5, things: 5 }],
    ["put-near", { size: 6, things: 3 }],
    ["go-to-object", { size: 5, things: 4 }],
    ["door-key", { size: 4 }],
    ["door-key", { size: 33 }],
    ["empty", { view: 4 }],
    ["empty", { view: 5, observe: "whole" }],
    ["shifted-lava", { strips: [6] }],
  ])("%s %o", async (name, params) => {
    await expect(openGrid(`dungeon/${name}-v1`, params)).rejects.toThrow("params/invalid");
  });
});

describe("the largest and the smallest levels are drawn", () => {
  test.each([
    ["multi-room", { fewestRooms: 8, mostRooms: 8, roomSize: 10 }],
    ["multi-room", { fewestRooms: 2, mostRooms: 8, roomSize: 4 }],
    ["fetch", { size: 5, things: 4 }],
    ["put-near", { size: 32, things: 18 }],
    ["put-near", { size: 8, things: 4 }],
    ["go-to-object", { size: 5, things: 3 }],
    ["crossing", { size: 31, crossings: 28 }],
    ["locked-room", { size: 13 }],
    ["locked-room", { size: 32 }],
    ["key-corridor", { roomSize: 11 }],
    ["red-blue-doors", { size: 20 }],
    ["memory", { size: 31, randomLength: true }],
  ])("%s %o", async (name, params) => {
    const level = await levelsOf(`dungeon/${name}-v1`, params);
    for (let seed = 0; seed < 30; seed++) expect(isReachable(level(seed)), `seed ${seed}`).toBe(true);
  });
});

test("the same seed gives the same bytes", async () => {
  const traces: { [id: string]: string } = {};
  for (const id of ids) {
    const { world, observation, act, isOver, feature, env } = await openGrid(id);
    const rng = generator(7);
    const chance = generator(8);
    const actions = (env.action as { names: readonly string[] }).names.length;
    const numbers: number[] = [];
    world.reset(rng);
    for (let step = 0; step < 200; step++) {
      act(chance.integer(actions));
      numbers.push(...observation.image, observation.direction[0], feature("distance"), feature("seen"));
      if (isOver()) world.reset(rng);
    }
    traces[id] = await digest(canonical(numbers));
  }
  expect(traces).toMatchSnapshot();
});
