/** A tree of boxes around triangles, so that a ray is tested against few of them. */
export interface TriangleTree {
  /** `[nodes, 6]`: least x, y, z and largest x, y, z. */
  readonly boxes: Float64Array;
  /** Of each node: the second child, the first being the next node; or -1 for a leaf. */
  readonly second: Int32Array;
  /** Of each leaf: its first triangle, and the one after its last. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** `[triangles, 9]`: a corner, and the edges from it to the two others. */
  readonly corners: Float64Array;
}

const leafSize = 4; // triangles

export function triangleTree(vertices: readonly number[], triangles: readonly number[]): TriangleTree {
  const count = triangles.length / 3;
  const order = Array.from({ length: count }, (_, i) => i);
  const cornerOf = (triangle: number, corner: number, axis: number) =>
    vertices[3 * triangles[3 * triangle + corner] + axis];
  const middleOf = (triangle: number, axis: number) =>
    cornerOf(triangle, 0, axis) + cornerOf(triangle, 1, axis) + cornerOf(triangle, 2, axis);
  const boxes: number[] = [];
  const second: number[] = [];
  const first: number[] = [];
  const last: number[] = [];

  function grow(from: number, to: number): void {
    const node = second.length;
    const box = boxOf(from, to);
    boxes.push(...box);
    second.push(-1);
    first.push(from);
    last.push(to);
    if (to - from <= leafSize) return;
    const sizes = [0, 1, 2].map((axis) => box[3 + axis] - box[axis]);
    const axis = sizes.indexOf(Math.max(...sizes));
    const sorted = order.slice(from, to).sort((a, b) => middleOf(a, axis) - middleOf(b, axis) || a - b);
    for (const [i, triangle] of sorted.entries()) order[from + i] = triangle;
    const half = (from + to) >> 1;
    grow(from, half);
    second[node] = second.length;
    grow(half, to);
  }

  function boxOf(from: number, to: number): number[] {
    const box = [1, 1, 1, -1, -1, -1].map((sign) => sign * Number.POSITIVE_INFINITY);
    for (let i = from; i < to; i++)
      for (let corner = 0; corner < 3; corner++)
        for (let axis = 0; axis < 3; axis++) {
          const value = cornerOf(order[i], corner, axis);
          box[axis] = Math.min(box[axis], value);
          box[3 + axis] = Math.max(box[3 + axis], value);
        }
    return box;
  }

  grow(0, count);
  const corners = new Float64Array(9 * count);
  for (const [i, triangle] of order.entries())
    for (let axis = 0; axis < 3; axis++) {
      const from = cornerOf(triangle, 0, axis);
      corners[9 * i + axis] = from;
      corners[9 * i + 3 + axis] = cornerOf(triangle, 1, axis) - from;
      corners[9 * i + 6 + axis] = cornerOf(triangle, 2, axis) - from;
    }
  return {
    boxes: Float64Array.from(boxes),
    second: Int32Array.from(second),
    first: Int32Array.from(first),
    last: Int32Array.from(last),
    corners,
  };
}
