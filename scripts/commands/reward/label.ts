import { userInfo } from "node:os";
import type { Argv } from "yargs";
import { episodeFiles, readEpisodes } from "../../../src/audit/index.ts";
import { fail, highestSeed } from "../../../src/core/index.ts";
import { openLabels } from "../../../src/labels/index.ts";
import { pageFiles, serveView } from "../../../src/viewer/server/index.ts";
import { anyCount, anyCountOrNone, type Flags } from "../../flags.ts";
import { interruptible } from "../../interrupt.ts";
import { giveAnswers, readAnswers } from "../../label/answers.ts";
import { type Cutter, cutterOf } from "../../label/cut.ts";
import { labelLive } from "../../label/live.ts";
import { openSession, type Session } from "../../label/session.ts";
import { isAtTerminal, openTerminal } from "../../play/terminal.ts";
import { registries } from "../../registries.ts";
import { pageFolder } from "../../view/page-folder.ts";
import { untilStopped } from "../../view/until-stopped.ts";

export const flags = {
  store: { type: "string", demandOption: true, describe: "folder of the labels; made if it does not exist" },
  episodes: {
    type: "string",
    array: true,
    nargs: 1,
    describe: "recorded episodes, folders of them or of runs, to cut clips from [only pairs that wait]",
  },
  length: { type: "number", limits: [1, 10_000], default: 25, describe: "steps of a clip" },
  by: { type: "string", describe: "who labels [the name of the user]" },
  count: { type: "number", limits: anyCount, describe: "labels to ask for [until q]" },
  "repeat-every": {
    type: "number",
    limits: anyCountOrNone,
    default: 10,
    describe: "one pair of this many is asked again, to see how consistent you are; 0: none",
  },
  seed: { type: "number", limits: [0, highestSeed], default: 1, describe: "of what is drawn" },
  answers: { type: "string", describe: "file of answers, a JSON record a line, instead of a terminal" },
  page: { type: "boolean", describe: "in a browser, instead of a terminal" },
  port: { type: "number", limits: [0, 65_535], describe: "with --page [7448; 0: any free port]" },
} satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "label",
    "Compare clips in the terminal, so that a reward can be learned from it",
    (args) =>
      args
        .options(flags)
        .example("$0 reward label --store labels --episodes runs/a", "cuts pairs out of a run's episodes")
        .example("$0 reward label --store labels --page", "side by side in a browser")
        .example("$0 reward label --store labels --answers answers.jsonl", 'lines such as {"grade": -2}'),
    async ({ store: folder, episodes, length, by = userName(), count, repeatEvery, seed, answers, page, port }) => {
      if (page ? answers !== undefined || count !== undefined : port !== undefined)
        fail("cli/usage", {
          given: page ? "--page with --answers or --count" : "--port without --page",
          expected: page ? "one way to label; at the page you stop when you like" : "both",
        });
      if (answers === undefined && !page && !isAtTerminal())
        fail("cli/usage", {
          given: "no terminal to label in",
          expected: "a terminal for input and output",
          fix: "Label in a browser, --page, or give the answers in a file: --answers answers.jsonl",
        });
      const lines = answers === undefined ? [] : await readAnswers(answers);
      const records = episodes ? await readEpisodes(await episodeFiles(episodes)) : [];
      const cutter = episodes && (await cutterOf(records, length));
      try {
        const store = await openLabels(folder);
        const session = openSession({ store, by, cutter, seed, repeatEvery });
        const before = store.notices.length;
        for (const notice of store.notices) console.error(notice);
        if (page) await atPage(session, cutter, port);
        else if (answers === undefined) await atTerminal(session, cutter, count);
        else await giveAnswers(lines, session, store);
        for (const notice of store.notices.slice(before)) console.error(notice);
        console.log(session.summary());
      } finally {
        await cutter?.close();
      }
    },
  );

async function atTerminal(session: Session, cutter: Cutter | undefined, count: number | undefined): Promise<void> {
  await requirePair(session, cutter);
  await interruptible(async (signal) => {
    const terminal = openTerminal();
    try {
      await labelLive(session, terminal, signal, count);
    } finally {
      terminal.close();
    }
  });
}

async function atPage(session: Session, cutter: Cutter | undefined, port = 7448): Promise<void> {
  await requirePair(session, cutter);
  const page = pageFiles(await pageFolder(() => console.error("Building the page, once.")));
  await untilStopped(
    () => serveView({ session, envs: registries.envs, page, port }),
    "asks which of two clips is better",
  );
}

async function requirePair(session: Session, cutter: Cutter | undefined): Promise<void> {
  if (!(await session.next()))
    fail("labels/empty", {
      given: "no pair that waits",
      expected: "one in the queue, or episodes to cut pairs from",
      fix: cutter ? "All pairs of these episodes were asked for." : "--episodes FOLDER",
    });
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "me"; // the user has no name here
  }
}
