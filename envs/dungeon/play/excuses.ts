import { command } from "./keys.ts";

/** What the game answers to commands of NLE that have no use here. */
const words: Partial<Record<keyof typeof command, string>> = {
  extended: "Every command has a key of its own.",
  "extended list": "Every command has a key of its own.",
  adjust: "Your things keep their letters.",
  annotate: "You have nothing to write with.",
  call: "You have no names to give away.",
  cast: "You know no spells.",
  conduct: "Nobody keeps a record of your conduct.",
  dip: "You see no use in making your things wet.",
  engrave: "The stone is too hard to write in.",
  enhance: "You learn by doing, and by nothing else.",
  glance: "You take a good look.  The map shows what you see.",
  history: "The history of this dungeon is yet to be written.",
  invoke: "Nothing that you carry listens to you.",
  jump: "Your legs are no better than anybody's.",
  known: "What you have learned is in the names of your things.",
  "known class": "What you have learned is in the names of your things.",
  loot: "There is no chest here.",
  monster: "You are no monster.",
  offer: "The god of the deep takes no gifts.",
  options: "There is nothing to choose.",
  ride: "Nobody here would carry you.",
  rub: "You rub your hands.  They are warm now.",
  save: "There is no need to save here.",
  "see spells": "You know no spells.",
  shell: "There is no way out but the stairs.",
  teleport: "You cannot teleport at will.",
  tip: "You have nothing to empty out.",
  travel: "You know no short cut.  Far moves go on by themselves.",
  turn: "The undead do not listen to you.",
  "two weapons": "One weapon is all that you can handle.",
  untrap: "You would only hurt yourself.",
  version: "This is the dungeon of rewardgym.",
  "short version": "This is the dungeon of rewardgym.",
  "what does": "The list of keys tells.",
  "what is": "It is what it looks like.",
};

const byKey = new Map(Object.entries(words).map(([name, text]) => [command[name as keyof typeof command], text]));

/** The answer to a key that does nothing. */
export const excuseFor = (key: number): string => byKey.get(key as never) ?? "That key means nothing here.";
