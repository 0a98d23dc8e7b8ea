import { stepping } from "../../bench/vectors.ts";

// Prints the steps a second of an env in so many worlds of this thread. It also runs on the code before.

const [id, worlds] = process.argv.slice(2);
console.log(JSON.stringify({ rate: await stepping(id, Number(worlds), 0).measure() }));
