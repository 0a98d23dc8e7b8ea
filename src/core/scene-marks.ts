import type { Vector } from "./scene.ts";

/**
 * What a world can say of this moment besides where things are: drawn over its scene, measured by nobody. A kind is left
 * out by worlds that never have any, so that nobody is offered it.
 */
export type SceneMarks = {
  /** Where bodies are pressed [m], and the force on the body [N]; on the upper one where two touch. */
  readonly contacts?: readonly { readonly at: Vector; readonly force: Vector }[];
  /** What is wanted, as arrows from `at` by `along` [m]: of a motion, where it would lead in a moment. */
  readonly goals?: readonly { readonly name: string; readonly at: Vector; readonly along: Vector }[];
};

/** The kinds of marks, in the order in which they are offered. */
export const markKinds = ["contacts", "goals"] as const satisfies readonly (keyof SceneMarks)[];
export type MarkKind = (typeof markKinds)[number];
