import { type BoundEnv, type Box, boundsAt, type PackedArray } from "../../core/index.ts";

/** What keys and sticks do in an env. Worlds of one seat whose action is a choice or a box have it. */
export interface Hands {
  /** The keys that mean something, and what each does. */
  readonly keys: readonly { readonly key: string; readonly words: string }[];
  /** Axes of a box by name, for sticks and sliders; empty for a choice. */
  readonly axes: readonly Axis[];
  /** @returns whether the key means something */
  press(key: string): boolean;
  release(key: string): void;
  /** Leans a stick: -1 to 1 of an axis' range; 0 lets it go. */
  lean(axis: number, share: number): void;
  /** Keys that are down now. */
  readonly held: ReadonlySet<string>;
  /** Whether anything is pressed or leant. */
  readonly isBusy: boolean;
  /** Writes the action of this moment into the row of one world. */
  write(out: PackedArray): void;
  letGo(): void;
}

export interface Axis {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** Keys that move this axis alone. */
  readonly less?: string;
  readonly more?: string;
}

const pairs = ["qa", "ws", "ed", "rf", "tg", "yh", "uj", "ik", "ol", "p;"]; // more and less of an axis
const digits = "1234567890";
const resting = ["none", "noop", "coast", "stay", "wait", "nothing", "idle"];
const unbounded = 1; // an axis without bounds goes from -1 to 1

/** @returns nothing for actions that hands cannot give */
export function handsOf({
  action,
  keys: given,
  seats,
}: Pick<BoundEnv, "action" | "keys" | "seats">): Hands | undefined {
  if (seats > 1) return undefined;
  if (action.type === "choice") return choosing(action.names, given);
  return action.type === "box" ? leaning(action, given) : undefined;
}

type Keys = BoundEnv["keys"];

/** One option at a time: of the key that was pressed last. */
function choosing(names: readonly string[], given: Keys): Hands {
  const byKey = new Map(
    Object.keys(given).length
      ? Object.entries(given).map(([key, option]) => [key, Number(option)] as const)
      : [...digits].slice(0, names.length).map((key, option) => [key, option] as const),
  );
  const rest = names.findIndex((name) => resting.includes(name));
  const held = new Set<string>();
  let last = Math.max(0, rest);
  return {
    keys: [...byKey].map(([key, option]) => ({ key, words: names[option] ?? String(option) })),
    axes: [],
    held,
    press(key) {
      const option = byKey.get(key);
      if (option === undefined) return false;
      held.delete(key); // the newest is last
      held.add(key);
      last = option;
      return true;
    },
    release(key) {
      held.delete(key);
      const [before] = [...held].slice(-1);
      if (before !== undefined) last = byKey.get(before)!;
      else if (rest >= 0) last = rest; // without an option that rests, the last one goes on
    },
    lean() {},
    get isBusy() {
      return held.size > 0;
    },
    write(out) {
      out[0] = last;
    },
    letGo() {
      held.clear();
      if (rest >= 0) last = rest;
    },
  };
}

/** Several axes at once: keys and sticks add up, and axes that are let go return to rest. */
function leaning(action: Box, given: Keys): Hands {
  const size = action.shape.reduce((product, length) => product * length, 1);
  const axes = Array.from({ length: size }, (_, i): Axis => {
    const [low, high] = boundsAt(action, i);
    const name = (action.labels?.[i] ?? `axis ${i + 1}`).replace(/ \[.*\]$/, "");
    return { name, low: Math.max(low, -unbounded * 1e6), high: Math.min(high, unbounded * 1e6) };
  });
  const isOwn = Object.keys(given).length > 0;
  const byKey = new Map<string, { readonly words: string; readonly values: readonly number[] }>();
  for (const [key, value] of Object.entries(given)) {
    const values = typeof value === "number" ? [value] : value;
    byKey.set(key, { words: wordsOf(values, axes), values });
  }
  if (!isOwn)
    for (const [i, pair] of pairs.slice(0, size).entries())
      for (const [j, key] of [...pair].entries()) {
        const values = axes.map(({ low, high }, axis) => (axis === i ? (j === 0 ? high : low) : 0));
        byKey.set(key, { words: wordsOf(values, axes), values });
      }
  const held = new Set<string>();
  const leant = new Float64Array(size);
  const alone = (i: number, sign: 1 | -1) =>
    [...byKey].find(([, { values }]) =>
      values.every((value, axis) => Math.sign(value) === (axis === i ? sign : 0)),
    )?.[0];
  return {
    keys: [...byKey].map(([key, { words }]) => ({ key, words })),
    axes: axes.map((axis, i) => ({ ...axis, less: alone(i, -1), more: alone(i, 1) })),
    held,
    press(key) {
      if (!byKey.has(key)) return false;
      held.add(key);
      return true;
    },
    release: (key) => void held.delete(key),
    lean(axis, share) {
      if (axis < size) leant[axis] = Math.max(-1, Math.min(1, share));
    },
    get isBusy() {
      return held.size > 0 || leant.some((share) => share !== 0);
    },
    write(out) {
      for (const [i, { low, high }] of axes.entries()) {
        let sum = leant[i] * (leant[i] < 0 ? -low : high);
        for (const key of held) sum += byKey.get(key)!.values[i] ?? 0;
        out[i] = Math.max(low, Math.min(high, sum));
      }
    },
    letGo() {
      held.clear();
      leant.fill(0);
    },
  };
}

function wordsOf(values: readonly number[], axes: readonly Axis[]): string {
  const moved = values.flatMap((value, i) => (value === 0 ? [] : [`${axes[i]?.name ?? i} ${value > 0 ? "+" : "−"}`]));
  return moved.join(", ") || "nothing";
}
