import { answer, wanted } from "./answers.ts";
import { explore } from "./exploring.ts";
import { becalm, enemyNear, isHarmless, strike } from "./fighting.ts";
import type { Keys } from "./keys.ts";
import type { Habits, Mind } from "./mind.ts";
import { note, notesIn } from "./notes.ts";
import { newRoutes } from "./routes.ts";
import { glyphAt, type Leaves, newSenses, sense } from "./senses.ts";
import { choose, dine, heal, pray, rest } from "./surviving.ts";
import { takeNotes } from "./take-notes.ts";

/** Plays a game, step by step, by what is seen of it. */
export function player(keys: Keys, habits: Habits) {
  let mind: Mind | undefined;

  /** @returns the index of an action; what it remembers is in the row of `state` */
  return function decide(leaves: Leaves, row: number, state: Float32Array, isStart: boolean): number {
    const notes = notesIn(state, row);
    mind ??= { keys, habits, senses: newSenses(), routes: newRoutes(), notes, leaves, row };
    Object.assign(mind, { notes, leaves, row });
    return decideBy(mind, isStart);
  };
}

function decideBy(mind: Mind, isStart: boolean): number {
  const { keys, senses, leaves, row } = mind;
  const { facts } = mind.notes;
  if (isStart) facts.fill(0);
  sense(senses, leaves, row);
  facts[note.steps]++;
  const answered = answer(senses.message, keys, facts, (want) => choose(mind, want));
  if (answered >= 0) {
    if (senses.message.includes("peaceful")) becalm(mind, glyphAt(leaves, row, facts[note.target]));
    return answered;
  }
  takeNotes(senses, mind.notes, (cell) => isHarmless(mind, cell));
  if (facts[note.stuck] > 12) {
    facts[note.stuck] = 6;
    return keys.move[(facts[note.steps] * 5) % 8];
  }
  const action = act(mind);
  facts[note.turn] = senses.turn;
  return action;
}

const urgent = [pray, heal, strike, dine];

/** What is most urgent comes first. */
function act(mind: Mind): number {
  const { keys, habits, senses } = mind;
  const { facts } = mind.notes;
  facts[note.wanted] = wanted.nothing;
  facts[note.target] = 0;
  for (const attempt of urgent) {
    const action = attempt(mind);
    if (action >= 0) return action;
  }
  if (enemyNear(mind, habits.waitFor)) {
    if (facts[note.waited]++ < 8) return keys.search;
  } else facts[note.waited] = 0;
  const isChased = enemyNear(mind, 8);
  const isWounded = senses.hp < habits.restBelow * senses.hpMax;
  const hasTime = senses.hunger < 3 && facts[note.steps] < habits.diveAfter;
  return isWounded && hasTime && !isChased ? rest(mind) : explore(mind, isChased);
}
