import { choice } from "../../src/core/index.ts";
import { events, features } from "./features.ts";
import { buildDungeon } from "./levels/build.ts";
import { observation } from "./observation.ts";
import { cameras } from "./picture/paint.ts";
import { type ActionSet, actionSets, actionsByKey, keysOf } from "./play/keys.ts";
import type { Rules } from "./play/rules.ts";
import type { Task } from "./world.ts";

/** What may be chosen of a task of the whole game. */
export const gameParams = {
  actions: "task" as ActionSet,
  role: "fighter" as Rules["role"],
  autopickup: true,
  more: false, // whether messages that do not fit the line wait for a key
};

/** What all tasks of the whole game have in common: spread into a definition. */
export const wholeGame = {
  observation,
  action: ({ actions }: { actions: string }) => choice(...actionSets[actions as ActionSet].map(([name]) => name)),
  features,
  events,
  params: { ...gameParams, pet: true },
  limits: { actions: ["task", "useful", "full", "compass"], role: ["fighter", "delver", "mystic", "any"] },
  maxSteps: 5000, // as NLE has it
  stepSeconds: 0,
  cameras,
  keys: ({ actions }: { actions: string }) => actionsByKey(actions as ActionSet),
} as const;

type Chosen = typeof gameParams & { readonly pet: boolean };

/** The task that params stand for; `wanted` are the classes of items that the hero picks up in passing. */
export const taskOf = ({ actions, role, pet, autopickup, more }: Chosen, wanted = "$?!/"): Task => ({
  rules: {
    build: buildDungeon,
    waitsForMore: more,
    autopickup: autopickup ? wanted : "",
    role,
    pet,
    listKeys: listKeysOf(actions),
    greeting,
  },
  keys: keysOf(actions),
});

const greeting = "Welcome to the dungeon.  Somewhere below lies the Orb of the Deep.";

/** Keys of a set that answer a question about an item with a list. */
const listKeysOf = (actions: ActionSet): string =>
  [..."?*"].filter((key) => keysOf(actions).includes(key.charCodeAt(0))).join("");
