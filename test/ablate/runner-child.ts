// Runs the fake ablation in the folder given; a line whenever something has come further.
import { longer, planOf, run } from "./fake-ablation.ts";

await run(await planOf(longer), process.argv[2], { onProgress: () => process.stdout.write("on\n") });
