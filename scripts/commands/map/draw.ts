import type { Argv } from "yargs";
import { writeWhole } from "../../../src/record/index.ts";
import type { Flags } from "../../flags.ts";
import { mapInWords, needOut, readMap } from "../../map/files.ts";
import { mapSvg } from "../../map/svg.ts";
import { fromHere } from "../../places.ts";

export const flags = { out: { type: "string", describe: "file for the picture: town.svg" } } satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "draw <file>",
    "Draw a road map from above",
    (args) =>
      args
        .positional("file", { type: "string", demandOption: true, describe: "a road map, or a file of OpenDRIVE" })
        .options(flags)
        .example("$0 map draw town.json --out town.svg", ""),
    async ({ file, out }) => {
      const to = needOut(out, ".svg");
      const map = await readMap(file);
      await writeWhole(to, mapSvg(map));
      console.log(`${mapInWords(map)}: ${fromHere(to)}`);
    },
  );
