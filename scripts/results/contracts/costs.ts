import { here } from "../checkout.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";
import { before, treeBefore } from "./before.ts";

const script = "scripts/results/contracts/costs-once.ts";
const rounds = 5;

interface Costs {
  readonly bytes: number;
  readonly copying: number;
  readonly stepping: number;
  readonly collecting: number;
  readonly rewards: { readonly [name: string]: number };
}

interface Measured {
  readonly earlier: readonly Costs[];
  readonly now: readonly Costs[];
}

const flat = { "all of it, flattened": { observations: true } };
const asked = { ...flat, "two leaves by name": { leaves: ["glyphs", "blstats"] } };

/** What large observations cost, before and after, in turns on one core. */
export const costs: Section<Measured> = {
  name: "costs",
  title: "What large observations cost",
  async measure() {
    const tree = treeBefore([script, "scripts/results/contracts/nle-shape.ts"]);
    const [earlier, now]: [Costs[], Costs[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      earlier.push(await runScript<Costs>(new URL(`file://${tree}/${script}`), [JSON.stringify(flat)], { core: 0 }));
      now.push(await runScript<Costs>(new URL(`file://${here}/${script}`), [JSON.stringify(asked)], { core: 0 }));
    }
    return { earlier, now };
  },
  tell({ earlier, now }) {
    const row = (name: string, of: (costs: Costs) => number | undefined, goal: string) => [
      name,
      middle(earlier.map(of)),
      middle(now.map(of)),
      goal,
    ];
    return `${(now[0].bytes / 1000).toFixed(0)} kB in 13 arrays, as the NetHack Learning Environment has them, from worlds that do nothing: 64 worlds, rollouts of 16 steps, one core, before (${before}) and after in turns. Median of ${rounds}, lowest to highest in brackets [us a step of one world].\n\n${table(
      ["", "before", "after", "goal"],
      [
        row("`vector.step`", ({ stepping }) => stepping, "0.3"),
        row("`collect`, that step included", ({ collecting }) => collecting, "0.6"),
        ...Object.keys(asked).map((name) =>
          row(`for a reward that reads ${name}`, ({ rewards }) => rewards[name], "0.3"),
        ),
        row("one copy of the observations, for comparison", ({ copying }) => copying, ""),
      ],
    )}\n\nA rollout keeps every observation, so collecting cannot be quicker than one copy. Flattening turns every number into a float of its own; rewards that name their leaves read them where the rollout has them.`;
  },
};

function middle(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  if (known.length === 0) return "not possible";
  const digits = (value: number) => value.toFixed(2);
  return `${digits(known[Math.floor(known.length / 2)])} [${digits(known[0])}, ${digits(known[known.length - 1])}]`;
}
