import type { Argv } from "yargs";
import { writeOpenDrive } from "../../../envs/driving/roads/opendrive/write.ts";
import { writeWhole } from "../../../src/record/index.ts";
import type { Flags } from "../../flags.ts";
import { mapInWords, needOut, readMap } from "../../map/files.ts";
import { fromHere } from "../../places.ts";

export const flags = { out: { type: "string", describe: "file for OpenDRIVE: town.xodr" } } satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "export <file>",
    "Turn a road map into OpenDRIVE 1.8",
    (args) =>
      args
        .positional("file", { type: "string", demandOption: true, describe: "a road map: town.json" })
        .options(flags)
        .example("$0 map export town.json --out town.xodr", ""),
    async ({ file, out }) => {
      const to = needOut(out, ".xodr");
      const map = await readMap(file);
      await writeWhole(to, writeOpenDrive(map));
      console.log(`${mapInWords(map)}: ${fromHere(to)}`);
    },
  );
