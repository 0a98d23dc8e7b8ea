import {
  type AnyTransform,
  type BoundEnv,
  type BoundReward,
  type BoundTransform,
  bindReward,
  bindTransform,
  type FileSource,
  fail,
  listing,
  type NamedRewards,
  type Params,
  type Registry,
  type Reward,
  type RewardExpression,
} from "../core/index.ts";
import { fileFor } from "./files.ts";
import { type Asker, requireInputs } from "./inputs.ts";
import { checkExpression, isNamed } from "./parse.ts";
import { weighed } from "./terms.ts";

export interface RewardRegistries {
  readonly rewards: Registry<Reward>;
  readonly transforms: Registry<AnyTransform>;
  /** Where the files are that rewards take. */
  readonly files?: FileSource;
}

/** An expression whose ids, params and inputs are settled: nothing is created yet. `path` names it in messages and files. */
export type Bound =
  | { readonly kind: "use"; readonly path: string; readonly reward: BoundReward }
  | { readonly kind: "sum"; readonly path: string; readonly terms: readonly BoundTerm[] }
  | { readonly kind: "product"; readonly path: string; readonly factors: readonly Bound[] }
  | {
      readonly kind: "apply";
      readonly path: string;
      readonly transform: BoundTransform;
      readonly to: Bound | { readonly [name: string]: Bound };
    };

export interface BoundTerm {
  readonly weight: number;
  readonly of: Bound;
}

