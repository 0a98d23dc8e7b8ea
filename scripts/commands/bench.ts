import type { Argv } from "yargs";
import { fail } from "../../src/core/index.ts";
import { machineLine } from "../../src/record/index.ts";
import { entries } from "../bench/index.ts";
import { columns } from "../columns.ts";
import type { Flags } from "../flags.ts";
import { digits } from "../numbers.ts";

export const flags = { json: { type: "boolean", describe: "as JSON" } } satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "bench [name]",
    "Measure speed, and say on which machine",
    (args) =>
      args
        .positional("name", { type: "string", describe: "only lines with this in their name" })
        .options(flags)
        .example("$0 bench cart-pole", ""),
    async ({ name = "", json }) => {
      const chosen = entries.filter((entry) => entry.name.includes(name));
      if (chosen.length === 0)
        fail("cli/usage", {
          given: `bench ${name}`,
          expected: "a part of a line's name",
          fix: "`rewardgym bench` measures all.",
        });
      const results = [];
      for (const { measure, ...entry } of chosen) {
        const result = { ...entry, value: await measure() };
        results.push(result);
        if (!json) console.error(`${entry.name}: ${digits(result.value)} ${entry.unit}`);
      }
      const machine = machineLine();
      if (json) console.log(JSON.stringify({ machine, results }, null, 2));
      else
        console.log(
          `${machine}\n\n${columns([
            ["what", "measured", "at least"],
            ...results.map(({ name, value, unit, atLeast }) => [
              name,
              `${digits(value)} ${unit}`,
              atLeast ? digits(atLeast) : "",
            ]),
          ])}`,
        );
    },
  );
