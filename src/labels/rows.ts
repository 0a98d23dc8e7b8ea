import { fail } from "../core/index.ts";
import { count, readForm, text } from "../record/form.ts";
import { type Answer, answerForm, type Label, type Pair, pairForm, present } from "./label.ts";

/** Everything that happens to a store is a row of its file, numbered from 0. */
export type Row =
  | { readonly kind: "store"; readonly format: string }
  | ({ readonly kind: "asked" } & Pair)
  | ({ readonly kind: "answered"; readonly id: string; readonly pair: string; readonly by: string } & {
      readonly answered: string;
    } & Answer)
  | { readonly kind: "withdrawn"; readonly id: string; readonly withdrawn: string };

export const format = "rewardgym/labels-1";

/** What the rows of a store add up to. */
export interface LabelState {
  /** Number of rows so far. */
  readonly rows: number;
  /** Pairs that were asked for, by id, in order. */
  readonly pairs: ReadonlyMap<string, Pair>;
  /** Labels that stand, by id, in the order in which they were given. */
  readonly labels: ReadonlyMap<string, Label>;
}

export interface Rows extends LabelState {
  /** Takes one more line of the file. @throws `file/corrupt` */
  take(line: string): void;
}

/** @param what the file, in words, for messages */
export function rowsOf(what: string): Rows {
  const pairs = new Map<string, Pair>();
  const labels = new Map<string, Label>();
  let rows = 0;
  const take = (line: string) => {
    const place = `${what}, line ${rows + 1},`;
    const wrong = (given: string, expected: string) => fail("file/corrupt", { given: `${place} ${given}`, expected });
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      wrong("which is not JSON", "a row of labels");
    }
    const { row, kind } = readForm(value, { row: count, kind: text }, place);
    if (row !== rows) wrong(`with the number ${row}`, `row ${rows}: none may be missing or be there twice`);
    if (row === 0 && kind !== "store") wrong("without a format", format);
    switch (kind) {
      case "store": {
        const { format: found } = readForm(value, { format: text }, place);
        if (found !== format || row !== 0) wrong(`of format ${found}`, `${format} in the first line alone`);
        break;
      }
      case "asked": {
        const pair = present(readForm(value, pairForm, place));
        if (pairs.has(pair.pair)) wrong(`asking for the pair ${pair.pair} again`, "each pair once");
        pairs.set(pair.pair, pair);
        break;
      }
      case "answered": {
        const given = present(
          readForm(value, { id: text, pair: text, by: text, answered: text, ...answerForm }, place),
        );
        const pair = pairs.get(given.pair);
        if (!pair) return wrong(`answering the pair ${given.pair}`, "a pair that was asked for");
        if (labels.has(given.id)) wrong(`giving the label ${given.id} again`, "each label once");
        labels.set(given.id, { ...pair, ...given });
        break;
      }
      case "withdrawn": {
        const { id } = readForm(value, { id: text }, place);
        if (!labels.delete(id)) wrong(`taking back the label ${id}`, "a label that stands");
        break;
      }
      default:
        wrong(`of kind ${JSON.stringify(kind)}`, "a kind of row that this version knows");
    }
    rows++;
  };
  return {
    get rows() {
      return rows;
    },
    pairs,
    labels,
    take,
  };
}
