import { generator } from "../../src/core/index.ts";
import {
  type Answer,
  type Clip,
  consistencyOf,
  firstShare,
  graded,
  type Label,
  type LabelStore,
  labelsOf,
  type Pair,
  waitingFor,
} from "../../src/labels/index.ts";
import { percent } from "../numbers.ts";
import type { Cutter } from "./cut.ts";

/** A pair with its clips. */
export interface ShownPair extends Pair {
  readonly clips: { readonly a: Clip; readonly b: Clip };
}

export interface SessionOptions {
  readonly store: LabelStore;
  /** Who labels. */
  readonly by: string;
  /** Where pairs come from when none waits. */
  readonly cutter?: Cutter;
  readonly seed: number;
  /** One pair of this many is one that the labeller knows already; 0: none. */
  readonly repeatEvery: number;
}

/** One person's labelling. */
export interface Session {
  readonly by: string;
  /** Labels that were given and not taken back. */
  readonly given: number;
  /** The pair to label now; the same one until it is answered. Nothing where there are no more. */
  next(): Promise<ShownPair | undefined>;
  /** Answers the pair that `next` gave. */
  answer(answer: Answer): Promise<Label>;
  /** Takes the last label of this session back; its pair comes next. Nothing where there is none. */
  undo(): Promise<Label | undefined>;
  /** In words, for people. */
  summary(): string;
}

const mostDraws = 50;

export function openSession({ store, by, cutter, seed, repeatEvery }: SessionOptions): Session {
  const given: Label[] = [];
  let current: ShownPair | undefined;
  const draw = () => generator(seed, "label", by, store.state.rows);
  const asker = "reward label";

  const shown = async (pair: Pair): Promise<ShownPair> => ({
    ...pair,
    clips: { a: await store.clip(pair.a), b: await store.clip(pair.b) },
  });

  /** A pair that this person knows, with its sides swapped; nothing where each was repeated already. */
  async function repeated(): Promise<Pair | undefined> {
    const own = labelsOf(by, store.state);
    const isRepeat = new Set([...store.state.pairs.values()].map(({ repeats }) => repeats));
    const able = graded(own).filter(({ pair, repeats }) => repeats === undefined && !isRepeat.has(pair));
    if (able.length === 0) return undefined;
    const { pair, a, b } = able[draw().integer(able.length)];
    return (await store.ask({ a: await store.clip(b), b: await store.clip(a), asker, repeats: pair, only: by })).pair;
  }

  async function drawn(from: Cutter): Promise<Pair | undefined> {
    const rng = draw();
    for (let draws = 0; draws < mostDraws; draws++) {
      const [a, b] = await from.two(rng);
      const { pair, isNew } = await store.ask({ a, b, asker });
      if (isNew) return pair;
    }
    return undefined; // almost all have been asked
  }

  async function choose(): Promise<Pair | undefined> {
    const own = labelsOf(by, store.state).length;
    const [waiting] = waitingFor(by, store.state);
    if (waiting?.repeats) return waiting;
    if (repeatEvery > 0 && own > 0 && (own + 1) % repeatEvery === 0) {
      const again = await repeated();
      if (again) return again;
    }
    return waiting ?? (cutter && drawn(cutter));
  }

  return {
    by,
    get given() {
      return given.length;
    },
    async next() {
      if (current) return current;
      await store.refresh();
      const pair = await choose();
      current = pair && (await shown(pair));
      return current;
    },
    async answer(answer) {
      const { label } = await store.answer(current!.pair, by, answer);
      given.push(label);
      current = undefined;
      return label;
    },
    async undo() {
      const last = given.pop();
      if (!last) return undefined;
      await store.withdraw(last.id);
      current = await shown(store.state.pairs.get(last.pair)!);
      return last;
    },
    summary() {
      const own = labelsOf(by, store.state);
      const { repeated, alike, contradictory } = consistencyOf(own);
      const left = firstShare(own);
      return [
        `${given.length} labels by ${by} now, ${own.length} in all; ${store.state.labels.size} labels of ${store.state.pairs.size} pairs in ${store.directory}.`,
        ...(repeated
          ? [
              `Of ${repeated} repeated pairs ${alike} were judged alike (${percent(alike / repeated)}), ${contradictory} the other way round.`,
            ]
          : []),
        ...(left === undefined ? [] : [`The left one was better in ${percent(left)} of those that were no ties.`]),
      ].join("\n");
    },
  };
}
