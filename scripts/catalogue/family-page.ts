import { code, table } from "./table.ts";

/** An environment in words. */
export interface EnvInWords {
  readonly id: string;
  readonly goal: string;
  readonly length: string;
  readonly observation: string;
  readonly action: string;
  readonly features: readonly string[];
  /** Each `[name, default, limit]`. */
  readonly params: readonly (readonly string[])[];
}

const featureList = (features: readonly string[]) => features.join(", ");
const paramTable = (params: EnvInWords["params"]) => table(["param", "default", "may be"], params);

/** The manual of one family: what its environments have in common first, then each of them. */
export function familyPage(family: string, made: string, envs: readonly EnvInWords[]): string {
  const features = inAll(envs.map((env) => env.features));
  const params = inAll(envs.map((env) => env.params));
  const shared = [
    ...(features.length ? [`Every environment here has the features: ${featureList(features)}.`] : []),
    ...(params.length ? [`Every environment here has the params:\n\n${paramTable(params)}`] : []),
  ];
  return `${[`# ${family}`, made, ...shared, ...envs.map((env) => section(env, features, params))].join("\n\n")}\n`;
}

function section(
  { id, goal, length, observation, action, ...own }: EnvInWords,
  features: readonly string[],
  params: EnvInWords["params"],
): string {
  const ownFeatures = without(own.features, features);
  const ownParams = without(own.params, params);
  const lines = [
    `- **observation**: ${observation}`,
    `- **action**: ${action}`,
    ...(ownFeatures.length ? [`- **features**: ${featureList(ownFeatures)}`] : []),
    `- **time limit**: ${length}`,
  ];
  return [`## ${code(id)}`, goal, lines.join("\n"), ...(ownParams.length ? [paramTable(ownParams)] : [])].join("\n\n");
}

const isLike = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const without = <T>(items: readonly T[], others: readonly T[]) =>
  items.filter((item) => !others.some((other) => isLike(item, other)));

/** The items that every one of several lists has; none of a single list, which has nothing to share. */
function inAll<T>([first, ...others]: readonly (readonly T[])[]): readonly T[] {
  if (others.length === 0) return [];
  return first.filter((item) => others.every((list) => list.some((other) => isLike(item, other))));
}
