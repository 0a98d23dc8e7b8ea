import type { Conflict, Lane } from "./map.ts";
import { type Sampled, sampled, sampleSize } from "./sampled.ts";

const clearance = 2.5; // [m] between centres of lanes at which two cars, 2 m wide, still pass each other
const spacing = 0.5; // [m]
const together = 0.5; // [m]

/**
 * The stretches in which lanes are so close that cars on them would touch. Of each pair there is at most one, from the first
 * such point to the last.
 * @param priority of each lane: the lower one of a pair gives way, and neither if they are equal
 */
export function findConflicts(lanes: readonly Lane[], priority?: (lane: Lane) => number): Conflict[] {
  const traces = lanes.map((lane) => sampled(lane, spacing));
  const found: Conflict[] = [];
  for (let i = 0; i < lanes.length; i++)
    for (let j = i + 1; j < lanes.length; j++) {
      const conflict = conflictOf(lanes[i], traces[i], lanes[j], traces[j], priority);
      if (conflict) found.push(conflict);
    }
  return found;
}

function conflictOf(a: Lane, traceA: Sampled, b: Lane, traceB: Sampled, priority?: (lane: Lane) => number) {
  const spanA = touching(traceA, traceB);
  const spanB = spanA && touching(traceB, traceA);
  if (!spanA || !spanB) return undefined;
  const spans = [spanA, spanB] as const;
  const kind = gap(traceA, 0, traceB, 0) < together ? "fork" : endsTogether(traceA, traceB) ? "merge" : "cross";
  const [first, second] = [priority?.(a) ?? 0, priority?.(b) ?? 0];
  const conflict = { lanes: [a.id, b.id], spans, kind } as const;
  return first === second || kind === "fork" ? conflict : { ...conflict, yields: first < second ? a.id : b.id };
}

const endsTogether = (a: Sampled, b: Sampled) => gap(a, a.parts, b, b.parts) < together;

/** Distance between a point of one and a point of the other [m]. */
function gap(a: Sampled, i: number, b: Sampled, j: number): number {
  const dx = a.points[sampleSize * i] - b.points[sampleSize * j];
  const dy = a.points[sampleSize * i + 1] - b.points[sampleSize * j + 1];
  return Math.sqrt(dx * dx + dy * dy);
}

/** From where to where the first is close to the second, or nothing. */
function touching(a: Sampled, b: Sampled): readonly [number, number] | undefined {
  if (!areNear(a, b)) return undefined;
  let [first, last] = [-1, -1];
  const strideA = a.length / a.parts;
  const strideB = b.length / b.parts;
  for (let i = 0; i <= a.parts; i++) {
    let isClose = false;
    for (let j = 0; j <= b.parts && !isClose; ) {
      const distance = gap(a, i, b, j);
      isClose = distance < clearance;
      j += Math.max(1, Math.floor((distance - clearance) / strideB)); // no point in between is closer than the clearance
    }
    if (isClose) {
      if (first < 0) first = i;
      last = i;
    }
  }
  return first < 0 ? undefined : [first * strideA, last * strideA];
}

/** Whether circles around both lanes come close. */
function areNear(a: Sampled, b: Sampled): boolean {
  return gap(a, a.parts >> 1, b, b.parts >> 1) < (a.length + b.length) / 2 + clearance + 2 * spacing;
}
