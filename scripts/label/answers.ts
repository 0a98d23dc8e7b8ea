import { fail, messageOf } from "../../src/core/index.ts";
import type { Answer, LabelStore } from "../../src/labels/index.ts";
import { readWhole } from "../../src/record/index.ts";
import type { Session } from "./session.ts";

/** A line of a file of answers: to the next pair or the one that it names, or `undo`. */
type Line = Answer & { readonly pair?: string; readonly undo?: boolean };

const known = ["grade", "ratings", "reason", "findings", "spans", "pair", "undo"];

/** @throws `input/json`, `file/unusable` */
export async function readAnswers(path: string): Promise<Line[]> {
  const text = new TextDecoder().decode(await readWhole(path, "a file of answers"));
  return text.split("\n").flatMap((line, i) => {
    if (line.trim() === "") return [];
    const wrong = (given: string) =>
      fail("input/json", { given: `${path}, line ${i + 1}: ${given}`, expected: `a record of ${known.join(", ")}` });
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (thrown) {
      wrong(messageOf(thrown));
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong("no record");
    const stray = Object.keys(value).find((key) => !known.includes(key));
    if (stray !== undefined) wrong(`the key ${JSON.stringify(stray)}`);
    return [value as Line];
  });
}

/** Gives all answers in order. @throws `labels/invalid` */
export async function giveAnswers(lines: readonly Line[], session: Session, store: LabelStore): Promise<void> {
  for (const [i, { pair, undo, ...answer }] of lines.entries()) {
    if (undo) await session.undo();
    else if (pair !== undefined) await store.answer(pair, session.by, answer);
    else {
      if (!(await session.next()))
        fail("labels/invalid", {
          given: `answer ${i + 1} of ${lines.length}`,
          expected: "no more answers than pairs",
          fix: "--episodes FOLDER: recorded episodes that more pairs are cut from.",
        });
      await session.answer(answer);
    }
  }
}
