import { type BoundEnv, columnsRead, fail, type RewardInputs } from "../core/index.ts";
import { type EpisodeRecord, recordedRows } from "../record/index.ts";
import { bindExpression, openReward, type PartVisitor, rewardHost } from "../reward/index.ts";
import type { Registries } from "../run/index.ts";
import { evaluating } from "./evaluating.ts";
import { type ExpressionPart, expressionTree } from "./expression-tree.ts";
import { type AskedReward, startOver } from "./rescore.ts";

/** A number that a reward read. */
export interface Read {
  readonly name: string;
  readonly value: number;
  /** As it was before the step, where the reward reads that. */
  readonly before?: number;
  /** Of a feature its unit, of an event what it is. */
  readonly unit: string;
}

/** What a part of an expression gave in a step, and why. */
export interface ExplainedPart extends Omit<ExpressionPart, "parts" | "terms"> {
  /** Without its weight. */
  readonly value: number;
  /** What it gave the state before the step, where a transform asks for that. */
  readonly before?: number;
  /** Of a reward that writes several columns. */
  readonly terms?: { readonly [name: string]: number };
  readonly reads: readonly Read[];
  readonly parts: readonly ExplainedPart[];
}

export interface Explanation {
  /** From 1 to `steps`. */
  readonly step: number;
  readonly steps: number;
  readonly seat: number;
  /** The reward of the step: parts times weights sum to it. */
  readonly total: number;
  /** What was recorded for the step, by the reward of that time. */
  readonly recorded: number;
  readonly parts: readonly ExplainedPart[];
}

/**
 * Why a step of a recorded episode was paid what it was: the reward is evaluated over the whole episode, so that what it
 * remembers is right, and looked at in one step.
 * @param step from 1 on; by default the one of the largest size
 * @throws `cli/usage` for a step or seat that is not there; what `recordedRows` and opening the reward throw
 */
export async function explain(
  env: BoundEnv,
  record: EpisodeRecord,
  { reward, learned }: AskedReward,
  registries: Pick<Registries, "rewards" | "transforms" | "files">,
  { step, seat = 0 }: { readonly step?: number; readonly seat?: number } = {},
): Promise<Explanation> {
  const { steps } = record;
  if (step !== undefined && step > steps)
    fail("cli/usage", { given: `step ${step}`, expected: `1 to ${steps}: the episode has no more` });
  if (seat >= env.seats) fail("cli/usage", { given: `seat ${seat}`, expected: `0 to ${env.seats - 1}` });
  const trees = await expressionTree(await bindExpression(reward, registries, env), registries);
  const filled = filledParts();
  const host = rewardHost(env, { seats: env.seats, seed: record.seed });
  const live = await openReward(reward, registries, env, host, filled.visit);
  try {
    if (learned) await live.load(learned);
    startOver(live, env.seats);
    const evaluate = await evaluating(live);
    const { total } = await evaluate(recordedRows(record, env, live.inputs));
    const row = ((step ?? largest(total, seat, env.seats)) - 1) * env.seats + seat;
    const explained = ({ parts, terms, ...part }: ExpressionPart, isTwice = false): ExplainedPart => {
      const { after, before } = filled.at(part.path, row, isTwice);
      const innerTwice = isTwice || (part.kind === "transform" && part.inputs?.before === true);
      return {
        ...part,
        value: sumOf(after),
        ...(before && { before: sumOf(before) }),
        ...(terms && { terms: Object.fromEntries(terms.map((name, i) => [name, after[i]])) }),
        reads: part.inputs ? readsOf(record, env, part.kind, part.inputs, row) : [],
        parts: parts.map((inner) => explained(inner, innerTwice)),
      };
    };
    return {
      step: Math.floor(row / env.seats) + 1,
      steps,
      seat,
      total: total[row],
      recorded: record.rewards[row],
      parts: trees.map((tree) => explained(tree)),
    };
  } finally {
    await live.close();
  }
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** What parts of an expression gave, in the batches in which they were asked. */
function filledParts() {
  const batches = new Map<string, Float64Array[][]>();
  const visit: PartVisitor = (path, columns) => {
    const kept = batches.get(path) ?? [];
    batches.set(path, kept);
    kept.push(columns.map((column) => column.slice()));
  };
  const valuesAt = (batches: readonly (readonly Float64Array[])[], row: number): number[] => {
    let at = row;
    for (const columns of batches) {
      if (at < columns[0].length) return columns.map((column) => column[at]);
      at -= columns[0].length;
    }
    throw new Error(`broken invariant: row ${row} was asked about`);
  };
  /** @param isTwice whether it was asked about the state before each step too: the first of every two batches is that */
  const at = (path: string, row: number, isTwice: boolean) => {
    const kept = batches.get(path) ?? [];
    const pass = (first: number) => valuesAt(isTwice ? kept.filter((_, i) => i % 2 === first) : kept, row);
    return { after: pass(isTwice ? 1 : 0), before: isTwice ? pass(0) : undefined };
  };
  return { visit, at };
}

/** The step, from 1 on, in which a seat got most or lost most; the first of several. */
function largest(total: Float64Array, seat: number, seats: number): number {
  let best = seat;
  for (let row = seat; row < total.length; row += seats) if (Math.abs(total[row]) > Math.abs(total[best])) best = row;
  return Math.floor(best / seats) + 1;
}

/** What a part read itself; what a transform asks of the state before a step are its inner rewards. */
function readsOf(
  record: EpisodeRecord,
  env: BoundEnv,
  kind: ExpressionPart["kind"],
  inputs: RewardInputs,
  row: number,
): Read[] {
  const features = columnsRead(inputs, env.features).map((name) => ({
    name,
    value: record.features[name][row + env.seats],
    ...(inputs.before && kind === "reward" && { before: record.features[name][row] }),
    unit: env.features[name],
  }));
  const events = (inputs.events ?? []).map((name) => ({
    name,
    value: record.events[name][row],
    unit: env.events[name],
  }));
  return [...features, ...events];
}
