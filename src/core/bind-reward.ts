import { fail, listing } from "./errors.ts";
import { nearest } from "./names.ts";
import { type Limits, overlay, type Params } from "./params.ts";
import type {
  AnyTransform,
  InnerRows,
  Reward,
  RewardHost,
  RewardInputs,
  RewardInstance,
  RewardRows,
  TransformInstance,
} from "./reward.ts";

/** A reward with its params settled. What it creates is given whole rows, of which the author's code sees what it declared. */
export interface BoundReward {
  readonly id: string;
  readonly inputs: RewardInputs;
  create(host: RewardHost): Omit<RewardInstance, "evaluate"> & {
    evaluate(rows: RewardRows, out: Float64Array): void | Promise<void>;
  };
}

/** A transform with its params settled; it too sees only what it declared. */
export interface BoundTransform {
  readonly id: string;
  readonly inputs: AnyTransform["inputs"];
  create(host: RewardHost): TransformInstance;
}

/**
 * Settles a reward's params.
 * @throws `params/invalid` for an unknown or impossible param
 */
export function bindReward(reward: Reward, given: Params = {}): BoundReward {
  const params = overlay(reward.id, reward.params, given, reward.limits as Limits<Params>);
  const inputs = typeof reward.inputs === "function" ? reward.inputs(params as never) : reward.inputs;
  return {
    id: reward.id,
    inputs,
    create(host) {
      const instance = reward.create(params as never, host);
      const narrow = narrowing(reward.id, inputs);
      return {
        evaluate: (rows, out) => instance.evaluate(narrow(rows) as never, out),
        ...rest(instance),
      };
    },
  };
}

/**
 * Settles a transform's params.
 * @throws `params/invalid` for an unknown or impossible param
 */
export function bindTransform(transform: AnyTransform, given: Params = {}): BoundTransform {
  const params = overlay(transform.id, transform.params, given, transform.limits as Limits<Params>);
  return {
    id: transform.id,
    inputs: transform.inputs,
    create(host) {
      const instance = transform.create(params as never, host);
      const narrow = narrowing(transform.id, transform.inputs, ["rows", "values"]);
      return { apply: (inner, out) => instance.apply(narrow(inner) as InnerRows, out), ...rest(instance) };
    },
  };
}

/** The optional methods of an instance, still called as its own. */
function rest(instance: Pick<RewardInstance, "save" | "load" | "close">): Pick<RewardInstance, "save" | "load" | "close"> {
  return {
    save: instance.save && (() => instance.save!()),
    load: instance.load && ((bytes) => instance.load!(bytes)),
    close: instance.close && (() => instance.close!()),
  };
}

/** The keys of the rows that each input opens. */
const opens: { readonly [K in keyof RewardInputs]-?: readonly string[] } = {
  features: ["features"],
  before: ["before"],
  events: ["events"],
  observations: ["observations", "observationSize"],
  actions: ["actions", "actionSize"],
  text: ["text"],
  frames: ["frames"],
  history: ["steps", "worlds", "terminated", "truncated"],
};

type Named = { [name: string]: unknown };

/**
 * Makes the one object through which a plug-in looks at rows; the function lays new rows under it.
 * Reading what was declared is a plain property read; reading anything else throws `reward/input`.
 */
function narrowing(asker: string, inputs: RewardInputs, always: readonly string[] = ["rows"]) {
  const declared = (Object.keys(opens) as (keyof RewardInputs)[]).filter((input) => inputs[input]);
  const plain = [...always, ...declared.flatMap((input) => opens[input])];
  const whole = guarded(asker, "", plain);
  const columns: { readonly to: Named; readonly from: (rows: Named) => Named; readonly names: readonly string[] }[] = [];
  const narrowed = (key: string, holder: Named, names: readonly string[], from: (rows: Named) => Named) => {
    const to = guarded(asker, `${key}.`, names);
    columns.push({ to, from, names });
    holder[key.slice(key.lastIndexOf(".") + 1)] = to;
  };
  const copied = plain.filter((key) => key !== "features" && key !== "events" && !(key === "before" && inputs.features));
  if (inputs.features) narrowed("features", whole, inputs.features, (rows) => rows.features as Named);
  if (inputs.events) narrowed("events", whole, inputs.events, (rows) => rows.events as Named);
  if (inputs.before && inputs.features) {
    whole.before = guarded(asker, "before.", ["features"]);
    const earlier = (rows: Named) => (rows.before as Named).features as Named;
    narrowed("before.features", whole.before as Named, inputs.features, earlier);
  }
  return (rows: object): Named => {
    for (const key of copied) whole[key] = (rows as Named)[key];
    for (const { to, from, names } of columns) {
      const source = from(rows as Named);
      for (const name of names) to[name] = source[name];
    }
    return whole;
  };
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
