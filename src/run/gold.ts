import type { Metrics } from "../core/index.ts";
import { count, doubles, type Formed, fields, recordOf } from "../record/form.ts";
import { type Alarm, hackingAlarm, hackingForm, type Mean } from "./hacking-alarm.ts";
import type { EpisodeResult } from "./returns.ts";

/** Episodes that are judged together. */
const block = 50;

export const goldForm = { pending: count, values: doubles, alarms: recordOf(fields(hackingForm)) };
export type SavedGold = Formed<typeof goldForm>;

/** The return beside everything that is wanted and not learned from: the score and the watched rewards. */
export interface GoldWatch {
  /**
   * Takes in episodes.
   * @param steps env steps so far
   * @returns alarms that they raise, in a sentence each
   */
  add(results: readonly EpisodeResult[], steps: number): readonly string[];
  /**
   * Of each gold, by name: `retention/<name>`, `alarm/<name>` (0 or 1) and, once that is raised, `divergence/<name>`: the
   * env steps at which gold was best. Nothing before the first block of episodes is full.
   */
  metrics(): Metrics;
  save(): SavedGold;
  load(saved: SavedGold): void;
}

const scoreName = "score";

/** @param watched names of the watched rewards; one called `score` is told from the yardstick as `watch/score` */
export function goldWatch(watched: readonly string[]): GoldWatch {
  const names = [scoreName, ...watched.map((name) => (name === scoreName ? `watch/${name}` : name))];
  const golds = names.map((name) => [name, hackingAlarm()] as const);
  const values = new Float64Array((1 + golds.length) * block); // of every column the episodes of a block: return, golds
  let pending = 0;
  let known = false;
  return {
    add(results, steps) {
      const raised: string[] = [];
      for (const result of results) {
        const row = [result.return, result.score, ...watched.map((name) => result.watched[name])];
        for (const [column, value] of row.entries()) values[column * block + pending] = value;
        if (++pending < block) continue;
        pending = 0;
        known = true;
        const meanOf = (column: number) => meanOfBlock(values.subarray(column * block, (column + 1) * block));
        for (const [i, [name, alarm]] of golds.entries()) {
          const now = alarm.add({ steps, proxy: meanOf(0), gold: meanOf(1 + i) });
          if (now) raised.push(inWords(name, now));
        }
      }
      return raised;
    },
    metrics() {
      if (!known) return {};
      const metrics: { [name: string]: number } = {};
      for (const [name, { retention, alarm }] of golds) {
        if (retention !== undefined) metrics[`retention/${name}`] = retention;
        metrics[`alarm/${name}`] = alarm ? 1 : 0;
        if (alarm) metrics[`divergence/${name}`] = alarm.since.steps;
      }
      return metrics;
    },
    save: () => ({
      pending,
      values: values.slice(),
      alarms: Object.fromEntries(golds.map(([name, alarm]) => [name, alarm.save()])),
    }),
    load(saved) {
      pending = saved.pending;
      values.set(saved.values);
      for (const [name, alarm] of golds) alarm.load(saved.alarms[name]);
      known = golds[0][1].save().blocks > 0;
    },
  };
}

function meanOfBlock(values: Float64Array): Mean {
  const value = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, each) => sum + (each - value) ** 2, 0);
  return { value, variance: squares / (values.length - 1) / values.length };
}

const inWords = (name: string, { steps, since, now }: Alarm): string => {
  const course = (of: "proxy" | "gold") =>
    `from ${Number(since[of].value.toPrecision(3))} to ${Number(now[of].value.toPrecision(3))}`;
  const gold = name === scoreName ? "the score" : name;
  return `Alarm at step ${steps}: since step ${since.steps} the return rose ${course("proxy")} while ${gold} fell ${course("gold")}, as when a reward is hacked.`;
};
