import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMetrics, runPaths } from "../../../src/record/index.ts";
import { train } from "../../../src/run/index.ts";
import { registries } from "../../registries.ts";
import { specFrom } from "../../run-flags.ts";

/**
 * Prints the training steps a second of an env on one core and on two, for every setting, by the median update:
 * collecting, paying, learning, logs. The ways take turns, an update each, so that whatever else the machine does meets
 * them all alike. Arguments: env, measured updates of each way.
 */
const [env = "locomotion/half-cheetah-v1", updates = "40"] = process.argv.slice(2);

const settings = [
  { name: "minibatch 64", worlds: 8, rolloutSteps: 256, minibatch: 64 },
  { name: "minibatch 256", worlds: 16, rolloutSteps: 128, minibatch: 256 },
];
const ways = {
  one: { threads: 0, overlap: false },
  threads: { threads: 2, overlap: false },
  overlapAlone: { threads: 0, overlap: true },
  overlap: { threads: 2, overlap: true },
};
const unmeasured = 5; // updates of each way, until its code is compiled

/** Lets so many work in turns. */
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

async function measure({ name, worlds, ...rollouts }: (typeof settings)[number], directory: string) {
  const params = { ...rollouts, epochs: 10, hidden: [64, 64], activation: "tanh", normalizeObservations: true };
  const rows = worlds * rollouts.rolloutSteps;
  const count = unmeasured + Number(updates);
  const turn = turns(Object.keys(ways).length);
  const folderOf = (member: number) => join(directory, `${worlds}-${member}`);
  const speedOf = async ({ threads, overlap }: (typeof ways)["one"], member: number): Promise<number> => {
    const { come, leave } = turn(member);
    const spec = await specFrom({ env, worlds, overlap, seed: 1, steps: rows * (count + 2) }); // no end before the last
    const seconds: number[] = [];
    await come();
    let begun = performance.now();
    await train({
      spec: { ...spec, agent: { ...spec.agent, params } },
      registries,
      directory: folderOf(member),
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
  };
  const speeds = await Promise.all(
    Object.entries(ways).map(async ([way, how], member) => [way, await speedOf(how, member)] as const),
  );
  return { name, ...Object.fromEntries(speeds), collecting: await collectingShare(folderOf(0)) };
}

/** The share of an update's time in which experience is collected: the middle one of a run. */
async function collectingShare(directory: string): Promise<number> {
  const rows = await readMetrics(runPaths(directory).metrics);
  return middle(
    rows.slice(unmeasured).map(({ time: { stepping, inference, reward, learning, other } }) => {
      const collecting = stepping + inference + reward;
      return collecting / (collecting + learning + other);
    }),
  );
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];

const directory = await mkdtemp(join(tmpdir(), "cores-"));
const measured: Awaited<ReturnType<typeof measure>>[] = [];
for (const setting of settings) measured.push(await measure(setting, directory));
await rm(directory, { recursive: true });
console.log(JSON.stringify({ settings: measured }));
