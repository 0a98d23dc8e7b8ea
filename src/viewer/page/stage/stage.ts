import type { Vector } from "../../../core/scene.ts";
import type { MarkKind } from "../../../core/scene-marks.ts";
import type { View } from "../view.ts";
import type { Arrows } from "./arrows.ts";

/** The place where an episode is seen. */
export interface Stage {
  readonly element: HTMLElement;
  /** Cameras to choose from; `orbit` is the person's own. */
  readonly cameras: readonly string[];
  /** Rows that can be followed, by number and name. */
  readonly bodies: readonly { readonly row: number; readonly name: string }[];
  show(view: View): void;
  dim(dark: boolean): void;
  /** The picture as it is now. */
  png?(): Promise<Blob | undefined>;
  /** Paints that into another canvas, and fills it. */
  paint?(into: OffscreenCanvasRenderingContext2D): void;
  /** Whether every picture is to be sharp from now on, as for a film. */
  hold?(isHeld: boolean): void;
  /** Turns the own camera by angles [rad] and its distance by a factor. */
  turn?(across: number, up: number, farther: number): void;
  /** What can be drawn over it to explain it. */
  readonly layers?: readonly string[];
  /** What the world says of its moments, once that is known: `layers` then have it, too. */
  offer?(kinds: readonly MarkKind[]): void;
  /** What it says of this moment; to be called before `show`. */
  mark?(marks: Arrows | undefined): void;
  /** Where bodies can be taken hold of. */
  readonly reach?: Reach;
  dispose(): void;
}

/** From where a body is held to where the mouse is [m]. */
export interface Line {
  readonly from: Vector;
  readonly to: Vector;
}

/** A body that a person holds. */
export interface Hold {
  readonly row: number;
  /** As both are now: the body moves, and so may the mouse. */
  line(): Line;
}

export interface Reach {
  listen(listener: { grip(hold: Hold): void; letGo(): void }): void;
  /** Draws a pull, or none. */
  draw(line: Line | undefined): void;
}
