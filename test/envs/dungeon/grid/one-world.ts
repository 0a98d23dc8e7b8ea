import { envs } from "../../../../envs/index.ts";
import { type Batch, batchOf, bindEnv, type Params, rowsOf, type Space } from "../../../../src/core/index.ts";

/** One world of an env on the grid, with the arrays that it reads and writes. */
export async function openGrid(id: string, params: Params = {}) {
  const env = bindEnv(await envs.find(id), params);
  const actions = batchOf(env.action, 1) as Int32Array;
  const observation = rowsOf(env.observation, batchOf(env.observation, 1), 0) as {
    image: Uint8Array;
    direction: Int32Array;
    mission?: Uint8Array;
  };
  const columns = <T>(names: object, of: () => T) => Object.fromEntries(Object.keys(names).map((name) => [name, of()]));
  const features = columns(env.features, () => new Float64Array(1));
  const events = columns(env.events, () => new Int32Array(1));
  const world = env.create({
    row: 0,
    action: rowsOf(env.action, actions, 0),
    observation: observation as Batch<Space>,
    features,
    events,
    mask: new Uint8Array(0),
  });
  const act = (action: number) => {
    for (const column of Object.values(events)) column[0] = 0;
    actions[0] = action;
    world.step();
  };
  const isOver = () => world.terminated(0) || (world.truncated?.(0) ?? false);
  const feature = (name: string) => features[name][0];
  return { env, world, observation, events, act, isOver, feature };
}

/** Ids and params that stand for every id of MiniGrid. */
export const minigrid: readonly (readonly [theirs: string, ours: string, params: Params])[] = [
  ...[5, 6, 8, 16].map((size) => [`Empty-${size}x${size}-v0`, "empty", { size, start: "corner" }] as const),
  ...[5, 6].map((size) => [`Empty-Random-${size}x${size}-v0`, "empty", { size }] as const),
  ["FourRooms-v0", "four-rooms", {}],
  ...[5, 6, 8, 16].map((size) => [`DoorKey-${size}x${size}-v0`, "door-key", { size }] as const),
  ["MultiRoom-N2-S4-v0", "multi-room", { fewestRooms: 2, mostRooms: 2, roomSize: 4 }],
  ["MultiRoom-N4-S5-v1", "multi-room", { fewestRooms: 4, mostRooms: 4, roomSize: 5 }],
  ["MultiRoom-N6-v0", "multi-room", {}],
  ["LockedRoom-v0", "locked-room", {}],
  ...[5, 6, 7].map((size) => [`LavaGapS${size}-v0`, "lava-gap", { size }] as const),
  ...(["lava", "wall"] as const).flatMap((obstacle) =>
    [
      [9, 1],
      [9, 2],
      [9, 3],
      [11, 5],
    ].map(
      ([size, crossings]) =>
        [
          `${obstacle === "lava" ? "Lava" : "Simple"}CrossingS${size}N${crossings}-v0`,
          "crossing",
          { size, crossings, obstacle },
        ] as const,
    ),
  ),
  ["DistShift1-v0", "shifted-lava", { strips: [2] }],
  ["DistShift2-v0", "shifted-lava", { strips: [5] }],
  ...[
    [5, 2],
    [6, 3],
    [8, 4],
    [16, 8],
  ].map(
    ([size, obstacles]) => [`Dynamic-Obstacles-${size}x${size}-v0`, "dynamic-obstacles", { size, obstacles }] as const,
  ),
  ...[
    [5, 2],
    [6, 3],
  ].map(
    ([size, obstacles]) =>
      [
        `Dynamic-Obstacles-Random-${size}x${size}-v0`,
        "dynamic-obstacles",
        { size, obstacles, start: "random" },
      ] as const,
  ),
  ...[6, 8].map((size) => [`RedBlueDoors-${size}x${size}-v0`, "red-blue-doors", { size }] as const),
  ...[7, 9, 11, 13].map((size) => [`MemoryS${size}-v0`, "memory", { size }] as const),
  ...[13, 17].map((size) => [`MemoryS${size}Random-v0`, "memory", { size, randomLength: true }] as const),
  ...[5, 6, 8].map((size) => [`GoToDoor-${size}x${size}-v0`, "go-to-door", { size }] as const),
  ...[6, 8].map((size) => [`GoToObject-${size}x${size}-N2-v0`, "go-to-object", { size, things: 2 }] as const),
  ...[
    [5, 2],
    [6, 2],
    [8, 3],
  ].map(([size, things]) => [`Fetch-${size}x${size}-N${things}-v0`, "fetch", { size, things }] as const),
  ...[
    [6, 2],
    [8, 3],
  ].map(([size, things]) => [`PutNear-${size}x${size}-N${things}-v0`, "put-near", { size, things }] as const),
  ["Unlock-v0", "unlock", {}],
  ["UnlockPickup-v0", "unlock-pickup", {}],
  ["BlockedUnlockPickup-v0", "unlock-pickup", { blocked: true }],
  ...[
    [3, 1],
    [3, 2],
    [3, 3],
    [4, 3],
    [5, 3],
    [6, 3],
  ].map(([roomSize, rows]) => [`KeyCorridorS${roomSize}R${rows}-v0`, "key-corridor", { roomSize, rows }] as const),
  ["ObstructedMaze-1Dl-v0", "obstructed-maze", {}],
  ["ObstructedMaze-1Dlh-v0", "obstructed-maze", { hidden: true }],
  ["ObstructedMaze-1Dlhb-v0", "obstructed-maze", { hidden: true, blocked: true }],
  ["ObstructedMaze-2Dl-v0", "obstructed-maze", { variant: "corner" }],
  ["ObstructedMaze-2Dlh-v0", "obstructed-maze", { variant: "corner", hidden: true }],
  ["ObstructedMaze-2Dlhb-v1", "obstructed-maze", { variant: "corner", hidden: true, blocked: true }],
  ["ObstructedMaze-1Q-v1", "obstructed-maze", { variant: "quarter", hidden: true, blocked: true }],
  ["ObstructedMaze-2Q-v1", "obstructed-maze", { variant: "half", hidden: true, blocked: true }],
  ["ObstructedMaze-Full-v1", "obstructed-maze", { variant: "full", hidden: true, blocked: true }],
];
