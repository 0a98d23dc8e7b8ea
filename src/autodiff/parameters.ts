import { assert, breather, type Rng } from "../core/index.ts";
import { input, sizeOfShape, type Tensor } from "./tensor.ts";

/** How a parameter is initialised. `orthogonal` is for matrices `[in, out]` (Saxe et al. 2014, arXiv 1312.6120). */
export type Start =
  | { readonly kind: "orthogonal"; readonly gain: number }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "normal"; readonly deviation: number };

/** All parameters of a model: tensors for the graph, packed into one flat vector. */
export interface Parameters {
  readonly tensors: readonly Tensor[];
  readonly size: number;
  /** The offset of a parameter in the flat vector. */
  offsetOf(tensor: Tensor): number;
  /** A newly initialised flat vector. Large matrices take minutes, so it yields to timers and signals now and then. */
  initial(rng: Rng): Promise<Float32Array>;
}

/** Collects parameters while a network is described. */
export interface ParameterList {
  /** Declares the next parameter. */
  parameter(name: string, shape: readonly number[], start: Start): Tensor;
  done(): Parameters;
}

export function parameterList(): ParameterList {
  const declared: { tensor: Tensor; shape: readonly number[]; start: Start }[] = [];
  return {
    parameter(name, shape, start) {
      const tensor = input(name, shape);
      declared.push({ tensor, shape, start });
      return tensor;
    },
    done() {
      const size = declared.reduce((sum, { shape }) => sum + sizeOfShape(shape), 0);
      return {
        tensors: declared.map(({ tensor }) => tensor),
        size,
        offsetOf(tensor) {
          const at = declared.findIndex((each) => each.tensor === tensor);
          assert(at >= 0, `"${tensor.name}" is a parameter`);
          return declared.slice(0, at).reduce((sum, { shape }) => sum + sizeOfShape(shape), 0);
        },
        async initial(rng) {
          const flat = new Float32Array(size);
          let offset = 0;
          for (const { shape, start } of declared) {
            const length = sizeOfShape(shape);
            await begin(flat.subarray(offset, offset + length), shape, start, rng);
            offset += length;
          }
          return flat;
        },
      };
    },
  };
}

async function begin(target: Float32Array, shape: readonly number[], start: Start, rng: Rng): Promise<void> {
  if (start.kind === "constant") target.fill(start.value);
  else if (start.kind === "normal") for (let i = 0; i < target.length; i++) target[i] = start.deviation * rng.normal();
  else {
    const [rows, columns] = [target.length / (shape.at(-1) as number), shape.at(-1) as number];
    const matrix = await orthogonal(rows, columns, rng);
    for (let i = 0; i < target.length; i++) target[i] = start.gain * matrix[i];
  }
}

/** A random `[rows, columns]` matrix whose shorter side is orthonormal: Gram and Schmidt, twice, on normal vectors. */
export async function orthogonal(rows: number, columns: number, rng: Rng): Promise<Float64Array> {
  const breathe = breather();
  const [vectors, length] = [Math.min(rows, columns), Math.max(rows, columns)];
  const basis = Array.from({ length: vectors }, () => Float64Array.from({ length }, () => rng.normal()));
  for (let i = 0; i < vectors; i++) {
    await breathe();
    makeOrthonormal(basis[i], basis, i);
  }
  const matrix = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      matrix[row * columns + column] = rows <= columns ? basis[row][column] : basis[column][row];
  return matrix;
}

/** Removes from a vector its projection onto the first `count` vectors of an orthonormal basis, and normalises it. */
function makeOrthonormal(vector: Float64Array, basis: readonly Float64Array[], count: number): void {
  for (let pass = 0; pass < 2; pass++)
    for (let j = 0; j < count; j++) {
      const other = basis[j];
      const along = dot(vector, other);
      for (let k = 0; k < vector.length; k++) vector[k] -= along * other[k];
    }
  const size = Math.sqrt(dot(vector, vector));
  for (let k = 0; k < vector.length; k++) vector[k] /= size;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
