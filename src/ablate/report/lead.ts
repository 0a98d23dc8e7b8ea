import { groupBy } from "../../core/index.ts";
import { enumeration, toldChange } from "../../report/numbers.ts";
import type { Verdict } from "../statistics/index.ts";
import type { Comparison, Row } from "./comparison.ts";

const mostNamed = 5; // variants of one verdict
const fewSeeds = "cannot tell: too few seeds";

/** The sentence that answers the question: what every variant changes, the largest effects first. */
export function leadOf({ rows, measure }: Comparison, reference: string): string {
  const others = rows.filter(({ variant }) => variant !== reference);
  const verdicts = others.flatMap(({ difference }) => difference?.verdict ?? []);
  if (others.length === rows.length)
    return `Cannot tell: ${reference} did not finish a run on every environment to compare with.`;
  if (verdicts.length === 0) return "Cannot tell: too few seeds. Fewer than 2 of them finished with every variant.";
  if (others.length === 1) return `${verdicts[0].sentence}.`;
  if (verdicts.every(({ tooFew }) => tooFew)) return `Cannot tell: too few seeds. ${verdicts[0].tooFew}.`;
  const groups = groupBy(others.toSorted(bySize), labelOf);
  const parts = [...groups].map(([label, group]) => partOf(label, group, measure, reference));
  return `Compared with ${reference}, ${parts.join("; ")}.`;
}

/** The verdict on a variant in a few words. */
export const labelOf = ({ difference }: Row): string => difference?.verdict.label ?? fewSeeds;

const order: readonly (Verdict["answer"] | undefined)[] = ["better", "worse", "about the same", "cannot tell"];
const told = (row: Row) => row.difference?.verdict.answer === "better" || row.difference?.verdict.answer === "worse";
const size = (row: Row) => (told(row) ? Math.abs(row.difference!.effect.value) : 0);
const bySize = (a: Row, b: Row) =>
  size(b) - size(a) || order.indexOf(a.difference?.verdict.answer) - order.indexOf(b.difference?.verdict.answer);

function partOf(label: string, group: readonly Row[], measure: string, reference: string): string {
  const names = enumeration(
    group.map(({ variant }) => variant),
    mostNamed,
  );
  const [is, has] = group.length === 1 ? ["is", "has"] : ["are", "have"];
  if (label === fewSeeds) return `${names} ${has} too few seeds to tell`;
  if (label === "cannot tell") return `${names} cannot be told from ${reference}`;
  const { answer } = group[0].difference!.verdict;
  if (answer === "cannot tell") return `${label} of ${names}`;
  if (answer === "about the same") return `${names} ${is} ${label}`;
  const effects = group.map(({ difference }) => `(${measure} ${toldChange(difference!.effect)})`);
  if (group.length === 1) return `${names} ${is} ${label} ${effects[0]}`;
  const each = group.map(({ variant }, i) => `${variant} ${effects[i]}`);
  return `${enumeration(each, mostNamed)} ${is} ${label}`;
}
