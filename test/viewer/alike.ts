import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { decode } from "fast-png";
import { expect } from "vitest";

const [across, down] = [60, 36]; // fields that pictures are compared by, so that neither edges nor sizes count
const mostMean = 3; // of 255, over all fields
const mostField = 40;

/** Mean colours of the fields of a picture, `[down, across, 3]`. */
function fieldsOf(png: Uint8Array): Float64Array {
  const { data, width, height, channels } = decode(png);
  const sums = new Float64Array(3 * across * down);
  const counts = new Float64Array(across * down);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const field = Math.floor((y * down) / height) * across + Math.floor((x * across) / width);
      counts[field]++;
      for (let i = 0; i < 3; i++) sums[3 * field + i] += data[(y * width + x) * channels + i];
    }
  return sums.map((sum, i) => sum / counts[Math.floor(i / 3)]);
}

/**
 * Expects a picture to look like the one that is kept beside the tests. After a change that is meant:
 * `GOLDEN=write npx vitest run test/viewer/page.test.ts`.
 */
export function expectAlike(png: Uint8Array, name: string): void {
  const path = fileURLToPath(new URL(`golden/${name}.png`, import.meta.url));
  if (process.env.GOLDEN === "write") {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, png);
  }
  expect(existsSync(path), `${path} is there`).toBe(true);
  const [now, golden] = [fieldsOf(png), fieldsOf(readFileSync(path))];
  const differences = now.map((value, i) => Math.abs(value - golden[i]));
  expect(differences.reduce((sum, value) => sum + value, 0) / differences.length, name).toBeLessThan(mostMean);
  expect(Math.max(...differences), name).toBeLessThan(mostField);
}
