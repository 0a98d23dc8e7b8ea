import type { View } from "../view.ts";

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
  /** Turns the own camera by angles [rad] and its distance by a factor. */
  turn?(across: number, up: number, farther: number): void;
  dispose(): void;
}
