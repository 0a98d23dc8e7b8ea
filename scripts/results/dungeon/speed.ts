import type { Json } from "../../../src/core/index.ts";
import { run, runScript } from "../child.ts";
import { python } from "../python.ts";
import { type Section, table } from "../report.ts";

const worlds = 64;
const rounds = 3;
const asked = { grid: 1e6, game: 3e5 } as const;

/** MiniGrid's ids, and ours with the params that stand for them. */
const pairs: readonly (readonly [theirs: string, id: string, params: { readonly [name: string]: Json }])[] = [
  ["MiniGrid-Empty-8x8-v0", "dungeon/empty-v1", { size: 8 }],
  ["MiniGrid-FourRooms-v0", "dungeon/four-rooms-v1", {}],
  ["MiniGrid-DoorKey-8x8-v0", "dungeon/door-key-v1", { size: 8 }],
  ["MiniGrid-MultiRoom-N6-v0", "dungeon/multi-room-v1", {}],
  ["MiniGrid-LockedRoom-v0", "dungeon/locked-room-v1", {}],
  ["MiniGrid-LavaCrossingS9N1-v0", "dungeon/crossing-v1", { size: 9, crossings: 1 }],
  ["MiniGrid-Dynamic-Obstacles-8x8-v0", "dungeon/dynamic-obstacles-v1", { size: 8 }],
  ["MiniGrid-MemoryS13-v0", "dungeon/memory-v1", { size: 13 }],
  ["MiniGrid-GoToDoor-8x8-v0", "dungeon/go-to-door-v1", { size: 8 }],
  ["MiniGrid-Fetch-8x8-N3-v0", "dungeon/fetch-v1", { size: 8, things: 3 }],
  ["MiniGrid-PutNear-8x8-N3-v0", "dungeon/put-near-v1", { size: 8, things: 3 }],
  ["MiniGrid-UnlockPickup-v0", "dungeon/unlock-pickup-v1", {}],
  ["MiniGrid-KeyCorridorS3R3-v0", "dungeon/key-corridor-v1", { roomSize: 3, rows: 3 }],
  ["MiniGrid-ObstructedMaze-Full-v0", "dungeon/obstructed-maze-v1", { variant: "full", hidden: true, blocked: true }],
];
const game = "dungeon/score-v1";

interface Measured {
  /** Steps a second by id, the best of the rounds. */
  readonly ours: { readonly [id: string]: number };
  readonly theirs: { readonly [id: string]: number };
  readonly minigrid: string;
  readonly nle: string;
}

/** Steps a second beside MiniGrid and NLE, in turns on one core. */
export const speed: Section<Measured> = {
  name: "speed",
  title: "Steps a second",
  async measure() {
    const ours: { [id: string]: number } = {};
    const theirs: { [id: string]: number } = {};
    let [minigrid, nle] = ["", ""];
    const best = (of: { [id: string]: number }, id: string, rate: number) => {
      of[id] = Math.max(of[id] ?? 0, rate);
    };
    const step = async (id: string, params: Json, count: number) =>
      best(
        ours,
        id,
        (
          await runScript<{ stepsPerSecond: number }>(
            new URL("speed-once.ts", import.meta.url),
            [id, JSON.stringify(params), String(count)],
            { core: 0 },
          )
        ).stepsPerSecond,
      );
    for (let round = 0; round < rounds; round++) {
      for (const [name, id, params] of pairs) {
        await step(id, params, worlds);
        const told = JSON.parse((await run(python, ["test/parity/minigrid-speed.py", name], { core: 0 })).output);
        best(theirs, id, told.stepsPerSecond[name]);
        minigrid = told.minigrid;
      }
      await step(game, {}, worlds);
      const told = JSON.parse((await run(python, ["test/parity/nle-speed.py"], { core: 0 })).output);
      best(theirs, game, told.stepsPerSecond);
      nle = told.nle;
    }
    return { ours, theirs, minigrid, nle };
  },
  tell({ ours, theirs, minigrid, nle }) {
    const row = (id: string, peer: string, atLeast: number) => [
      `\`${id}\``,
      `**${thousands(ours[id])}**`,
      thousands(atLeast),
      peer,
      thousands(theirs[id]),
      `${Math.round(ours[id] / theirs[id])}`,
    ];
    return `One thread of one core, ${worlds} worlds, random actions over whole episodes, everything observed, best of ${rounds} turns. Beside them MiniGrid ${minigrid} and NLE ${nle} (its score task with the same thirteen observations), which step one env a process.\n\n${table(
      ["env", "k steps/s", "at least", "peer", "k steps/s", "times as fast"],
      [...pairs.map(([name, id]) => row(id, name, asked.grid)), row(game, "NetHackScore-v0", asked.game)],
    )}${below(ours)}`;
  },
};

/** What limits those that are known to be slower than was asked for. */
const limits: { readonly [id: string]: string } = {
  "dungeon/dynamic-obstacles-v1":
    "its balls draw where they go in every step, and random play soon runs into one, so that levels are built all the time",
  "dungeon/go-to-door-v1": "random play says that it is done after a few steps, so that levels are built all the time",
  [game]:
    "no part takes most of the time: observing, sight, monsters and new games share it. Arrays that are handed to the loops instead of captured, no branch that chance decides, and observing only what changed have been done",
};

function below(ours: Measured["ours"]): string {
  const slow = Object.keys(limits).filter((id) => ours[id] < (id === game ? asked.game : asked.grid));
  return slow.length
    ? `\n\nBelow what was asked for:\n\n${slow.map((id) => `- \`${id}\`: ${limits[id]}.`).join("\n")}`
    : "";
}

const thousands = (value: number) => (value / 1000).toFixed(value < 10_000 ? 1 : 0);
