import { bindEnv, type Env, fail, type Registry } from "../../core/index.ts";
import type { Answer, Clip } from "../../labels/index.ts";
import type { Question, ShownClip } from "../shapes.ts";
import { chunkOf, gathererOf, withoutChoice } from "./looks.ts";
import { openWalker } from "./walker.ts";

/** One person's labelling, wherever pairs come from and answers go to. */
export interface LabelSession {
  readonly by: string;
  readonly given: number;
  /** The pair to label now; the same one until it is answered. */
  next(): Promise<{ readonly pair: string; readonly clips: { readonly a: Clip; readonly b: Clip } } | undefined>;
  answer(answer: Answer): Promise<unknown>;
  /** Takes the last label back. */
  undo(): Promise<unknown>;
  summary(): string;
}

export interface Labelling {
  question(): Promise<Question>;
  /** @throws `labels/invalid`, `input/json`; `labels/invalid` too where another pair is asked by now */
  answer(body: string): Promise<void>;
  undo(): Promise<void>;
}

/** Asks a person at the page. Calls wait for each other, so that an answer is to the pair that was shown. */
export function labelling(session: LabelSession, envs: Registry<Env>): Labelling {
  let last: Promise<unknown> = Promise.resolve();
  let shown: Question["pair"];
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    question: () =>
      inTurn(async () => {
        const next = await session.next();
        if (next && next.pair !== shown?.id) {
          const { a, b } = next.clips;
          const env = bindEnv(await envs.find(a.env.id), a.env.params);
          const { id: envId, goal, stepSeconds } = env;
          const both = { a: await shownClip(a, envs), b: await shownClip(b, envs) };
          shown = { id: next.pair, env: envId, goal, stepSeconds, ...both };
        }
        const { by, given } = session;
        return { by, given, summary: session.summary(), ...(next && { pair: shown }) };
      }),
    answer: (body) =>
      inTurn(async () => {
        const { pair, ...answer } = parse(body);
        if (pair !== (await session.next())?.pair)
          fail("labels/invalid", { given: `an answer to the pair ${pair}`, expected: "one to the pair that is asked" });
        await session.answer(answer);
      }),
    undo: () =>
      inTurn(async () => {
        await session.undo();
      }),
  };
}

function parse(body: string): Answer & { readonly pair: string } {
  try {
    return JSON.parse(body);
  } catch {
    return fail("input/json", { given: body.slice(0, 60), expected: "an answer as JSON" });
  }
}

/** A clip as it looked, from where it began. */
async function shownClip(clip: Clip, envs: Registry<Env>): Promise<ShownClip> {
  const { env, length, start, actions, state } = clip;
  const { features: units } = bindEnv(await envs.find(env.id), env.params);
  const features = Object.entries(clip.features).map(([name, values]) => ({ name, unit: units[name] ?? "", values }));
  const about = { length, start, features };
  if (!state) return { ...about, look: { kind: "none" } };
  const walker = await openWalker({ env, actions, start: state }, envs);
  try {
    const { world, vector } = walker;
    const gatherer = gathererOf(world, vector.env, length);
    const gathered = chunkOf(vector.env, 0, length + 1, undefined);
    const { kind } = gatherer.look();
    const isChunk = kind === "picture" || kind === "terminal";
    await walker.show(0, length + 1, isChunk ? gathered : gatherer);
    return { ...about, look: withoutChoice(gatherer.look()), ...(isChunk && { chunk: gathered.chunk() }) };
  } finally {
    await walker.close();
  }
}
