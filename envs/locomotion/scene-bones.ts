import type { SceneDescription, Vector } from "../../src/core/index.ts";
import { type Body, layoutOf, massesOf } from "../../src/physics/index.ts";

/** What is inside a body: what its links are called and weigh, and the joints that they hang by. */
export function bonesOf(body: Body): Required<Pick<SceneDescription, "names" | "masses" | "axes">> {
  const rows = layoutOf(body).links;
  const up: Vector = [0, 0, 1];
  return {
    names: ["world", ...body.links.map(({ name }) => name)],
    masses: massesOf(body).map(({ mass, centre }, i) => ({ row: i + 1, at: centre, mass })),
    axes: body.links.flatMap(({ name: link, joints }) =>
      joints.flatMap(({ name, kind, at = [0, 0, 0], axis = up }) =>
        kind === "free" ? [] : [{ row: rows[link], name, kind, at, along: axis } as const],
      ),
    ),
  };
}
