import { measureLearner } from "../../bench/learner.ts";

/** Prints the samples a second of an update for every minibatch size given. */
const speeds: { [size: string]: number } = {};
for (const size of process.argv.slice(2).map(Number)) speeds[size] = Math.round(await measureLearner(size));
console.log(JSON.stringify(speeds));
