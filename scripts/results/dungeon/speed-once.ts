import { stepping } from "../../bench/vectors.ts";

/** Prints the steps per second of an env in this thread: random actions over whole episodes. Arguments: id, params, worlds. */
const [id, params, worlds] = process.argv.slice(2);
const { measure } = stepping(id, Number(worlds), 0, undefined, JSON.parse(params));
await measure(); // V8 compiles the loops for a second or two
console.log(JSON.stringify({ stepsPerSecond: Math.round(await measure()) }));
