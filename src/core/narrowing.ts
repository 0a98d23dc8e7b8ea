import { assert, fail, listing } from "./errors.ts";
import { elementsOf } from "./features.ts";
import { nearest } from "./names.ts";
import type { RewardInputs } from "./reward-rows.ts";

/** The keys of the rows that each input opens. */
const opens: { readonly [K in keyof RewardInputs]-?: readonly string[] } = {
  features: ["features"],
  vectors: ["vectors"],
  before: ["before"],
  events: ["events"],
  observations: ["observations", "observationSize"],
  leaves: ["leaves", "leafRows"],
  actions: ["actions", "actionSize"],
  text: ["text"],
  goals: ["goals"],
  frames: ["frames", "frameRows"],
  history: ["steps", "seats", "terminated", "truncated"],
  groups: ["groups"],
};

type Named = { [name: string]: unknown };

/**
 * Makes the one object through which a plug-in looks at rows; the function lays new rows under it.
 * Reading what was declared is a plain property read; reading anything else throws `reward/input`.
 */
export function narrowing(
  asker: string,
  inputs: RewardInputs,
  always: readonly string[] = ["rows", "present"],
): (rows: object) => Named {
  const declared = (Object.keys(opens) as (keyof RewardInputs)[]).filter((input) => inputs[input]);
  const plain = [...always, ...declared.flatMap((input) => opens[input])];
  const whole = guarded(asker, "", plain);
  const columns: { readonly to: Named; readonly names: readonly string[]; readonly from: (rows: Named) => Named }[] =
    [];
  const lay = (prefix: string, names: readonly string[], from: (rows: Named) => Named) => {
    const to = guarded(asker, prefix, names);
    columns.push({ to, names, from });
    return to;
  };
  const lists: VectorList[] = [];
  const layVectors = (prefix: string, names: readonly string[], from: (rows: Named) => Named) => {
    const own = names.map((vector): VectorList => ({ vector, list: [], elements: [], from }));
    lists.push(...own);
    return Object.assign(
      guarded(asker, prefix, names),
      Object.fromEntries(own.map(({ vector, list }) => [vector, list])),
    );
  };
  if (inputs.features) whole.features = lay("features.", inputs.features, (rows) => rows.features as Named);
  if (inputs.vectors) whole.vectors = layVectors("vectors.", inputs.vectors, (rows) => rows.features as Named);
  if (inputs.events) whole.events = lay("events.", inputs.events, (rows) => rows.events as Named);
  if (inputs.leaves) whole.leaves = lay("leaves.", inputs.leaves, (rows) => rows.leaves as Named);
  if (inputs.before && inputs.features) {
    const earlier = (rows: Named) => rows.before as Named;
    const observed = [...(inputs.observations ? ["observations"] : []), ...(inputs.leaves ? ["leafRows"] : [])];
    whole.before = Object.assign(lay("before.", observed, earlier), {
      features: lay("before.features.", inputs.features, (rows) => earlier(rows).features as Named),
      ...(inputs.vectors && {
        vectors: layVectors("before.vectors.", inputs.vectors, (rows) => earlier(rows).features as Named),
      }),
    });
  }
  const copied = plain.filter((key) => !Object.hasOwn(whole, key));
  return (rows) => {
    for (const key of copied) whole[key] = (rows as Named)[key];
    for (const { to, from, names } of columns) {
      const source = from(rows as Named);
      for (const name of names) to[name] = source[name];
    }
    for (const list of lists) fillList(list, rows as Named);
    return whole;
  };
}

/** The columns of a vector, in a list that is filled again for every rows. */
interface VectorList {
  readonly vector: string;
  readonly list: unknown[];
  /** Names of the columns, known from the first rows on: a live reward belongs to one env. */
  elements: readonly string[];
  readonly from: (rows: Named) => Named;
}

function fillList(one: VectorList, rows: Named): void {
  const source = one.from(rows);
  if (one.elements.length === 0) one.elements = elementsOf(source, one.vector);
  assert(one.elements.length > 0, `rows hold the vector ${one.vector}`);
  for (let i = 0; i < one.elements.length; i++) one.list[i] = source[one.elements[i]];
}

/** An object whose missing names throw. The guard is its prototype, so that names it has cost nothing. */
function guarded(asker: string, prefix: string, names: readonly string[]): Named {
  const refuse = (_: object, name: string | symbol) =>
    typeof name === "symbol"
      ? undefined
      : fail("reward/input", {
          given: `${asker} reading ${JSON.stringify(prefix + name)}, which it does not declare`,
          expected: names.length ? listing(names, 40) : "nothing to be read",
          fix: nearest(name, names) ?? "Declare it in `inputs`.",
        });
  return Object.create(new Proxy({}, { get: refuse }));
}
