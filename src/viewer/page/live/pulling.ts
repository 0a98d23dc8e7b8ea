import type { Poke } from "../../../core/poke.ts";
import { poseSize, type Vector } from "../../../core/scene.ts";
import type { Hold, Line, Stage } from "../stage/stage.ts";
import type { LiveSession } from "./live-session.ts";

const pullPerMetre = 30; // [N / m] for a body of 1 kg; heavier ones are pulled harder in proportion
const strongest = 40; // [N] for a body of 1 kg
const nudgeForce = 12; // [N] for a body of 1 kg
const nudgeSeconds = 0.1;
const typicalMass = 8; // where a scene does not say what things weigh [kg]

/**
 * Lets a person pull at a body with the mouse, by a force towards where the mouse is, or nudge one by a key. Worlds that
 * cannot be pushed, and those of a server, are left alone.
 */
export function pulling(
  stage: Stage,
  session: LiveSession,
  { began, moved }: { /** Called when a person takes hold. */ began(): void; moved(): void },
) {
  const { vector, isRemote, env } = session.worlds;
  const mayPull = !isRemote && vector.worlds === 1 && vector.poke !== undefined && stage.reach !== undefined;
  const mass = (session.scene?.masses ?? []).reduce((sum, each) => sum + each.mass, 0) || typicalMass;
  const nudgeSteps = Math.max(1, Math.round(nudgeSeconds / (env.stepSeconds || nudgeSeconds)));
  let hold: Hold | undefined;
  let nudge: { readonly row: number; readonly along: 1 | -1; left: number } | undefined;
  if (mayPull)
    stage.reach!.listen({
      grip(given) {
        hold = given;
        began();
      },
      letGo() {
        hold = undefined;
        moved();
      },
    });
  const pullOf = ({ from, to }: Line): Vector => {
    const [x, y, z] = from.map((value, i) => to[i] - value);
    const scale = mass * Math.min(pullPerMetre, strongest / Math.hypot(x, y, z));
    return [x * scale, y * scale, z * scale];
  };
  const placeOf = (row: number): Vector => {
    const [x, y, z] = session.poses.subarray(row * poseSize);
    return [x, y, z];
  };
  return {
    /** Whether the world can be pushed. */
    mayPull,
    /** What the next step is pushed by. */
    pokes(): Poke[] {
      const pokes: Poke[] = [];
      if (hold) {
        const line = hold.line();
        pokes.push({ row: hold.row, at: line.from, force: pullOf(line) });
      }
      if (nudge) {
        pokes.push({ row: nudge.row, at: placeOf(nudge.row), force: [nudge.along * nudgeForce * mass, 0, 0] });
        if (--nudge.left === 0) nudge = undefined;
      }
      return pokes;
    },
    /** Pushes a body along x for a moment. */
    nudge(row: number, along: 1 | -1) {
      if (!mayPull) return;
      nudge = { row: row || (stage.bodies[0]?.row ?? 1), along, left: nudgeSteps };
      began();
    },
    /** Draws the pull as a line. */
    show() {
      if (!nudge) return stage.reach?.draw(hold?.line());
      const from = placeOf(nudge.row);
      stage.reach?.draw({ from, to: [from[0] + nudge.along * 0.6, from[1], from[2]] });
    },
  };
}
