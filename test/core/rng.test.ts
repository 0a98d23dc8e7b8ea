import fc from "fast-check";
import seedrandom from "seedrandom";
import { describe, expect, it } from "vitest";
import { generator } from "../../src/core/index.ts";

/** Once drawn, never to change: recorded runs and checkpoints rest on them. */
const golden = {
  draws: [0.9721543096942435, 0.09566685085563309, 0.44312910768971053, 34],
  order: [6, 5, 2, 1, 7, 4, 0, 3],
  state: [1_475_525, 0.006688989233225584, 0.7809267402626574, 0.7480366760864854],
};

const draws = (count: number, rng = generator(1)) => Array.from({ length: count }, () => rng.uniform());

describe("generator", () => {
  it("draws these numbers for ever", () => {
    const rng = generator(7, "world", 3);
    expect([rng.uniform(), rng.uniform(-1, 1), rng.normal(), rng.integer(100)]).toEqual(golden.draws);
    const order = Int32Array.from({ length: 8 }, (_, i) => i);
    rng.shuffle(order);
    expect(Array.from(order)).toEqual(golden.order);
    expect(Array.from(rng.save())).toEqual(golden.state);
  });

  it("draws as seedrandom's Alea does", () => {
    const peer = seedrandom.alea("7/world/3");
    expect(draws(10_000, generator(7, "world", 3))).toEqual(Array.from({ length: 10_000 }, () => peer.double()));
  });

  it("goes on from a saved state, in itself and in another", () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat({ max: 20 }), (seed, used) => {
        const rng = generator(seed);
        draws(used, rng);
        const state = rng.save();
        const expected = draws(10, rng);
        rng.load(state);
        expect(draws(10, rng)).toEqual(expected);
        const other = generator("another");
        other.load(Float64Array.from(state));
        expect(draws(10, other)).toEqual(expected);
      }),
    );
  });

  it("is the same for the same path and another for any other", () => {
    expect(draws(5, generator(1, "a"))).toEqual(draws(5, generator(1, "a")));
    const streams = [generator(1), generator(2), generator(1, "a"), generator(1, "a", 0), generator(1, "a", 1)];
    expect(new Set(streams.map((rng) => rng.uniform())).size).toBe(streams.length);
  });

  it("is not disturbed by another", () => {
    const [one, other] = [generator(1, "a"), generator(1, "b")];
    const expected = draws(5, generator(1, "a"));
    const mixed = Array.from({ length: 5 }, () => {
      other.normal();
      return one.uniform();
    });
    expect(mixed).toEqual(expected);
  });

  it("gives neighbouring worlds streams that are not alike", () => {
    // the correlation of n independent pairs has a standard deviation of 1/sqrt(n) = 0.01
    const n = 10_000;
    const [a, b] = [draws(n, generator(1, "world", 0)), draws(n, generator(1, "world", 1))];
    const covariance = a.reduce((sum, x, i) => sum + (x - 0.5) * (b[i] - 0.5), 0) / n;
    expect(Math.abs(covariance * 12)).toBeLessThan(0.04);
  });

  it("draws within bounds, and evenly", () => {
    const rng = generator(3);
    const n = 20_000;
    const uniform = Array.from({ length: n }, () => rng.uniform(2, 4));
    expect(uniform.every((value) => value >= 2 && value < 4)).toBe(true);
    const counts = new Int32Array(5);
    for (let i = 0; i < n; i++) counts[rng.integer(5)]++;
    // each of 5 is expected n/5 = 4,000 times, with a standard deviation of 57
    expect(counts.every((count) => Math.abs(count - n / 5) < 5 * 57)).toBe(true);
  });

  it("draws normal numbers, far ones as often as they should come", () => {
    const rng = generator(5);
    const n = 200_000;
    const drawn = Array.from({ length: n }, () => rng.normal());
    // how much of a standard normal lies beyond x on one side (tables of the error function)
    const beyond = { 0: 0.5, 1: 0.158655, 2: 0.02275, 3: 0.00135, 3.5: 0.000232629, 4: 0.0000316712 };
    for (const [x, share] of Object.entries(beyond))
      for (const side of [-1, 1]) {
        const count = drawn.filter((value) => side * value > Number(x)).length;
        expect(Math.abs(count - n * share)).toBeLessThan(5 * Math.sqrt(n * share * (1 - share)));
      }
    const moment = (power: number) => drawn.reduce((sum, value) => sum + value ** power, 0) / n;
    // moments 0, 1, 0, 3; their estimates have variances 1, 2, 15 and 96 over n
    expect(Math.abs(moment(1))).toBeLessThan(5 * Math.sqrt(1 / n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
  });

  it("shuffles without loss, in every order", () => {
    const rng = generator(4);
    const orders = new Set<string>();
    for (let i = 0; i < 200; i++) {
      const values = Int32Array.of(1, 2, 3);
      rng.shuffle(values);
      orders.add(values.join(""));
    }
    expect([...orders].sort()).toEqual(["123", "132", "213", "231", "312", "321"]);
  });
});
