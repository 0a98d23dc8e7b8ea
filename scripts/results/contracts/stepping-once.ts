import { stepping } from "../../bench/vectors.ts";

// Prints the steps per second of an env with a number of worlds in this thread. It also runs on the code before.

const [id, worlds] = process.argv.slice(2);
const { measure } = stepping(id, Number(worlds), 0);
await measure(); // V8 compiles the loops for a second or two
console.log(JSON.stringify({ rate: await measure() }));
