import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type Board, cellAt, createBoard, facing, limit, place } from "../../../../envs/dungeon/grid/board.ts";
import { colourIndex, objectIndex, stateIndex } from "../../../../envs/dungeon/grid/codes.ts";
import { generator, type Params } from "../../../../src/core/index.ts";
import { findPython } from "../../../python.ts";
import { minigrid, openGrid } from "./one-world.ts";

const python = findPython("minigrid");
const script = fileURLToPath(new URL("../../../parity/minigrid-play.py", import.meta.url));
const mostSteps = 200;

/** Levels with everything that there is, and whether one sees through walls in them. */
const levels: readonly (readonly [id: string, params: Params, seesThroughWalls: boolean])[] = [
  ["door-key", { size: 6 }, false],
  ["four-rooms", {}, false],
  ["multi-room", {}, false],
  ["crossing", {}, false],
  ["key-corridor", { roomSize: 4 }, false],
  ["obstructed-maze", { variant: "full", hidden: true, blocked: true }, false],
  ["unlock-pickup", { blocked: true }, false],
  ["go-to-object", { size: 8, things: 5 }, true],
];
const seeds = [1, 2, 3];

interface Given {
  readonly width: number;
  readonly height: number;
  readonly seesThroughWalls: boolean;
  readonly cells: readonly (readonly (readonly number[])[])[];
  readonly inside: readonly (readonly [number, number, readonly number[]])[];
  readonly place: readonly [number, number];
  readonly facing: number;
  readonly actions: number[];
}

interface Shown {
  readonly images: number[][];
  readonly directions: number[];
}

const indices = (code: number) => [objectIndex[code], colourIndex[code], stateIndex[code]];

/** A board as MiniGrid can be told of it. */
function describeBoard(board: Board, seesThroughWalls: boolean): Given {
  const { width, height, cells, inside, facts } = board;
  const all = Array.from({ length: width }, (_, x) => Array.from({ length: height }, (_, y) => cellAt(board, x, y)));
  const places = all.flatMap((column, x) => column.map((cell, y) => ({ x, y, cell })));
  const agent = places.find(({ cell }) => cell === facts[place])!;
  return {
    width,
    height,
    seesThroughWalls,
    cells: all.map((column) => column.map((cell) => indices(cells[cell]))),
    inside: places.filter(({ cell }) => inside[cell]).map(({ x, y, cell }) => [x, y, indices(inside[cell])] as const),
    place: [agent.x, agent.y],
    facing: facts[facing],
    actions: [],
  };
}

/** Plays random actions in our world until its episode is over. */
async function play(id: string, params: Params, seesThroughWalls: boolean, seed: number) {
  const { world, observation, act, isOver } = await openGrid(`dungeon/${id}-v1`, params);
  const whole = await openGrid(`dungeon/${id}-v1`, { ...params, observe: "whole" });
  const { shape } = (whole.env.observation as unknown as { fields: { image: { shape: number[] } } }).fields.image;
  const board = createBoard(shape[0], shape[1], 6);
  world.reset(generator(seed));
  board.bytes.set(world.save());
  const given = describeBoard(board, seesThroughWalls);
  const shown: Shown = { images: [[...observation.image]], directions: [observation.direction[0]] };
  const chance = generator(seed, "actions");
  while (given.actions.length < mostSteps && !isOver()) {
    const action = [0, 1, 2, 2, 2, 3, 4, 5, 5][chance.integer(9)];
    given.actions.push(action);
    act(action);
    shown.images.push([...observation.image]);
    shown.directions.push(observation.direction[0]);
  }
  return { given, shown };
}

test("what is seen equals MiniGrid's, image by image", async ({ skip }) => {
  if ("reason" in python) return skip(python.reason);
  const played = await Promise.all(
    levels.flatMap(([id, params, through]) => seeds.map((seed) => play(id, params, through, seed))),
  );
  const { stdout, stderr } = spawnSync(python.path, [script], {
    input: JSON.stringify(played.map(({ given }) => given)),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  expect(stderr).not.toContain("Error");
  const theirs = JSON.parse(stdout) as Shown[];
  expect(theirs).toHaveLength(played.length);
  const images = played.reduce((sum, { shown }) => sum + shown.images.length, 0);
  expect(images).toBeGreaterThan(1000);
  for (const [i, { shown }] of played.entries()) expect(shown, `level ${i}`).toEqual(theirs[i]);
});

test("grids are as large as MiniGrid's, and time limits as long", async ({ skip }) => {
  if ("reason" in python) return skip(python.reason);
  const asked = minigrid.map(([theirs]) => `MiniGrid-${theirs}`);
  const { stdout } = spawnSync(python.path, ["-c", sizes, ...asked], { encoding: "utf8" });
  const theirs = JSON.parse(stdout) as number[][];
  for (const [i, [name, ours, params]] of minigrid.entries()) {
    const { world, env } = await openGrid(`dungeon/${ours}-v1`, { ...params, observe: "whole" });
    const { shape } = (env.observation as unknown as { fields: { image: { shape: number[] } } }).fields.image;
    world.reset(generator(1));
    const limitOf = new Int32Array(world.save().slice(0, 4 * (limit + 1)).buffer)[limit];
    const actions = (env.action as { names: readonly string[] }).names.length;
    const isSmaller = ours === "go-to-door"; // there the room varies within the grid
    expect([name, ...(isSmaller ? [] : shape.slice(0, 2)), limitOf, actions]).toEqual([
      name,
      ...theirs[i].slice(isSmaller ? 2 : 0),
    ]);
  }
});

const sizes = `
import json, sys, warnings
warnings.simplefilter("ignore")
import gymnasium, minigrid
worlds = [gymnasium.make(name).unwrapped for name in sys.argv[1:]]
for world in worlds: world.reset(seed=1)
print(json.dumps([[world.width, world.height, world.max_steps, int(world.action_space.n)] for world in worlds]))
`;
