import type { Argv } from "yargs";
import { fail } from "../../../src/core/index.ts";
import { withAgent } from "../../demos/opened-agent.ts";
import { type Recording, recordDemos } from "../../demos/record-demos.ts";
import { wantedFlags, wantedFrom } from "../../demos/wanted-flags.ts";
import { anyCount, anyCountOrNone, type Flags } from "../../flags.ts";
import { interruptible } from "../../interrupt.ts";
import { digits } from "../../numbers.ts";
import { fromHere } from "../../places.ts";
import { playOnce } from "../../play/play-once.ts";
import { atPlace } from "../../remote.ts";
import { type RunFlags, runFlags } from "../../run-flags.ts";
import { parseSettings } from "../../settings.ts";

const { env, server, "token-file": token, reward, seed, device, set } = runFlags;

export const flags = {
  out: { type: "string", describe: "folder for the episodes, a new one; with --play one that may hold some" },
  ...{ env, server, "token-file": token, reward },
  agent: { type: "string", describe: "agent that needs no training, such as baseline/scripted-v1" },
  ...{ seed, device, set },
  episodes: { type: "number", limits: anyCount, describe: "how many to try [20]" },
  ...wantedFlags,
  "least-score": { type: "string", describe: "keep only episodes with at least this score, in [0, 1]" },
  sampled: { type: "boolean", describe: "draw actions as in training, instead of taking the likeliest" },
  threads: { type: "number", limits: anyCountOrNone, describe: "worker threads for stepping worlds [none]" },
  play: { type: "boolean", describe: "you play an episode yourself, by its keys" },
  keys: { type: "string", describe: "with --play: keys to press, instead of a terminal" },
  realtime: { type: "boolean", describe: "with --play: the world goes by the clock" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "record [run]",
    "Record episodes to learn from: of a run, of an agent, or played by you",
    (args) =>
      args
        .options(flags)
        .positional("run", { type: "string", describe: "folder of a run, or a run's policy.onnx" })
        .example("$0 demos record runs/a --episodes 100 --keep-best 10 --out demos", "")
        .example("$0 demos record --env classic/pendulum-v1 --agent baseline/scripted-v1 --out demos", "")
        .example("$0 demos record --env classic/cart-pole-v1 --play --realtime --out demos", ""),
    async ({ run: source, out, play, ...flags }) => {
      if (out === undefined)
        return fail("cli/usage", { given: "no --out", expected: "a folder for the episodes", fix: "--out demos" });
      if (play) return playOnce(playRequest(source, out, flags));
      const { keys, realtime, episodes = 20, sampled = false, threads = 0 } = flags;
      if (keys !== undefined || realtime)
        fail("cli/usage", {
          given: `--${realtime ? "realtime" : "keys"} without --play`,
          expected: "both, or neither",
        });
      const wanted = wantedFrom(flags);
      const { env: params } = await parseSettings(flags.set ?? []);
      const recording = await atPlace(flags, { params }, (place) =>
        interruptible((signal) =>
          withAgent(source, { ...flags, env: place.env }, place, (opened) => {
            const seed = flags.seed ?? 1;
            return recordDemos(opened, { ...wanted, episodes, seed, threads, sampled, out, place, signal });
          }),
        ),
      );
      console.log(describe(recording, out));
    },
  );

type Asked = RunFlags & {
  readonly keys?: string;
  readonly realtime?: boolean;
  readonly server?: string;
  readonly [flag: string]: unknown;
};

const ofPlayers = ["out", "env", "reward", "seed", "set", "play", "keys", "realtime"];

/** @throws `cli/usage` for flags that mean nothing to somebody who plays */
function playRequest(source: string | undefined, out: string, asked: Asked) {
  const { env, reward, seed = 1, set, keys, realtime = false } = asked;
  const other = Object.keys(flags).find((name) => !ofPlayers.includes(name) && asked[camelCase(name)] !== undefined);
  if (source !== undefined || other !== undefined)
    fail("cli/usage", {
      given: `--play and ${other === undefined ? source : `--${other}`}`,
      expected: "one or the other: one plays one episode, and keeps it",
    });
  if (env === undefined)
    return fail("cli/usage", {
      given: "--play without --env",
      expected: "an env's id",
      fix: "--env classic/cart-pole-v1",
    });
  return { env, reward, seed, set, keys, realtime, record: out };
}

const camelCase = (name: string) => name.replaceAll(/-./g, ([, letter]) => letter.toUpperCase());

function describe({ tried, kept }: Recording, out: string): string {
  const returns = kept.map((record) => record.return);
  const steps = kept.reduce((sum, record) => sum + record.steps, 0);
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  return `Kept ${kept.length} of ${tried} episodes in ${fromHere(out)}: ${steps} steps, return ${digits(mean)} (${digits(Math.min(...returns))} to ${digits(Math.max(...returns))}).`;
}
