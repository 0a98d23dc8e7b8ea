/** The bits of a double as two words of 32. */
export const float = new Float64Array(1);
export const words = new Int32Array(float.buffer);

/** Which of the words holds sign, exponent and the first 20 bits of the fraction. */
export const highAt = new Uint8Array(Uint16Array.of(1).buffer)[0];

/** That word without the sign: it tells magnitudes apart. */
export function high(x: number): number {
  float[0] = x;
  return words[highAt] & 0x7fffffff;
}

/** The least number with this high word. */
export function atHigh(word: number): number {
  words[highAt] = word;
  words[1 - highAt] = 0;
  return float[0];
}

/** The magnitude without what the other word holds. */
export function upper(x: number): number {
  float[0] = x;
  words[1 - highAt] = 0;
  return Math.abs(float[0]);
}
