import type { Argv } from "yargs";
import { pageFiles, serveView } from "../../src/viewer/server/index.ts";
import type { Flags } from "../flags.ts";
import { registries } from "../registries.ts";
import { openBrowser } from "../view/open-browser.ts";
import { pageFolder } from "../view/page-folder.ts";
import { untilStopped } from "../view/until-stopped.ts";

export const flags = {
  port: { type: "number", limits: [0, 65_535], default: 7448, describe: "0: any free port" },
  open: { type: "boolean", default: false, describe: "open it in a browser" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "view <path>",
    "Look at episodes in a browser: how they looked, and what each step was paid for",
    (args) =>
      args
        .positional("path", {
          type: "string",
          demandOption: true,
          describe: "a run's folder, a folder of episodes, or one",
        })
        .options(flags)
        .example("$0 view runs/a", "the training curve, and the episodes recorded on the way")
        .example("$0 view a.episode --open", ""),
    async ({ path, port, open }) => {
      const folder = await pageFolder(() => console.error("Building the page, once."));
      const serve = () => serveView({ path, envs: registries.envs, page: pageFiles(folder), port });
      await untilStopped(serve, `shows ${path}`, async (url) => {
        if (open && !(await openBrowser(url))) console.error("No browser was found: open the address yourself.");
      });
    },
  );