const within = (path: string, name: string) => (path ? `${path}.${name}` : name);
const nameOf = (id: string) => id.replace(/^.*\//, "").replace(/-v\d+$/, "");

/**
 * Looks up and checks a whole expression; no reward is created. Sums within sums become one sum, whose terms carry all
 * the weights above them.
 * @throws `registry/unknown`, `params/invalid`, `reward/input`, `reward/expression`, `reward/file`
 */
export async function bindExpression(
  expression: RewardExpression,
  { rewards, transforms, files }: RewardRegistries,
  env: BoundEnv,
): Promise<readonly BoundTerm[]> {
  const use = async (id: string, params: Params | undefined, path: string): Promise<Bound> => {
    const definition = await rewards.find(id);
    const file = definition.takes?.file ? { ...(await fileFor(id, params, files)), env } : undefined;
    const reward = bindReward(definition, params, file);
    requireInputs(reward.id, reward.inputs, env);
    return { kind: "use", path: path || nameOf(id), reward };
  };

  const bind = async (inner: RewardExpression, path: string): Promise<Bound> => {
    if (typeof inner === "string") return use(inner, undefined, path);
    if ("use" in inner) return use(inner.use, inner.params, path);
    if ("sum" in inner) return { kind: "sum", path, terms: await termsOf(inner, path, 1) };
    if ("product" in inner) {
      const own = path || "product";
      const factors = await mapInOrder(inner.product, (factor, name) => bind(factor, within(own, name)));
      return { kind: "product", path: own, factors: Object.values(factors) };
    }
    const transform = bindTransform(await transforms.find(inner.apply), inner.params);
    requireInputs(transform.id, transform.read, env);
    const own = path || nameOf(inner.apply);
    const to = await bindInner(inner.to, transform, own);
    if (transform.inputs.before) for (const one of innerOf(to)) requireFeaturesOnly(transform.id, own, one);
    return { kind: "apply", path: own, transform, to };
  };

  /** One reward, or several by name: whichever the transform takes. */
  const bindInner = async (to: RewardExpression | NamedRewards, transform: BoundTransform, path: string) => {
    const { named } = transform.inputs;
    const wanted = Array.isArray(named) ? (named as readonly string[]) : undefined;
    const takes = named ? `several rewards by name: { ${(wanted ?? ["a", "b"]).join(", ")} }` : "one reward";
    const isThere = (name: string) => isNamed(to) && Object.hasOwn(to, name);
    const isComplete = !wanted || (wanted.every(isThere) && Object.keys(to).length === wanted.length);
    if (isNamed(to) !== Boolean(named) || !isComplete)
      return fail("reward/expression", {
        given: `${isNamed(to) ? `the names ${listing(Object.keys(to))}` : "one reward"} at ${within(path, "to")}`,
        expected: `${takes}, for ${transform.id} takes no other`,
      });
    if (!isNamed(to)) return bind(to, within(path, "to"));
    transform.validateNames(Object.keys(to));
    return mapInOrder(to, (each, name) => bind(each, within(path, name)));
  };

  const termsOf = async (inner: RewardExpression, path: string, weight: number): Promise<BoundTerm[]> => {
    if (typeof inner === "string" || !("sum" in inner)) return [{ weight, of: await bind(inner, path) }];
    const terms = await mapInOrder(inner.sum, (term, name) => {
      const { weight: own, of } = weighed(term);
      return termsOf(of, within(path, name), weight * own);
    });
    return Object.values(terms).flat();
  };

  return termsOf(checkExpression(expression), "", 1);
}

/** One after another, so that the first of several faults is always the one that is reported. */
async function mapInOrder<T, U>(
  record: { readonly [name: string]: T },
  map: (value: T, name: string) => Promise<U>,
): Promise<{ readonly [name: string]: U }> {
  const mapped: [string, U][] = [];
  for (const [name, value] of Object.entries(record)) mapped.push([name, await map(value, name)]);
  return Object.fromEntries(mapped);
}

export const isBound = (to: Bound | { readonly [name: string]: Bound }): to is Bound => typeof to.kind === "string";

/** What a transform is applied to, as a list. */
export const innerOf = (to: Bound | { readonly [name: string]: Bound }): readonly Bound[] =>
  isBound(to) ? [to] : Object.values(to);

/** Before a step only features are known, so a reward of that state may read nothing else. */
function requireFeaturesOnly(transform: string, path: string, to: Bound): void {
  for (const { path: reader, inputs } of askersIn(to)) {
    const { features: _, vectors: __, ...others } = inputs;
    const more = Object.entries(others).flatMap(([name, asked]) => (asked ? [name] : []));
    if (more.length > 0)
      fail("reward/expression", {
        given: `${transform} at ${path} over ${reader}, which reads ${listing(more)}`,
        expected: "a reward of features alone: nothing else is known of the state before a step",
      });
  }
}

/** Everybody in an expression who reads inputs. */
export function askersIn(bound: Bound): Asker[] {
  switch (bound.kind) {
    case "use":
      return [{ path: bound.path, inputs: bound.reward.inputs }];
    case "sum":
      return bound.terms.flatMap(({ of }) => askersIn(of));
    case "product":
      return bound.factors.flatMap(askersIn);
    case "apply":
      return [
        { path: bound.path, inputs: { ...bound.transform.read, before: bound.transform.inputs.before } },
        ...innerOf(bound.to).flatMap(askersIn),
      ];
  }
}

/** Paths of all columns that an expression writes: terms, and the named rewards inside transforms. */
function pathsIn(bound: Bound): string[] {
  switch (bound.kind) {
    case "use": {
      const { terms } = bound.reward;
      return terms.length ? terms.map((term) => within(bound.path, term)) : [bound.path];
    }
    case "sum":
      return bound.terms.flatMap(({ of }) => pathsIn(of));
    case "product":
      return [bound.path, ...bound.factors.flatMap(pathsIn)];
    case "apply":
      return [bound.path, ...innerOf(bound.to).flatMap(pathsIn)];
  }
}

/** @throws `reward/expression` where two columns would have one name */
export function requireApart(terms: readonly BoundTerm[]): void {
  const paths = terms.flatMap(({ of }) => pathsIn(of));
  const twice = paths.find((path, i) => paths.indexOf(path) !== i);
  if (twice !== undefined)
    fail("reward/expression", {
      given: `two terms named ${JSON.stringify(twice)}`,
      expected: "a name of its own for each",
      fix: "Rename one in the expression, or in the `terms` of its reward.",
    });
}
