// Asks for pairs and answers them in a store, and prints the id of each label that was confirmed, until it is killed or has
// given the last one; then it waits to be killed.
import { writeSync } from "node:fs";
import { openLabels } from "../../src/labels/index.ts";
import { clips } from "./clips.ts";

const [directory, last] = process.argv.slice(2);
const store = await openLabels(directory);
let given = 0;
for (let a = 0; a < clips.length; a++)
  for (let b = 0; b < clips.length; b++) {
    if (a === b || given >= Number(last)) continue;
    const { pair } = await store.ask({ a: clips[a], b: clips[b], asker: "a child" });
    const { label } = await store.answer(pair.pair, "ada", { grade: 1 + ((a + b) % 3) });
    writeSync(1, `${label.id}\n`);
    given++;
  }
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
