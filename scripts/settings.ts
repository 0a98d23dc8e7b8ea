import { fail, type Json, type Params } from "../src/core/index.ts";

/** The params given by `--set`, for env, reward and agent. */
export interface Settings {
  readonly agent: Params;
  readonly env: Params;
  readonly reward: Params;
}

/**
 * Reads `key=value` texts: `env.key` and `reward.key` are params of the env and the reward, any other key one of the
 * agent. Values are JSON, or text where they are not.
 * @throws `cli/usage`
 */
export function parseSettings(texts: readonly string[]): Settings {
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
    own.set(name, jsonOrText(value));
  }
  const { agent, env, reward } = found;
  return { agent: Object.fromEntries(agent), env: Object.fromEntries(env), reward: Object.fromEntries(reward) };
}

function jsonOrText(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
