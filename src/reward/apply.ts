import { type BoundTransform, fail, type RewardHost } from "../core/index.ts";
import { column, type Part, type Piece, requireFinite } from "./part.ts";

/**
 * A transform over an inner reward. With `before`, the inner reward is evaluated twice: on the rows, and on the rows with
 * the features as they were before each step.
 * @throws `reward/expression` for `before` over a reward with state, which one call would age by two
 */
export function apply(path: string, transform: BoundTransform, to: Part, host: RewardHost, pieces: Piece[]): Part {
  const { before } = transform.inputs;
  if (before && to.stateful)
    fail("reward/expression", {
      given: `${transform.id} at ${path} over ${to.path}, a reward with state`,
      expected: "one without: it is evaluated before and after every step",
    });
  const instance = transform.create(host);
  pieces.push({ path, id: transform.id, instance });
  const values = column();
  const earlier = column();
  return {
    path,
    stateful: to.stateful || instance.save !== undefined,
    async fill(rows, out) {
      await to.fill(rows, values(rows.rows));
      if (before) await to.fill({ ...rows, features: rows.before.features }, earlier(rows.rows));
      out.fill(Number.NaN);
      instance.apply(
        {
          rows: rows.rows,
          values: values(rows.rows),
          before: earlier(before ? rows.rows : 0),
          steps: rows.steps,
          worlds: rows.worlds,
          terminated: rows.terminated,
          truncated: rows.truncated,
        },
        out,
      );
      requireFinite(path, rows, out);
    },
  };
}
