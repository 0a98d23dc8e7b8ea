import type { EpisodeNumbers, Message } from "../shapes.ts";
import type { Mark } from "./timeline.ts";

const mostMarks = 200; // of a kind: more would be a bar
const spike = 4; // standard deviations

/** What of an episode the timeline points out: events, spikes of terms, messages, the end, where another one differs. */
export function marksOf(
  numbers: EpisodeNumbers,
  messages: readonly Message[],
  difference: { readonly step: number; readonly words: string } | undefined,
): Mark[] {
  const { events, terms, summary, features } = numbers;
  const happened = events.flatMap(({ name, steps }) =>
    Array.from(steps.subarray(0, mostMarks), (step) => ({ step, kind: "event", words: name }) as const),
  );
  const spikes = Object.entries(terms).flatMap(([name, column]) =>
    spikesOf(column).map((step) => ({ step, kind: "spike", words: `${name} spikes` }) as const),
  );
  const said = messages.slice(0, mostMarks).map(({ step, text }) => ({ step, kind: "message", words: text }) as const);
  const touched = features
    .filter(({ name }) => /contact/i.test(name))
    .flatMap(({ name, values }) =>
      risesOf(values).map((step) => ({ step, kind: "contact", words: `${name} begins` }) as const),
    );
  const end = {
    step: summary.steps,
    kind: "end",
    words: { terminated: "the task ends it", truncated: "time runs out", unfinished: "its file breaks off" }[
      summary.end
    ],
  } as const;
  return [
    ...said,
    ...happened,
    ...touched,
    ...spikes,
    end,
    ...(difference ? [{ step: difference.step, kind: "differs", words: difference.words } as const] : []),
  ];
}

/** Steps, counted from 1, whose value is far from the mean; the first of each run of them. */
export function spikesOf(column: ArrayLike<number>): number[] {
  const values = Array.from(column).filter(Number.isFinite);
  if (values.length < 8) return [];
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  if (!(deviation > 1e-9 * Math.max(1, Math.abs(mean)))) return [];
  const found: number[] = [];
  let isInside = false;
  for (let i = 0; i < column.length && found.length < mostMarks; i++) {
    const isFar = Math.abs(column[i] - mean) > spike * deviation;
    if (isFar && !isInside) found.push(i + 1);
    isInside = isFar;
  }
  return found;
}

/** Steps, counted from 0, in which a column rises from 0. */
export function risesOf(column: ArrayLike<number>): number[] {
  const found: number[] = [];
  for (let i = 1; i < column.length && found.length < mostMarks; i++)
    if (column[i] > 0 && !(column[i - 1] > 0)) found.push(i);
  return found;
}
