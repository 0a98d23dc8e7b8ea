import type { Argv } from "yargs";
import {
  blockKinds,
  generateTown,
  generateTrack,
  mapSeed,
  mostBlocks,
  splits,
} from "../../../envs/driving/roads/index.ts";
import { fail } from "../../../src/core/index.ts";
import { writeWhole } from "../../../src/record/index.ts";
import type { Flags } from "../../flags.ts";
import { mapInWords, needOut } from "../../map/files.ts";
import { readWeights } from "../../map/weights.ts";
import { fromHere } from "../../places.ts";

export const flags = {
  out: { type: "string", describe: "file for the map: town.json" },
  kind: { choices: ["town", "track"], type: "string", describe: "a town, or a closed track [town]" },
  seed: { type: "number", limits: [0, 2 ** 31 - 1], default: 0, describe: "number of the map" },
  split: { choices: splits, type: "string", describe: "maps to train on or maps to test on; none is both [train]" },
  blocks: { type: "number", limits: [1, mostBlocks], describe: "how many blocks a town has [8]" },
  lanes: { type: "number", limits: [1, 3], describe: "most lanes each way of the road that a town begins with [2]" },
  weights: { type: "string", describe: "how often blocks come, as in fourWay=2,bend=0" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "generate",
    "Make a road map from a seed",
    (args) =>
      args
        .options(flags)
        .epilogue(`Blocks: ${blockKinds.join(", ")}.`)
        .example("$0 map generate --seed 3 --out town.json", "")
        .example("$0 map generate --split test --blocks 20 --weights roundabout=5 --out town.json", ""),
    async ({ out, kind = "town", seed, split = "train", blocks, lanes: mostLanes, weights }) => {
      const file = needOut(out, ".json");
      const number = mapSeed(split, seed);
      const ofTowns = { blocks, lanes: mostLanes, weights };
      const [stray] = Object.entries(ofTowns).filter(([, value]) => value !== undefined);
      if (kind === "track" && stray)
        fail("cli/usage", { given: `--${stray[0]} with --kind track`, expected: `--${stray[0]} with towns only` });
      const map =
        kind === "track"
          ? generateTrack(number)
          : generateTown(number, {
              weights: readWeights(weights),
              ...(blocks !== undefined && { blocks }),
              ...(mostLanes !== undefined && { mostLanes }),
            });
      await writeWhole(file, `${JSON.stringify(map)}\n`);
      console.log(`${mapInWords(map)}: ${fromHere(file)}`);
    },
  );
