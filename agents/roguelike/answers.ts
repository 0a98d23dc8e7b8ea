import type { Keys } from "./keys.ts";
import { note } from "./notes.ts";
import { itemClass, itemFor, type Leaves } from "./senses.ts";

/** What the player asked for, which says how to answer the question that follows. */
export const wanted = { nothing: 0, kick: 1, eat: 2, pray: 3, heal: 4, read: 5, wear: 6, pickUp: 7, meat: 8 } as const;

const yes = "y".charCodeAt(0);
const comma = 44;

/** A potion that heals, as far as anybody knows. */
const heals = (description: string) => description.includes("healing");
/** A potion or scroll that nobody knows yet. */
const isUnknown = (description: string) => !description.includes(" of ");
const isUnworn = (description: string) => !/\(worn\)|cursed/.test(description.replace("uncursed", ""));

/** The letter of the item that will do for what is wanted; 0 for none. */
export function choiceFor(want: number, leaves: Leaves, row: number, tried: (letter: number) => boolean): number {
  const find = (group: number, isFor: (description: string) => boolean) =>
    itemFor(leaves, row, group, (description, letter) => !tried(letter) && isFor(description));
  switch (want) {
    case wanted.eat:
      return find(itemClass.food, (description) => !description.includes("corpse"));
    case wanted.heal:
      return find(itemClass.potion, heals) || find(itemClass.potion, isUnknown);
    case wanted.read:
      return find(itemClass.scroll, isUnknown);
    case wanted.wear:
      return find(itemClass.armour, isUnworn);
    default:
      return 0;
  }
}

/** The action that answers what the game asks; -1 where it asks nothing. */
export function answer(message: string, keys: Keys, facts: Float32Array, choose: (want: number) => number): number {
  const want = facts[note.wanted];
  if (message.endsWith("Which way? ")) return keys.move[facts[note.direction]];
  if (message.endsWith("[yn] (n) ")) {
    if (want === wanted.meat && message.includes("floor")) return keys.letter(yes);
    if (message.includes("Call on") || (want === wanted.pray && message.includes("pray"))) return keys.letter(yes);
    return keys.enter;
  }
  if (/\? \[[^[]*\] $/.test(message)) {
    const letter = choose(want);
    const action = letter === 0 ? -1 : keys.letter(letter);
    return action < 0 ? keys.enter : action;
  }
  if (message.endsWith("Take which of these?")) {
    if (facts[note.tried] === comma) return keys.enter;
    facts[note.tried] = comma;
    return keys.pickUp;
  }
  if (message.endsWith("--More--")) return keys.enter;
  return -1;
}
