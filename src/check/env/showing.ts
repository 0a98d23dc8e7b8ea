import { canonical, poseSize, sceneRows } from "../../core/index.ts";
import { randomActor } from "../actors.ts";
import { play } from "../episodes.ts";
import { wrong } from "../finding.ts";
import type { Stage } from "../stage.ts";
import { requireUnmoved } from "../unmoved.ts";
import { type EnvCheck, staged } from "./subject.ts";

const sizes = [
  [40, 24],
  [17, 33],
] as const; // width, height
const margin = 256; // bytes watched before and after the pixels
const watch = 0xa5;
const row = 1; // of two

export const showingChecks: readonly EnvCheck[] = [
  {
    name: "draw paints the whole picture and nothing else",
    fix: "Name cameras where there is draw; write width * height * 3 bytes from pixels[0] on, whatever the size.",
    run: ({ bound, seed }) =>
      staged((open) => {
        const stage = open(bound, 2);
        stage.reset(row, seed);
        play(stage, randomActor(seed), 3, undefined, row);
        if (!stage.worlds[row].draw)
          return bound.cameras.length ? wrong("cameras are named, but there is no draw") : "no pictures";
        if (bound.cameras.length === 0) wrong("there is a draw, but no cameras are named");
        requireUnmoved(stage, row, "draw", () => {
          for (const camera of bound.cameras) for (const [width, height] of sizes) paint(stage, camera, width, height);
        });
        return `${bound.cameras.join(", ")}`;
      }),
  },
  {
    name: "scene() is plain data and poses() writes all of it",
    fix: "Describe the scene once, with finite numbers; write place and a unit turn of every row from the state alone.",
    run: ({ bound, seed }) =>
      staged((open) => {
        const stage = open(bound, 2);
        const world = stage.worlds[row];
        if (!world.scene || !world.poses)
          return world.scene || world.poses ? wrong("there is one of scene and poses, not both") : "no scene";
        stage.reset(row, seed);
        const before = canonical(world.scene());
        play(stage, randomActor(seed), 3, undefined, row);
        const scene = world.scene();
        if (canonical(JSON.parse(JSON.stringify(scene))) !== before) wrong("it changes, or is not plain data");
        const rows = sceneRows(scene);
        requireUnmoved(stage, row, "poses()", () => {
          const [first, second] = [0, 1].map((stale) => {
            const poses = new Float64Array(rows * poseSize).fill(stale);
            world.poses!(poses);
            return poses;
          });
          const stale = first.findIndex((value, i) => !Number.isFinite(value) || !Object.is(value, second[i]));
          if (stale >= 0) wrong(`number ${stale} of the poses is not written, not finite, or not the same twice`);
          for (let at = 3; at < first.length; at += poseSize) {
            const length = Math.hypot(...first.subarray(at, at + 4));
            if (Math.abs(length - 1) > 1e-6)
              wrong(`the turn of row ${(at - 3) / poseSize} has length ${length}, not 1`);
          }
        });
        return `${scene.parts.length} parts, ${rows} rows`;
      }),
  },
  {
    name: "goal() is the same from reset to reset",
    fix: "Return a sentence about the episode, fixed by reset and saved with the world.",
    run: ({ bound, seed }) =>
      staged((open) => {
        const stage = open(bound, 2);
        const world = stage.worlds[row];
        if (!world.goal) return "the env's own";
        stage.reset(row, seed);
        const goal: unknown = world.goal();
        if (typeof goal !== "string" || goal === "") wrong(`it says ${JSON.stringify(goal)}`);
        const moment = stage.save(row);
        let over = false;
        const look = (ended: boolean) => {
          over ||= ended;
          if (!over && world.goal!() !== goal) wrong("it changes within an episode");
        };
        play(stage, randomActor(seed), 30, look, row);
        requireUnmoved(stage, row, "goal()", () => void world.goal!());
        stage.reset(row, seed + 1);
        stage.load(row, moment);
        if (world.goal() !== goal) wrong("a loaded world says another goal than the one that was saved");
        return JSON.stringify(goal);
      }),
  },
  {
    name: "text() speaks",
    fix: "Return a sentence about the present state, from the state alone.",
    run: ({ bound, seed }) =>
      staged((open) => {
        const stage = open(bound, 2);
        const world = stage.worlds[row];
        if (!world.text) return "no text";
        stage.reset(row, seed);
        play(stage, randomActor(seed), 3, undefined, row);
        let said = "";
        requireUnmoved(stage, row, "text()", () => {
          const text: unknown = world.text!();
          if (typeof text !== "string" || text === "") wrong(`it says ${JSON.stringify(text)}`);
          if (world.text!() !== text) wrong("it says another thing of the same state when asked again");
          said = text as string;
        });
        return JSON.stringify(said.length > 60 ? `${said.slice(0, 60)}...` : said);
      }),
  },
];

function paint(stage: Stage, camera: string, width: number, height: number): void {
  const size = width * height * 3;
  const painted = [0, 255].map((stale) => {
    const memory = new Uint8Array(size + 2 * margin).fill(watch);
    const pixels = memory.subarray(margin, margin + size).fill(stale);
    stage.worlds[row].draw!({ width, height, camera, pixels });
    const outside = memory.findIndex((byte, i) => (i < margin || i >= margin + size) && byte !== watch);
    if (outside >= 0)
      wrong(`${camera} at ${width} x ${height}: it painted ${outside - margin} bytes from the first pixel`);
    return pixels;
  });
  const left = painted[0].findIndex((byte, i) => byte !== painted[1][i]);
  if (left >= 0) wrong(`${camera} at ${width} x ${height}: byte ${left} is not painted, or not the same twice`);
}
