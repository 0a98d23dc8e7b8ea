import { stepping } from "../../bench/vectors.ts";

/** Prints the steps a second of batched cart-pole with so many worlds. */
const stepsPerSecond = await stepping("classic/cart-pole-v1", Number(process.argv[2]), 0).measure();
console.log(JSON.stringify({ stepsPerSecond: Math.round(stepsPerSecond) }));
