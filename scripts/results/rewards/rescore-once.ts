import { measureRescoring, rescoringCases } from "../../bench/rescoring.ts";

/** CPU time of this process in seconds, garbage collection included, so that other programs do not count. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

// Prints how fast recorded rows are scored again, for each case of the bench.
const measured = [];
for (const one of rescoringCases) measured.push({ env: one.env, ...(await measureRescoring(one, cpuSeconds)) });
console.log(JSON.stringify(measured));
