import { measureLearner } from "../../bench/learner.ts";

/** Prints the samples per second of an update for every given minibatch size. */
const speeds: { [size: string]: number } = {};
for (const size of process.argv.slice(2).map(Number)) speeds[size] = Math.round(await measureLearner(size));
console.log(JSON.stringify(speeds));
