import { type BoundEnv, fail, type RewardInputs } from "../core/index.ts";
import type { EpisodeRecord } from "../record/index.ts";
import type { LiveReward } from "../reward/index.ts";
import { evaluating } from "./evaluating.ts";
import type { StatePool, Triples } from "./state-pool.ts";

const rowsAtOnce = 32_768;

/** Inputs that are no function of a state, an action and the next state. */
const unknowable = ["events", "text", "frames", "goals", "groups"] as const satisfies readonly (keyof RewardInputs)[];

/** Why a reward cannot be asked about transitions that nobody lived; undefined where it can. */
export function whyNotAskable({ inputs, saveSeat }: Pick<LiveReward, "inputs" | "saveSeat">): string | undefined {
  const read = unknowable.filter((name) => {
    const asked = inputs[name];
    return Array.isArray(asked) ? asked.length > 0 : asked;
  });
  if (read.length) return `it reads ${read.join(" and ")}`;
  return saveSeat(0).length ? "it remembers earlier steps" : undefined;
}

/** @throws `reward/input` where a reward cannot be asked about arbitrary transitions */
export function requireAskable(name: string, live: Pick<LiveReward, "inputs" | "saveSeat">): void {
  const why = whyNotAskable(live);
  if (why)
    fail("reward/input", {
      given: `the distance of ${name} to others, but ${why}`,
      expected: "a function of state, action and next state",
      fix: "Compare it by what it gives whole episodes instead.",
    });
}

/** What a reward gives transitions. [transitions] */
export async function ask(live: LiveReward, pool: StatePool, triples: Triples): Promise<Float64Array> {
  const evaluate = await evaluating(live);
  const values = new Float64Array(triples.from.length);
  for (let at = 0; at < values.length; at += rowsAtOnce) {
    const part = (numbers: Int32Array) => numbers.subarray(at, at + rowsAtOnce);
    const rows = pool.rowsOf({ from: part(triples.from), action: part(triples.action), to: part(triples.to) });
    values.set((await evaluate(rows)).total, at);
  }
  return values;
}

/** The mean of every `count` neighbours. */
export function meansOf(values: Float64Array, count: number): Float64Array {
  const means = new Float64Array(values.length / count);
  for (let i = 0; i < values.length; i++) means[Math.floor(i / count)] += values[i] / count;
  return means;
}

/** Why an env's worlds cannot be simulated from any recorded state with any action; undefined where they can. */
export function whyNotSimulable(
  { maskSize, seats }: Pick<BoundEnv, "maskSize" | "seats">,
  records: readonly EpisodeRecord[],
): string | undefined {
  if (seats > 1) return "its worlds have several seats";
  if (maskSize) return "not every action is legal in every state";
  if (records.some(({ start }) => !start)) return "its worlds cannot be saved";
  return records.every(({ steps }) => steps === 1) ? "nothing follows the only step of these episodes" : undefined;
}
