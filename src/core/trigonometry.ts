/**
 * Sine, cosine, arc sine and arc tangent with the same bits everywhere. Those of `Math` may differ in the last place between two
 * browsers or two versions of Node, and trajectories then part: worlds use these.
 *
 * After fdlibm 5.3, as V8 has it in Node. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at
 * SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is freely
 * granted, provided that this notice is preserved.
 */
import { atHigh, high, upper } from "./double.ts";

const tiny = 2 ** -27;

// Magnitudes from which fdlibm computes another way.
const eighthTurn = atHigh(0x3fe921fc);
const nearOneRightAngle = atHigh(0x4002d97c);
const small = atHigh(0x3fd33333);
const large = atHigh(0x3fe90001);
const nearlyOne = atHigh(0x3fef3333);

/** Sine of an angle [rad]. */
export function sine(x: number): number {
  if (Math.abs(x) < eighthTurn) return sineNear(x, 0, false);
  if (!Number.isFinite(x)) return Number.NaN;
  return quadrant(reduce(x));
}

/** Cosine of an angle [rad]. */
export function cosine(x: number): number {
  if (Math.abs(x) < eighthTurn) return cosineNear(x, 0);
  if (!Number.isFinite(x)) return Number.NaN;
  return quadrant(reduce(x) + 1);
}

const rest = new Float64Array(2); // what `reduce` leaves, and what its double cannot hold

function quadrant(turns: number): number {
  const x = rest[0];
  const y = rest[1];
  const near = turns & 1 ? cosineNear(x, y) : sineNear(x, y, true);
  return turns & 2 ? -near : near;
}

/** Sine of `x + y` within a quarter of pi. */
function sineNear(x: number, y: number, hasTail: boolean): number {
  if (Math.abs(x) < tiny) return x;
  const z = x * x;
  const v = z * x;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 + z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  const first = -0.16666666666666632;
  return hasTail ? x - (z * (0.5 * y - v * r) - y - v * first) : x + v * (first + z * r);
}

/** Cosine of `x + y` within a quarter of pi. */
function cosineNear(x: number, y: number): number {
  if (Math.abs(x) < tiny) return 1;
  const z = x * x;
  const r =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (2.480158728947673e-5 +
              z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))));
  const size = Math.abs(x);
  if (size < small) return 1 - (0.5 * z - (z * r - x * y));
  const q = size >= large ? 0.28125 : upper(x) / 4;
  return 1 - q - (0.5 * z - q - (z * r - x * y));
}

// Half of pi: a part of 33 bits and what follows it, of which the first 33 bits are the next part, and so on.
const part1 = 1.5707963267341256;
const part1Tail = 6.077100506506192e-11;
const part2 = 6.077100506303966e-11;
const part2Tail = 2.0222662487959506e-21;
const part3 = 2.0222662487111665e-21;
const part3Tail = 8.4784276603689e-32;
const multiples = Int32Array.from({ length: 32 }, (_, i) => high(((i + 1) * Math.PI) / 2));
const cancelling = 2 ** -14; // nearer to a whole number of right angles, too much of the first part cancels
const most = 2 ** 19 * (Math.PI / 2); // [rad]; the parts are exact up to there

/** Leaves `x` less a whole number of right angles, and returns that number. */
function reduce(x: number): number {
  if (Math.abs(x) > most) return reduce(x % (2 * Math.PI));
  const size = Math.abs(x);
  const count = size < nearOneRightAngle ? 1 : (size * 0.6366197723675814 + 0.5) | 0;
  let r = size - count * part1;
  let w = count * part1Tail;
  let y = r - w;
  if (Math.abs(y) < size * cancelling && (count >= 32 || high(x) === multiples[count - 1])) {
    const magnitude = high(x);
    if (bitsLost(magnitude, y) > 16) {
      const before = r;
      w = count * part2;
      r = before - w;
      w = count * part2Tail - (before - r - w);
      y = r - w;
    }
    if (bitsLost(magnitude, y) > 49) {
      const before = r;
      w = count * part3;
      r = before - w;
      w = count * part3Tail - (before - r - w);
      y = r - w;
    }
  }
  const tail = r - y - w;
  rest[0] = x > 0 ? y : -y;
  rest[1] = x > 0 ? tail : -tail;
  return x > 0 ? count : -count;
}

