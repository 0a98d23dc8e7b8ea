import { arraysOf, type Batch, lengthsIn, read, rowsOf, type Space, whyNotIn } from "../../core/index.ts";
import { wrong } from "../finding.ts";
import type { Stage } from "../stage.ts";

/** Checks that what world 0 shows is in its space. */
export function requireObservation({ env: { observation }, observations }: Stage): void {
  for (const { path, most, lengths } of lengthsIn(observation, observations))
    if (lengths[0] < 0 || lengths[0] > most) wrong(`observation.${path} is ${lengths[0]}, not 0 to ${most}`);
  const why = whyNotIn(observation, read(observation, observations), "observation");
  if (why) wrong(why);
  requireClean(observation, observations, "observation");
}

/** Behind the end of every text and list there are zeros, and text is UTF-8. */
function requireClean(space: Space, batch: Batch<Space>, path: string, row = 0): void {
  switch (space.type) {
    case "text": {
      const bytes = rowsOf(space, batch as Uint8Array, row);
      const end = bytes.indexOf(0);
      if (end >= 0 && bytes.subarray(end).some((byte) => byte !== 0)) wrong(`${path} has stale bytes behind its text`);
      try {
        new TextDecoder("utf-8", { fatal: true }).decode(bytes.slice());
      } catch {
        wrong(`${path} is no UTF-8`);
      }
      return;
    }
    case "parts":
      for (const [name, field] of Object.entries(space.fields))
        requireClean(field, (batch as { [name: string]: Batch<Space> })[name], `${path}.${name}`, row);
      return;
    case "list": {
      const { length, rows } = batch as Batch<typeof space>;
      const first = row * space.most;
      const end = first + length[row];
      for (let i = first; i < end; i++) requireClean(space.of, rows, `${path}[${i - first}]`, i);
      const unused = arraysOf(rowsOf(space.of, rows, end, first + space.most));
      if (unused.some((values) => values.some((value) => value !== 0)))
        wrong(`${path} has something other than zeros behind its ${length[row]} rows`);
      return;
    }
    case "box":
    case "codes":
    case "choice":
    case "choices":
    case "pick":
  }
}
