import {
  type BoundEnv,
  type Columns,
  type Metrics,
  pack,
  type RewardExpression,
  type RewardHost,
  type RewardInputs,
  type RewardRows,
  type RunSpec,
  unpack,
} from "../core/index.ts";
import { bytes, readForm } from "../record/form.ts";
import { type LiveReward, openReward, type RewardRegistries, unionOf } from "../reward/index.ts";
import { opening } from "./opening.ts";

/** The rewards of rows. The arrays belong to the rewards and are valid until the next call. */
export interface Scored {
  /** The learner's reward and its named terms. */
  readonly total: Float64Array;
  readonly terms: Columns;
  /** What the rewards inside its transforms gave, by path. */
  readonly inner: Columns;
  /** Additional reward streams for the learner, by name. */
  readonly streams: Columns;
  /** Rewards that the learner never sees, by name. */
  readonly watched: Columns;
}

/** All rewards of a run, which score the same rows. */
export interface RewardSet {
  readonly inputs: RewardInputs;
  /** The run's own reward. */
  readonly main: LiveReward;
  evaluate(rows: RewardRows): Promise<Scored>;
  /** All but the watched ones learn. Metrics are by path; those of a stream begin with its name. */
  learn(rows: RewardRows, progress: number): Promise<Metrics>;
  /** The state that they have learned. */
  save(): Promise<Uint8Array>;
  /** @throws `checkpoint/foreign`, `file/corrupt` */
  load(bytes: Uint8Array): Promise<void>;
  /** Their memory of all seats. */
  saveSeats(): Uint8Array;
  loadSeats(bytes: Uint8Array): void;
  close(): Promise<void>;
}

type Expressions = { readonly [name: string]: RewardExpression };

/** Opens the rewards of a run. @throws what `openReward` throws */
export function openRewards(
  { reward, streams = {}, watch = {} }: Pick<RunSpec, "reward" | "streams" | "watch">,
  registries: RewardRegistries,
  env: BoundEnv,
  host: RewardHost,
): Promise<RewardSet> {
  return opening(async (keep) => {
    const open = async (expression: RewardExpression) => keep(await openReward(expression, registries, env, host));
    const openAll = async (expressions: Expressions) => {
      const opened: [string, LiveReward][] = [];
      for (const [name, expression] of Object.entries(expressions)) opened.push([name, await open(expression)]);
      return opened;
    };
    const main = await open(reward);
    const [others, watched] = [await openAll(streams), await openAll(watch)];
    const all = [["reward", main], ...prefixed("stream", others), ...prefixed("watch", watched)] as const;
    const totals = async (rewards: readonly (readonly [string, LiveReward])[], rows: RewardRows): Promise<Columns> => {
      const entries: [string, Float64Array][] = [];
      for (const [name, live] of rewards) entries.push([name, (await live.evaluate(rows)).total]);
      return Object.fromEntries(entries);
    };
    return {
      main,
      inputs: unionOf(
        all.map(([path, { inputs }]) => ({ path, inputs })),
        env,
      ),
      async evaluate(rows) {
        const scores = await main.evaluate(rows);
        return { ...scores, streams: await totals(others, rows), watched: await totals(watched, rows) };
      },
      async learn(rows, progress) {
        const learned = { ...(await main.learn(rows, progress)) };
        for (const [name, live] of others)
          for (const [path, value] of Object.entries(await live.learn(rows, progress)))
            learned[`${name}.${path}`] = value;
        return learned;
      },
      async save() {
        const states: [string, Uint8Array][] = [];
        for (const [name, live] of all) states.push([name, await live.save()]);
        return pack(Object.fromEntries(states));
      },
      async load(packed) {
        for (const [live, state] of eachFrom(packed, all)) await live.load(state);
      },
      saveSeats: () => pack(Object.fromEntries(all.map(([name, live]) => [name, live.saveSeats()]))),
      loadSeats(packed) {
        for (const [live, state] of eachFrom(packed, all)) live.loadSeats(state);
      },
    };
  });
}

/** The learned state of the run's own reward, taken from that of the set. */
export const mainKnowledge = (packed: Uint8Array): Uint8Array =>
  readForm(unpack(packed, stateName), { reward: bytes }, stateName).reward;

const stateName = "the state of a run's rewards";

const prefixed = (kind: string, rewards: readonly (readonly [string, LiveReward])[]) =>
  rewards.map(([name, live]) => [`${kind} ${name}`, live] as const);

function eachFrom(
  packed: Uint8Array,
  rewards: readonly (readonly [string, LiveReward])[],
): readonly (readonly [LiveReward, Uint8Array])[] {
  const form = Object.fromEntries(rewards.map(([name]) => [name, bytes]));
  const states = readForm(unpack(packed, stateName), form, stateName);
  return rewards.map(([name, live]) => [live, states[name]] as const);
}