const bitsLost = (magnitude: number, rest: number): number => (magnitude >> 20) - (high(rest) >> 20);

const arcs = [
  [0.4636476090008061, 2.2698777452961687e-17],
  [0.7853981633974483, 3.061616997868383e-17],
  [0.982793723247329, 1.3903311031230998e-17],
  [1.5707963267948966, 6.123233995736766e-17],
];

/** The angle whose tangent is `x` [rad]. */
function arcTangent(x: number): number {
  const size = Math.abs(x);
  if (size < tiny) return x;
  if (size >= 2 ** 66) return Math.sign(x) * (arcs[3][0] + arcs[3][1]);
  if (size < 7 / 16) return x - x * series(x);
  const [at, y] =
    size < 11 / 16
      ? [0, (2 * size - 1) / (2 + size)]
      : size < 19 / 16
        ? [1, (size - 1) / (size + 1)]
        : size < 39 / 16
          ? [2, (size - 1.5) / (1 + 1.5 * size)]
          : [3, -1 / size];
  const [arc, low] = arcs[at];
  const angle = arc - (y * series(y) - low - y);
  return x < 0 ? -angle : angle;
}

function series(x: number): number {
  const z = x * x;
  const w = z * z;
  const odd =
    z *
    (0.3333333333333293 +
      w *
        (0.14285714272503466 +
          w *
            (0.09090887133436507 + w * (0.06661073137387531 + w * (0.049768779946159324 + w * 0.016285820115365782)))));
  const even =
    w *
    (-0.19999999999876483 +
      w * (-0.11111110405462356 + w * (-0.0769187620504483 + w * (-0.058335701337905735 + w * -0.036531572744216916))));
  return odd + even;
}

/** The angle of the point `(x, y)`, in [-pi, pi] [rad]. */
export function angleOf(y: number, x: number): number {
  if (y === 0 || x === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return Math.atan2(y, x); // exact everywhere
  if (x === 1) return arcTangent(y);
  const low = 1.2246467991473532e-16; // pi beyond its double
  const angle = arcTangent(Math.abs(y / x));
  if (x > 0) return y > 0 ? angle : -angle;
  return y > 0 ? Math.PI - (angle - low) : angle - low - Math.PI;
}

/** The angle in [-pi/2, pi/2] whose sine is `x` [rad]; NaN outside [-1, 1]. */
export function arcSine(x: number): number {
  const size = Math.abs(x);
  if (size < tiny) return x;
  if (size < 0.5) return x + x * arcSeries(x * x);
  const t = (1 - size) / 2;
  const root = Math.sqrt(t); // NaN outside
  const low = 6.123233995736766e-17; // half of pi beyond its double
  const bend = arcSeries(t);
  let angle = Math.PI / 2 - (2 * (root + root * bend) - low);
  if (size < nearlyOne) {
    const w = upper(root);
    const c = (t - w * w) / (root + w);
    angle = Math.PI / 4 - (2 * root * bend - (low - 2 * c) - (Math.PI / 4 - 2 * w));
  }
  return x < 0 ? -angle : angle;
}

function arcSeries(t: number): number {
  const p =
    t *
    (0.16666666666666666 +
      t *
        (-0.3255658186224009 +
          t *
            (0.20121253213486293 +
              t * (-0.04005553450067941 + t * (0.0007915349942898145 + t * 3.479331075960212e-5)))));
  const q =
    1 + t * (-2.403394911734414 + t * (2.0209457602335057 + t * (-0.6882839716054533 + t * 0.07703815055590194)));
  return p / q;
}
