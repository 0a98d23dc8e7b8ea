import { canonical, fail, type Params } from "../core/index.ts";
import type { Question } from "./question.ts";

/** An env of a question, with its name in the results. */
export interface AskedEnv {
  readonly name: string;
  readonly id: string;
  readonly params: Params;
  readonly steps: number;
}

/**
 * The envs of a question, named by their ids, or by id and params if several share an id.
 * @throws `ablate/question` for the same env twice
 */
export function askedEnvs({ base, envs = [base.env] }: Question): AskedEnv[] {
  const asked = envs.map((env) => ({
    params: {},
    steps: base.steps,
    ...(typeof env === "string" ? { id: env } : env),
  }));
  const named = asked.map((env) => {
    const isAlone = asked.filter(({ id }) => id === env.id).length === 1;
    return { ...env, name: isAlone ? env.id : `${env.id}${paramsInWords(env.params)}` };
  });
  const twice = named.find(({ name }, i) => named.findIndex((other) => other.name === name) !== i);
  if (twice) fail("ablate/question", { given: `the env ${twice.name} twice`, expected: "each env once" });
  return named;
}

const paramsInWords = (params: Params) => {
  const words = Object.entries(params).map(([name, value]) => `${name}=${canonical(value)}`);
  return words.length ? ` (${words.join(", ")})` : "";
};
