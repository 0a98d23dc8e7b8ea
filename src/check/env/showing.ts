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
