/**
 * Exponential function and logarithm with the same bits everywhere: why is said in `trigonometry.ts`.
 *
 * After fdlibm 5.3, as V8 has it in Node. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at
 * SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is freely
 * granted, provided that this notice is preserved.
 */
import { float, high, highAt, words } from "./double.ts";

const ln2 = [0.6931471803691238, 1.9082149292705877e-10];

/** e to the power of x. */
export function exponential(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  if (Math.abs(x) < 2 ** -28) return 1 + x;
  const magnitude = high(x);
  let k = 0;
  let hi = x;
  let lo = 0;
  if (magnitude > 0x3fd62e42) {
    if (x === 1) return Math.E;
    k = magnitude < 0x3ff0a2b2 ? Math.sign(x) : Math.trunc(Math.LOG2E * x + 0.5 * Math.sign(x));
    hi = x - k * ln2[0];
    lo = k * ln2[1];
  }
  const y = hi - lo;
  const t = y * y;
  const c =
    y -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  if (k === 0) return 1 - ((y * c) / (c - 2) - y);
  const scaled = 1 - (lo - (y * c) / (2 - c) - hi);
  return k >= -1021 ? scaled * power(k) : scaled * power(k + 1000) * 2 ** -1000;
}

/** 2 to a whole power within the range of normal numbers. */
function power(k: number): number {
  if (k === 1024) return 2 ** 1023 * 2;
  words[highAt] = (k + 1023) << 20;
  words[1 - highAt] = 0;
  return float[0];
}

/** The natural logarithm. */
export function logarithm(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return Math.log(x); // exact everywhere
  let k = 0;
  let m = x;
  if (m < 2.2250738585072014e-308) {
    k -= 54;
    m *= 2 ** 54;
  }
  float[0] = m;
  const word = words[highAt];
  k += (word >> 20) - 1023;
  const fraction = word & 0xfffff;
  const up = (fraction + 0x95f64) & 0x100000;
  words[highAt] = fraction | (up ^ 0x3ff00000);
  k += up >> 20;
  const f = float[0] - 1;
  if ((0xfffff & (2 + fraction)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * ln2[0] + k * ln2[1];
    const r = f * f * (0.5 - 0.3333333333333333 * f);
    return k === 0 ? f - r : k * ln2[0] - (r - k * ln2[1] - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const r = odd + even;
  if (((fraction - 0x6147a) | (0x6b851 - fraction)) > 0) {
    const half = 0.5 * f * f;
    return k === 0 ? f - (half - s * (half + r)) : k * ln2[0] - (half - (s * (half + r) + k * ln2[1]) - f);
  }
  return k === 0 ? f - s * (f - r) : k * ln2[0] - (s * (f - r) - k * ln2[1] - f);
}
