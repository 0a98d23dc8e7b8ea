import { join } from "node:path";
import { type EnvChoice, fail, type RewardExpression } from "../../src/core/index.ts";
import { namesIn } from "../../src/record/folder.ts";
import { writeEpisode } from "../../src/record/index.ts";
import type { EpisodeResult } from "../../src/run/index.ts";
import { columns } from "../columns.ts";
import { evaluatePolicy } from "../evaluation.ts";
import { digits } from "../numbers.ts";
import { type Game, repeating } from "./game.ts";

export interface JudgeOptions {
  readonly choice: EnvChoice;
  readonly reward: RewardExpression;
  readonly seed: number;
  /** The folder that the episode is recorded into. */
  readonly record?: string;
}

/** The id that recorded episodes name as their agent. */
const agent = "person/keyboard-v1";

/**
 * Lives an episode again that somebody has played: measures and records it as an evaluation does. One that the player
 * left early is recorded as an episode whose time limit was there.
 */
export async function judge(
  { env, actions, isOver }: Game,
  { choice, reward, seed, record }: JudgeOptions,
): Promise<{ readonly result: EpisodeResult; readonly file?: string }> {
  const params = { ...choice.params, ...(!isOver && { maxSteps: actions.length }) };
  const spec = {
    env: { id: choice.id, params },
    reward,
    agent: { id: agent, params: {} },
    seed,
    steps: actions.length,
    worlds: 1,
    device: "cpu",
  } as const;
  const { signal } = new AbortController();
  const { episodes, records } = await evaluatePolicy(spec, repeating(env, actions), {
    episodes: 1,
    worlds: 1,
    seed,
    record: record === undefined ? 0 : 1,
    recordObservations: true,
    signal,
  });
  const [result] = episodes;
  if (record === undefined) return { result };
  const file = join(record, freeName(env.id, seed, await namesIn(record)));
  await writeEpisode(file, records[0]);
  return { result, file };
}

/** `keyboard-cart-pole-1-0.episode`, or the next number that no file has. */
function freeName(env: string, seed: number, taken: readonly string[]): string {
  const short = env.slice(env.lastIndexOf("/") + 1).replace(/-v\d+$/, "");
  for (let count = 0; ; count++) {
    const name = `keyboard-${short}-${seed}-${count}.episode`;
    if (!taken.includes(name)) return name;
  }
}

/** What came of an episode, in words and numbers. */
export function describe({ env, isOver, sight }: Game, result: EpisodeResult): string {
  const { steps, terminated, score, yardsticks } = result;
  const how = !isOver ? "left by the player" : terminated ? "ended by the task's own rule" : "time ran out";
  return [
    `${env.id}: ${how}.${sight.text === undefined ? "" : ` ${sight.text}`}`,
    columns([
      ["steps", String(steps)],
      ["return", digits(result.return)],
      ...(isOver ? [["score", digits(score)]] : []), // a yardstick of whole episodes
      ...Object.entries(yardsticks).map(([name, value]) => [name, digits(value)]),
    ]),
  ].join("\n");
}

/** @throws `env/unsupported` for envs that nobody can play by keys */
export function requirePlayable({ id, keys, seats }: Pick<Game["env"], "id" | "keys" | "seats">): void {
  if (seats > 1)
    fail("env/unsupported", { given: `${id}, whose worlds have ${seats} seats`, expected: "an env with one seat" });
  if (Object.keys(keys).length === 0)
    fail("env/unsupported", {
      given: `${id}, which has no keys`,
      expected: "an env that says which keys people press",
      fix: "Give its definition `keys`.",
    });
}
