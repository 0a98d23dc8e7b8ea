import { columnsRead, type PackedArray, type RewardInputs, type RewardRows, rewardRows } from "../core/index.ts";

/**
 * Rows of several episodes one after the other, as if each seat had lived them in turn: their last rows say that they
 * ended, so a reward with memory starts over in each. All come from one env; only what is read is copied.
 */
export function joinedRows(parts: readonly RewardRows[], inputs: RewardInputs): RewardRows {
  if (parts.length === 1) return parts[0];
  const [first] = parts;
  const joined = <T extends PackedArray>(arrayOf: (part: RewardRows) => T): T => join(parts.map(arrayOf));
  const columns = <T extends PackedArray>(
    names: readonly string[],
    recordOf: (part: RewardRows) => { readonly [name: string]: T },
  ) => Object.fromEntries(names.map((name) => [name, joined((part) => recordOf(part)[name])]));
  const { before, events = [], leaves = [] } = inputs;
  const features = columnsRead(inputs, first.features);
  return rewardRows({
    steps: parts.reduce((steps, part) => steps + part.steps, 0),
    seats: first.seats,
    present: joined((part) => part.present),
    features: columns(features, (part) => part.features),
    before: {
      features: columns(before ? features : [], (part) => part.before.features),
      observations: joined((part) => part.before.observations),
      leafRows: leaves.length ? shifted(parts, (part) => part.before.leafRows) : undefined,
    },
    events: columns(events, (part) => part.events),
    observations: joined((part) => part.observations),
    observationSize: first.observationSize,
    leaves: columns(leaves, (part) => part.leaves),
    leafRows: leaves.length ? shifted(parts, (part) => part.leafRows) : undefined,
    actions: joined((part) => part.actions),
    actionSize: first.actionSize,
    goals: parts.flatMap(({ goals }) => goals),
    terminated: joined((part) => part.terminated),
    truncated: joined((part) => part.truncated),
  });
}

function join<T extends PackedArray>(arrays: readonly T[]): T {
  const length = arrays.reduce((sum, array) => sum + array.length, 0);
  const whole = new (arrays[0].constructor as new (length: number) => T)(length);
  let at = 0;
  for (const array of arrays) {
    whole.set(array as never, at);
    at += array.length;
  }
  return whole;
}

/** Numbers of leaf rows, counted on from part to part: an episode has one more observation a seat than rows. */
function shifted(parts: readonly RewardRows[], rowsOf: (part: RewardRows) => Int32Array): Int32Array {
  let start = 0;
  return join(
    parts.map((part) => {
      const from = start;
      start += part.rows + part.seats;
      return rowsOf(part).map((row) => row + from);
    }),
  );
}
