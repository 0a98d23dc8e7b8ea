import type { Vector } from "./scene.ts";

/** What a world can say of this moment besides where things are: drawn over its scene, measured by nobody. */
export type SceneMarks = {
  /** Where bodies are pressed [m], and the force on the body [N]; on the upper one where two touch. */
  readonly contacts: readonly { readonly at: Vector; readonly force: Vector }[];
  /** What is wanted, as arrows: from `at` [m] by `along`, in the unit that `name` says. */
  readonly goals: readonly { readonly name: string; readonly at: Vector; readonly along: Vector }[];
};
