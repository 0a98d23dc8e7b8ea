import { poseSize, sceneRows } from "../../core/scene.ts";
import type { EpisodeNumbers, Look, NamedColumn } from "../shapes.ts";

/** Events that two episodes share, and how many steps later the first of each comes here than there. */
export function sharedEvents(
  own: EpisodeNumbers,
  other: EpisodeNumbers,
): readonly { readonly name: string; readonly later: number }[] {
  return own.events.flatMap(({ name, steps }) => {
    const there = other.events.find((event) => event.name === name)?.steps[0];
    return steps.length > 0 && there !== undefined ? [{ name, later: steps[0] - there }] : [];
  });
}

/** An episode's numbers as they are told so many steps later; before its start and after its end they are not there. */
export function laterNumbers(numbers: EpisodeNumbers, later: number): EpisodeNumbers {
  if (later === 0) return numbers;
  const moved = ({ name, unit, values }: NamedColumn): NamedColumn => ({
    name,
    unit,
    values: laterColumn(values, later),
  });
  const steps = Math.max(0, numbers.summary.steps + later);
  return {
    ...numbers,
    summary: { ...numbers.summary, steps },
    features: numbers.features.map(moved),
    actions: numbers.actions.map(moved),
    observations: numbers.observations.map(moved),
  };
}

function laterColumn(values: Float64Array, later: number): Float64Array {
  const moved = new Float64Array(Math.max(0, values.length + later)).fill(Number.NaN);
  if (later < 0) moved.set(values.subarray(Math.min(values.length, -later)));
  else moved.set(values, later);
  return moved;
}

/** How an episode looked, so many steps later; it stands still before its start. */
export function laterLook(look: Look, later: number): Look {
  if (look.kind !== "scene" || later === 0) return look;
  const size = sceneRows(look.scene) * poseSize;
  const steps = look.poses.length / size;
  const poses = new Float32Array(Math.max(1, steps + later) * size);
  for (let step = 0; step < poses.length / size; step++) {
    const from = Math.max(0, Math.min(steps - 1, step - later)) * size;
    poses.set(look.poses.subarray(from, from + size), step * size);
  }
  return { ...look, poses };
}
