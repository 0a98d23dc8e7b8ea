import { arraysOf, type BoundEnv, batchOf, write } from "../../src/core/index.ts";
import { digits } from "../numbers.ts";
import { actionOf } from "./game.ts";
import { shownKey } from "./keys.ts";
import { type Page, plainPage, type Size, sideBySide, wrapped } from "./page.ts";

/** The key that shows help: `?`, unless the env itself has a use for it. */
export const helpKeyOf = ({ keys }: Pick<BoundEnv, "keys">): string => ("?" in keys ? "F1" : "?");

/** What every key does, as pages that fit the terminal. */
export function helpPages(env: BoundEnv, size: Size): Page[] {
  const { columns, rows } = size;
  const head = [...wrapped(`${env.id}: ${env.goal}`, columns), ""];
  const foot = ["", "Ctrl-C or Ctrl-Q ends the game. Any key goes on.".slice(0, columns)];
  const lines = sideBySide(cellsOf(env), columns);
  const room = Math.max(1, rows - head.length - foot.length);
  return Array.from({ length: Math.ceil(lines.length / room) }, (_, i) =>
    plainPage([...head, ...lines.slice(i * room, (i + 1) * room), ...foot]),
  );
}

/** `k ↑ north`: an entry for each action that has keys, in the order of the actions. */
function cellsOf(env: BoundEnv): string[] {
  const keysOf = new Map<string, string[]>();
  const order = (key: string) => Number(env.keys[key]); // not a number where actions have no order
  for (const key of Object.keys(env.keys).toSorted((a, b) => order(a) - order(b) || 0)) {
    const name = nameOf(env, key);
    keysOf.set(name, [...(keysOf.get(name) ?? []), shownKey(key)]);
  }
  const width = Math.max(...[...keysOf.values()].map((keys) => keys.join(" ").length));
  return [...keysOf].map(([name, keys]) => `${keys.join(" ").padEnd(width)} ${name}`);
}

/** What an action is called; numbers where it has no name. */
function nameOf(env: BoundEnv, key: string): string {
  const batch = batchOf(env.action, 1);
  write(env.action, batch, actionOf(env, key));
  const [numbers] = arraysOf(batch);
  if (env.action.type === "choice") return env.action.names[numbers[0]];
  return Array.from(numbers, digits).join(" ");
}
