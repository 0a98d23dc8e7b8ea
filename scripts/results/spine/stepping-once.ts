import { stepping } from "../../bench/vectors.ts";

/** Prints the steps per second of batched cart-pole with a number of worlds. */
const { measure } = stepping("classic/cart-pole-v1", Number(process.argv[2]), 0);
await measure(); // V8 compiles the loops for a second or two
const stepsPerSecond = await measure();
console.log(JSON.stringify({ stepsPerSecond: Math.round(stepsPerSecond) }));
