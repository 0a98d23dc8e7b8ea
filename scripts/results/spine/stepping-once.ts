import { stepping } from "../../bench/vectors.ts";

/** Prints the steps per second of batched cart-pole with a number of worlds. */
const stepsPerSecond = await stepping("classic/cart-pole-v1", Number(process.argv[2]), 0).measure();
console.log(JSON.stringify({ stepsPerSecond: Math.round(stepsPerSecond) }));
