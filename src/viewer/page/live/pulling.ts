import type { Poke } from "../../../core/poke.ts";
import type { Vector } from "../../../core/scene.ts";
import type { Hold, Stage } from "../stage/stage.ts";
import type { ViewStore } from "../view.ts";
import type { LiveSession } from "./live-session.ts";

const pullPerMetre = 60; // [N / m] for a body of 1 kg; heavier ones are pulled harder in proportion
const typicalMass = 8; // where a scene does not say what things weigh [kg]

/**
 * Lets a person pull at a body with the mouse: a force towards where the mouse is, as long as it is held. Worlds that
 * cannot be pushed, and those of a server, are not pulled.
 */
export function pulling(stage: Stage, session: LiveSession, _store: ViewStore, changed: () => void) {
  const { vector, isRemote } = session.worlds;
  const mayPull = !isRemote && vector.worlds === 1 && vector.poke !== undefined && stage.reach !== undefined;
  const mass = (session.scene?.masses ?? []).reduce((sum, each) => sum + each.mass, 0) || typicalMass;
  let hold: Hold | undefined;
  if (mayPull)
    stage.reach!.listen({
      grip(given) {
        hold = given;
        changed();
      },
      letGo() {
        hold = undefined;
        changed();
      },
    });
  const forceOf = ({ from, to }: { readonly from: Vector; readonly to: Vector }): Vector => {
    const [x, y, z] = from.map((value, i) => (to[i] - value) * pullPerMetre * mass);
    return [x, y, z];
  };
  return {
    /** What the next step is pushed by. */
    pokes(): Poke[] {
      if (!hold) return [];
      const line = hold.line();
      return [{ row: hold.row, at: line.from, force: forceOf(line) }];
    },
    /** Draws the pull as a line. */
    show() {
      stage.reach?.draw(hold?.line());
    },
  };
}
