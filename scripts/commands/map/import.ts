import type { Argv } from "yargs";
import { writeWhole } from "../../../src/record/index.ts";
import type { Flags } from "../../flags.ts";
import { mapInWords, needOut, readMap } from "../../map/files.ts";
import { fromHere } from "../../places.ts";

export const flags = { out: { type: "string", describe: "file for the map: town.json" } } satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "import <file>",
    "Turn an OpenDRIVE file, version 1.4 to 1.8, into a road map",
    (args) =>
      args
        .positional("file", { type: "string", demandOption: true, describe: "a file of OpenDRIVE: town.xodr" })
        .options(flags)
        .example("$0 map import town.xodr --out town.json", ""),
    async ({ file, out }) => {
      const to = needOut(out, ".json");
      const map = await readMap(file);
      await writeWhole(to, `${JSON.stringify(map)}\n`);
      console.log(`${mapInWords(map)}: ${fromHere(to)}`);
    },
  );
