import { fail, type Json, type Params } from "../src/core/index.ts";

/** What `--set` says, by whom it is for. */
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
  const settings: { [K in keyof Settings]: { [name: string]: Json } } = { agent: {}, env: {}, reward: {} };
  for (const text of texts) {
    const [, owner = "agent", name, value] = /^(?:(env|reward|agent)\.)?([^.=\s]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined)
      fail("cli/usage", {
        given: `--set ${text}`,
        expected: "key=value",
        fix: "--set learningRate=3e-4, --set env.maxSteps=200, --set reward.scale=2.",
      });
    settings[owner as keyof Settings][name] = jsonOrText(value);
  }
  return settings;
}

function jsonOrText(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
