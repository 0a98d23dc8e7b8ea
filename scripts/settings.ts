import { stat } from "node:fs/promises";
import { fail, type Json, type Params } from "../src/core/index.ts";
import { readWhole } from "../src/record/index.ts";
import { fromHere } from "./places.ts";

const largest = 64 * 1024 * 1024; // [bytes] of a file with a value

/** The params given by `--set`, for env, reward and agent. */
export interface Settings {
  readonly agent: Params;
  readonly env: Params;
  readonly reward: Params;
}

/**
 * Reads `key=value` texts: `env.key` and `reward.key` are params of the env and the reward, any other key one of the
 * agent. Values are JSON, or text where they are not. `key=@file` takes the text of a file; a text that begins with @ is
 * quoted as JSON: `key="@text"`.
 * @throws `cli/usage`, `file/unusable`
 */
export async function parseSettings(texts: readonly string[]): Promise<Settings> {
  const found: { [K in keyof Settings]: Map<string, Json> } = { agent: new Map(), env: new Map(), reward: new Map() };
  for (const text of texts) {
    const [, owner = "agent", name, value] = /^(?:(env|reward|agent)\.)?([^.=\s]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined)
      fail("cli/usage", {
        given: `--set ${text}`,
        expected: "key=value",
        fix: "--set learningRate=3e-4, --set env.maxSteps=200, --set reward.scale=2.",
      });
    const own = found[owner as keyof Settings];
    if (own.has(name))
      fail("cli/usage", { given: `--set ${text.slice(0, text.indexOf("="))} twice`, expected: "each param once" });
    own.set(name, value.length > 1 && value.startsWith("@") ? await textOf(value.slice(1), name) : jsonOrText(value));
  }
  const { agent, env, reward } = found;
  return { agent: Object.fromEntries(agent), env: Object.fromEntries(env), reward: Object.fromEntries(reward) };
}

/** The params of an env, where nothing else has any. @throws `cli/usage`, `file/unusable` */
export async function envSettings(texts: readonly string[] = []): Promise<Params> {
  const { env, reward, agent } = await parseSettings(texts);
  const [other] = [...Object.keys(reward).map((name) => `reward.${name}`), ...Object.keys(agent)];
  if (other !== undefined)
    fail("cli/usage", { given: `--set ${other}`, expected: "a param of the env", fix: "--set env.maxSteps=200" });
  return env;
}

async function textOf(path: string, name: string): Promise<string> {
  const size = await stat(path).then(
    ({ size }) => size,
    () => 0, // reading it says what is wrong
  );
  if (size > largest)
    fail("cli/usage", { given: `${fromHere(path)} of ${size} bytes`, expected: `at most ${largest} bytes` });
  return new TextDecoder().decode(await readWhole(path, `a file with the value of ${name}`));
}

function jsonOrText(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
