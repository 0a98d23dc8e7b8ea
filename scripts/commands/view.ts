import type { Argv } from "yargs";
import { fail } from "../../src/core/index.ts";
import { anyCount, type Flags } from "../flags.ts";
import { fromHere } from "../places.ts";
import { runFlags } from "../run-flags.ts";
import {
  type LiveAsked,
  settingOfPolicy,
  settingOfServer,
  settingOfWatched,
  type WatchAsked,
} from "../view/live-setting.ts";
import { serveLive } from "../view/serve-live.ts";
import { showRun } from "../view/show-run.ts";
import { writeStatic } from "../view/write-static.ts";

const { env, reward, set, "token-file": token } = runFlags;

export const flags = {
  port: { type: "number", limits: [0, 65_535], default: 7448, describe: "0: any free port" },
  open: { type: "boolean", default: false, describe: "open it in a browser" },
  static: {
    type: "string",
    describe: "of a run or policy.onnx: write its page into this new folder, for any web server",
  },
  worlds: { type: "number", limits: anyCount, describe: "of a policy.onnx or server: how many live at once [1]" },
  session: {
    type: "string",
    describe: "of a server: the session to watch, where several may be watched [the only one]",
  },
  ...{ env, reward, set, "token-file": token },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "view <path>",
    "Look at episodes in a browser, or at worlds while they live",
    (args) =>
      args
        .positional("path", {
          type: "string",
          demandOption: true,
          describe: "a run's folder, a folder of episodes, one, a policy.onnx, ws://host:port/env, or ws://host:port",
        })
        .options(flags)
        .example("$0 view runs/a", "the training curve, and the episodes recorded on the way")
        .example("$0 view runs/a/policy.onnx --worlds 16", "the policy at work, in the browser")
        .example("$0 view ws://127.0.0.1:7447/classic/cart-pole-v1", "worlds of a server")
        .example("$0 view ws://127.0.0.1:7447", "what somebody else steps there, with --watchable")
        .example("$0 view runs/a --static site", "the same without this command"),
    async ({ path, port, open, static: out, ...asked }) => {
      const isServer = /^wss?:\/\//.test(path);
      if (out !== undefined) {
        if (isServer) fail("cli/usage", { given: "--static for a server", expected: "a run or a policy.onnx" });
        await writeStatic(await settingOfPolicy(path, asked), out);
        console.log(
          `Wrote ${fromHere(out)}: any web server shows it, for example \`npx vite preview --outDir ${fromHere(out)}\`.`,
        );
        return;
      }
      const isWatched = asked.env === undefined && /^wss?:\/\/[^/]+\/?$/.test(path);
      if (isWatched) return serveLive(await watched(path, asked), { port, open });
      if (asked.session !== undefined)
        fail("cli/usage", { given: `--session for ${path}`, expected: "a server without an env: ws://host:port" });
      if (isServer) return serveLive(await settingOfServer(path, asked), { port, open });
      if (path.endsWith(".onnx")) return serveLive(await settingOfPolicy(path, asked), { port, open });
      refuse(asked, path);
      await showRun(path, { port, open });
    },
  );

/** @throws `cli/usage` for flags that whoever only watches has no say in */
function watched(path: string, { tokenFile, session, ...others }: LiveAsked & WatchAsked) {
  const { reward, set, worlds } = others;
  const given = Object.entries({ reward, set, worlds }).find(([, value]) => value !== undefined);
  if (given)
    fail("cli/usage", {
      given: `--${given[0]} for a session that somebody else steps`,
      expected: "no such flag, or an env for worlds of your own",
      fix: `view ${path.replace(/\/$/, "")}/classic/cart-pole-v1`,
    });
  return settingOfWatched(path.replace(/\/$/, ""), { tokenFile, session });
}

/** @throws `cli/usage` for flags that mean nothing where episodes are shown */
function refuse({ env, reward, set, worlds, tokenFile }: LiveAsked, path: string): void {
  const given = Object.entries({ env, reward, set, worlds, "token-file": tokenFile }).find(
    ([, value]) => value !== undefined,
  );
  if (given)
    fail("cli/usage", { given: `--${given[0]} for ${path}`, expected: "that flag with a policy.onnx or a server" });
}
