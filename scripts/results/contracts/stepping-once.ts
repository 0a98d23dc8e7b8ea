import { stepping } from "../../bench/vectors.ts";

// Prints the steps per second of an env with a number of worlds in this thread. It also runs on the code before.

const [id, worlds] = process.argv.slice(2);
console.log(JSON.stringify({ rate: await stepping(id, Number(worlds), 0).measure() }));
