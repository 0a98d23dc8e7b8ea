import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMetrics, runPaths } from "../../../src/record/index.ts";
import { train } from "../../../src/run/index.ts";
import { registries } from "../../registries.ts";
import { specFrom } from "../../run-flags.ts";
import { twin } from "./twin.ts";

/**
 * Prints the training steps per second of an env on one core and on two, by the median update: collecting, scoring,
 * learning, logs. The variants take turns after every update, so that other load on the machine affects all of them
 * equally. Arguments: env, measured updates of each variant, worlds, steps of a rollout, minibatch, epochs.
 */
const [env, updates, ...numbers] = process.argv.slice(2);
const [worlds, rolloutSteps, minibatch, epochs] = numbers.map(Number);
const ways = {
  one: { threads: 0, overlap: false },
  threads: { threads: 2, overlap: false },
  overlapAlone: { threads: 0, overlap: true },
  overlap: { threads: 2, overlap: true },
};
const unmeasured = 5; // updates of each variant, until its code is compiled

/** Lets this many workers take turns. */
function turns(members: number) {
  const gates = Array.from({ length: members }, () => Promise.withResolvers<void>());
  gates[0].resolve();
  return (member: number) => ({
    come: () => gates[member].promise,
    leave() {
      gates[member] = Promise.withResolvers<void>();
      gates[(member + 1) % members].resolve();
    },
  });
}

const directory = await mkdtemp(join(tmpdir(), "cores-"));
const folderOf = (way: string) => join(directory, way);
const params = twin(rolloutSteps, minibatch, epochs);
const rows = worlds * rolloutSteps;
const count = unmeasured + Number(updates);
const turn = turns(Object.keys(ways).length);

async function speedOf(way: keyof typeof ways, member: number): Promise<number> {
  const { threads, overlap } = ways[way];
  const { come, leave } = turn(member);
  const spec = await specFrom({ env, worlds, overlap, seed: 1, steps: rows * (count + 2) }); // enough that none ends early
  const seconds: number[] = [];
  await come();
  let begun = performance.now();
  await train({
    spec: { ...spec, agent: { ...spec.agent, params } },
    registries,
    directory: folderOf(way),
    threads,
    async stopWhen() {
      seconds.push((performance.now() - begun) / 1000);
      if (seconds.length === count) return true;
      leave();
      await come();
      begun = performance.now();
      return false;
    },
  });
  leave();
  return Math.round(rows / middle(seconds.slice(unmeasured)));
}

/** The shares of an update's time for stepping worlds and for collecting experience, in the middle of a run. */
async function sharesOf(directory: string) {
  const times = (await readMetrics(runPaths(directory).metrics)).slice(unmeasured).map(({ time }) => time);
  const shareOf = (...parts: ("stepping" | "inference" | "reward")[]) =>
    middle(
      times.map((time) => {
        const { stepping, inference, reward, learning, other } = time;
        const part = parts.reduce((sum, name) => sum + time[name], 0);
        return part / (stepping + inference + reward + learning + other);
      }),
    );
  return { stepping: shareOf("stepping"), collecting: shareOf("stepping", "inference", "reward") };
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];

const speeds = await Promise.all(
  (Object.keys(ways) as (keyof typeof ways)[]).map(async (way, member) => [way, await speedOf(way, member)] as const),
);
const shares = await sharesOf(folderOf("one"));
await rm(directory, { recursive: true });
console.log(JSON.stringify({ ...Object.fromEntries(speeds), ...shares }));
