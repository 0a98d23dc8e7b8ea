import { colours, objects } from "./codes.ts";

/** Every word that an instruction may have; a word's number is its place, from 1. */
export const vocabulary: readonly string[] = [
  ...colours,
  ...objects.filter((name) => !["unseen", "empty", "agent"].includes(name)),
  ..."a after and at avoid behind blue door fetch find from front get go hallway in it left lava matching must near".split(
    " ",
  ),
  ..."next object of on open opening or pick put reach right room rooms square the then to traverse unlock up use".split(
    " ",
  ),
  ..."you your end".split(" "),
].filter((word, i, all) => all.indexOf(word) === i);

const numbers = new Map(vocabulary.map((word, i) => [word, i + 1]));

/** How a world shows its instruction. */
export const missionForms = ["none", "text", "words"] as const;

/** Words of an instruction, commas left out. */
const wordsOf = (mission: string): string[] => mission.replaceAll(",", "").split(" ");

/** Returns a function that writes the numbers of an instruction's words, with zeros after the last. */
export function writeWords(mission: string, into: Uint8Array): void {
  into.fill(0);
  for (const [i, word] of wordsOf(mission).entries()) into[i] = numbers.get(word) ?? 0;
}

/** Writes an instruction as bytes: its letters are all in ASCII. */
export function writeText(mission: string, into: Uint8Array): void {
  into.fill(0);
  for (let i = 0; i < mission.length; i++) into[i] = mission.charCodeAt(i);
}
