import { type RunSpec, rewardsOf } from "../core/index.ts";
import { checkExpression, rewardsIn } from "../reward/index.ts";
import type { Takers } from "./origins.ts";
import type { Registries } from "./registries.ts";

/** The agent and the rewards of a run, each once. @throws `registry/unknown` */
export async function takersOf(
  spec: RunSpec,
  { agents, rewards }: Pick<Registries, "agents" | "rewards">,
): Promise<Takers> {
  const ids = new Set(rewardsOf(spec).flatMap((expression) => rewardsIn(checkExpression(expression))));
  const used = [];
  for (const id of ids) used.push(await rewards.find(id));
  return { agent: await agents.find(spec.agent.id), rewards: used };
}
