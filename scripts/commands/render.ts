import type { Argv } from "yargs";
import { fail } from "../../src/core/index.ts";
import { readNumber } from "../demos/wanted-flags.ts";
import { anyCount, type Flags } from "../flags.ts";
import { fromHere } from "../places.ts";
import { pickEpisode, picks } from "../render/pick.ts";
import { readSize, shown } from "../render/picture.ts";
import { render } from "../render/render.ts";

export const flags = {
  out: { type: "string", describe: "clip.gif, sheet.png, clip.html, or a new folder for single pictures" },
  pick: { choices: picks, type: "string", describe: "of a folder's episodes, by score [best]" },
  size: { type: "string", describe: "width and height in pixels [320x240]" },
  camera: { type: "string", describe: "one of the env's cameras [the first]" },
  every: { type: "number", limits: anyCount, describe: "steps from one picture to the next [25 pictures a second]" },
  speed: { type: "string", describe: "how fast a .gif runs; 1 is real time [1]" },
  show: { choices: shown, type: "string", describe: "each pixel's colour, depth or part of the scene [colour]" },
  supersample: {
    type: "number",
    limits: [1, 4],
    default: 1,
    describe: "rays along each side of a pixel, for smoother pictures",
  },
} satisfies Flags;

const [slowest, fastest] = [0.01, 1000];

export const command = (cli: Argv) =>
  cli.command(
    "render <episode>",
    "Turn a recorded episode into a moving picture, a sheet or single pictures",
    (args) =>
      args
        .positional("episode", {
          type: "string",
          demandOption: true,
          describe: "an episode's file, a folder of them, or a run's folder",
        })
        .options(flags)
        .example("$0 render runs/a --out clip.gif", "the best episode of a run")
        .example("$0 render a.episode --out sheet.png --size 160x120 --camera top", "")
        .example("$0 render a.episode --out clip.html", "a page with the episode in it, to send to somebody")
        .example("$0 render a.episode --out frames --every 10 --supersample 2", ""),
    async ({ episode, out, pick = "best", size = "320x240", camera, every, speed: asked, show, supersample }) => {
      if (out === undefined)
        return fail("cli/usage", {
          given: "no --out",
          expected: "a file that ends with .gif, .png or .html, or a folder",
          fix: "--out clip.gif",
        });
      const speed = readNumber("speed", asked) ?? 1;
      if (!(speed >= slowest && speed <= fastest))
        fail("cli/usage", { given: `--speed ${asked}`, expected: `a number from ${slowest} to ${fastest}` });
      const picture = { ...readSize(size), camera, show, supersample };
      const file = await pickEpisode(episode, pick);
      const { kind, pictures } = await render(file, { ...picture, out, every, speed });
      if (kind === "page") return console.log(`${fromHere(file)} as a page: ${fromHere(out)}`);
      const words = { gif: "a moving picture of", sheet: "a sheet of", frames: "" }[kind];
      console.log(
        `${[fromHere(file), "as", words, `${pictures} pictures:`].filter(Boolean).join(" ")} ${fromHere(out)}`,
      );
    },
  );
