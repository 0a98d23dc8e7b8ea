import type { Argv } from "yargs";
import { writeWhole } from "../../../src/record/index.ts";
import { withAgent } from "../../demos/opened-agent.ts";
import type { Flags } from "../../flags.ts";
import { mapInWords, needOut } from "../../map/files.ts";
import { recordDrive } from "../../map/record-drive.ts";
import { fromHere } from "../../places.ts";
import { registries } from "../../registries.ts";
import { runFlags } from "../../run-flags.ts";

const { env, agent, seed, set } = runFlags;

export const flags = {
  out: { type: "string", describe: "file for the map with the drive: drive.json" },
  ...{ env, agent, seed, set },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "record [run]",
    "Record a drive: its town, and what all cars did, to be replayed as traffic",
    (args) =>
      args
        .positional("run", { type: "string", describe: "folder of a run, or a run's policy.onnx" })
        .options(flags)
        .example("$0 map record --env driving/route-v1 --agent baseline/scripted-v1 --out drive.json", "")
        .example("$0 play driving/route-v1 --set env.map=@drive.json --set env.traffic=recorded", "the same traffic"),
    async ({ run, out, ...asked }) => {
      const file = needOut(out, ".json");
      const map = await withAgent(run, asked, { registries }, (opened) => recordDrive(opened, asked.seed ?? 1));
      await writeWhole(file, `${JSON.stringify(map)}\n`);
      console.log(`${mapInWords(map)}: ${fromHere(file)}`);
    },
  );
