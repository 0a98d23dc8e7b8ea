import { existsSync } from "node:fs";
import { type Fitted, fitPreferences } from "../../../rewards/learned/fit.ts";
import type { Params, RewardExpression } from "../../../src/core/index.ts";
import { leavesIn, pairsIn, type TreeShape } from "../../../src/run/index.ts";
import { customaryReward } from "../../zoo/index.ts";
import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { wanted } from "../rewards/letter.ts";
import { keptAt, learn, seeds, told } from "../rewards/paired.ts";
import { rewardFile } from "./reward-file.ts";
import { examplesOf, labelled, rationality, worths } from "./topology-pairs.ts";
import { type Grove, growTrees } from "./trees.ts";

interface Family {
  readonly title: string;
  readonly env: string;
  readonly envParams?: Params;
  readonly agent?: Params;
  readonly worlds?: number;
  readonly gold: RewardExpression;
  /** Steps of what is compared, and of the training of who lives it. */
  readonly steps: number;
  readonly before: number;
  /** Steps of the training by what was learned. */
  readonly after: number;
}

const letters = {
  ...{ rolloutSteps: 64, minibatch: 512, learningRate: 1e-3, gamma: 1, hidden: [64], scaleRewards: false },
  ...{ entropyWeight: 0.02 },
};

const families: readonly Family[] = [
  {
    ...{ title: "pendulum", env: "classic/pendulum-v1", gold: customaryReward("classic/pendulum-v1") },
    ...{ steps: 60, before: 16_384, after: 40_960 },
  },
  {
    ...{ title: "half-cheetah", env: "locomotion/half-cheetah-v1" },
    ...{ gold: customaryReward("locomotion/half-cheetah-v1"), steps: 48, before: 61_440, after: 102_400 },
  },
  {
    ...{ title: "letter", env: "results/letter-v1", gold: wanted, agent: letters, worlds: 32 },
    ...{ steps: 16, before: 8192, after: 40_960 },
  },
  {
    ...{ title: "rooms, cells seen", env: "dungeon/multi-room-v1" },
    ...{ envParams: { fewestRooms: 4, mostRooms: 4, roomSize: 5 }, agent: { memory: 0 } },
    ...{ gold: { use: "shaped/gain-v1", params: { feature: "seen" } }, steps: 48, before: 65_536, after: 98_304 },
  },
];

const forked = { depth: 3, branching: 2 };

const apart = { depth: 1, branching: leavesIn({ ...forked, steps: 1 }) };

const shapes = { tree: forked, chain: apart } as const;

type Topology = keyof typeof shapes;

const budgets = [200, 500, 1000].slice(0, ofBudget(3, 1));

const goldAt = 500;

const updates = ofBudget(600, 50);

const choices = [4, 16, 64];

const starts = ofBudget(16, 4);

const tested = ofBudget(60, 8);

const folderOf = ({ title }: Family) => keptAt("topology", title.replaceAll(/\W+/g, "-"));

const lessonOf = ({ env, envParams, agent, worlds }: Family) => ({ env, envParams, agent, worlds });

interface Fit {
  readonly labels: number;
  readonly topology: Topology;
  readonly accuracy: number;
  /** Mean gold of the path that the reward likes best among 4, 16 and 64, in deviations of all paths from their mean. */
  readonly best: readonly number[];
  /** Steps that the labeller looks at for each pair. */
  readonly looked: number;
  /** Return of PPO by gold. */
  readonly gold?: number;
}

interface Run {
  readonly title: string;
  readonly seed: number;
  readonly fits: readonly Fit[];
}

async function goldOf(family: Family, fitted: Fitted, topology: Topology, seed: number): Promise<number> {
  const file = `${folderOf(family)}-${topology}-${seed}.reward`;
  const reward = await rewardFile(file, fitted, { id: family.env, params: family.envParams ?? {} });
  const { final } = await learn({
    ...{ ...lessonOf(family), reward, seed },
    ...{ steps: ofBudget(family.after, 8192), episodes: ofBudget(50, 5), evaluateReward: family.gold },
    from: folderOf(family),
  });
  return final?.return ?? Number.NaN;
}

async function compared(family: Family, seed: number): Promise<Run> {
  const grove: Grove = { folder: folderOf(family), gold: family.gold };
  if (!existsSync(grove.folder))
    await learn({ ...lessonOf(family), reward: family.gold, seed: 41, steps: family.before, keep: grove.folder });
  const { steps } = family;
  const single = (many: number) => ({ depth: 1, branching: many, steps });
  const asked = (await growTrees(grove, single(2), tested * 16, 900 + seed)).map(([a, b]) => ({ a, b }));
  const many = await growTrees(grove, single(choices[choices.length - 1]), starts, 1900 + seed);
  const all = many.flat().map(({ gold }) => gold);
  const mean = all.reduce((sum, each) => sum + each, 0) / all.length;
  const deviation = Math.sqrt(all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / all.length) || 1;
  const fits: Fit[] = [];
  for (const topology of Object.keys(shapes) as Topology[]) {
    const shape: TreeShape = { ...shapes[topology], steps };
    const count = budgets[budgets.length - 1];
    const trees = await growTrees(grove, shape, Math.ceil(count / pairsIn(shape).length), 100 + seed);
    for (const labels of budgets) {
      const { pairs, labels: said, looked } = labelled(trees, shape, labels, seed);
      const fitted = await fitPreferences(examplesOf(pairs, said, steps), {
        ...{ loss: "bradley-terry", seed, hidden: [64, 64], members: 1, minibatch: 64 },
        ...{ gradientSteps: updates, learningRate: 1e-3 },
      });
      const leads = await fitted.leads(examplesOf(asked, said.slice(0, 1), steps));
      const decided = asked.flatMap(({ a, b }, i) => (a.gold === b.gold ? [] : [leads[i] > 0 === a.gold > b.gold]));
      const best = choices.map(() => 0);
      for (const paths of many) {
        const liked = await worths(fitted, paths, steps);
        for (const [i, among] of choices.entries()) {
          let chosen = 0;
          for (let path = 1; path < among; path++) if (liked[path] > liked[chosen]) chosen = path;
          best[i] += (paths[chosen].gold - mean) / deviation / many.length;
        }
      }
      fits.push({
        ...{ labels, topology, best, looked },
        accuracy: decided.filter(Boolean).length / decided.length,
        ...(labels === goldAt && { gold: await goldOf(family, fitted, topology, seed) }),
      });
      await fitted.close();
    }
  }
  return { title: family.title, seed, fits };
}

/** Comparisons of episodes that share their beginnings beside those of independent ones. */
export const topology: Section<readonly Run[]> = {
  name: "topology",
  title: "Tree or chain",
  measure() {
    const subjects = families.flatMap(({ title }) => seeds.map((seed) => ({ title, seed })));
    return piecewise("learned-topology", [], subjects, ({ title, seed }) =>
      compared(families.find((family) => family.title === title) as Family, seed),
    );
  },
  tell(runs) {
    const of = (title: string, labels: number, which: Topology) =>
      runs.flatMap((run) =>
        run.title === title ? run.fits.filter((fit) => fit.labels === labels && fit.topology === which) : [],
      );
    const both = (title: string, labels: number, number: (fit: Fit) => number | undefined, digits: number) =>
      (["tree", "chain"] as const).map((which) => {
        const values = of(title, labels, which).flatMap((fit) => number(fit) ?? []);
        return values.length > 1 ? told(values, digits) : "";
      });
    const rows = families.flatMap(({ title }) =>
      budgets.map((labels, i) => [
        i === 0 ? title : "",
        labels,
        ...both(title, labels, ({ accuracy }) => 100 * accuracy, 1),
        ...both(title, labels, ({ best }) => best[2] - best[1], 2),
        ...both(title, labels, ({ gold }) => gold, title === "letter" ? 2 : 0),
      ]),
    );
    const duels = families.flatMap(({ title }) => {
      const [own, other] = (["tree", "chain"] as const).map((which) =>
        of(title, goldAt, which).flatMap(({ gold }) => gold ?? []),
      );
      return own.map((gold, i) => (gold > other[i] ? 1 : gold === other[i] ? 0.5 : 0));
    });
    const wins = duels.reduce((sum: number, each) => sum + each, 0);
    const looked = (which: Topology) => {
      const all = runs.flatMap(({ fits }) => fits.filter((fit) => fit.topology === which).map((fit) => fit.looked));
      return all.reduce((sum, each) => sum + each, 0) / all.length;
    };
    const less = 1 - looked("tree") / looked("chain");
    return `What is compared are ways from one start: of a tree that forks three times two ways each, or of eight that are independent (chain). Eight ways make 28 pairs. They are lived by an agent after a short training, drawn, and labelled by somebody who is right with the probability of a logistic function, ${rationality} per deviation of the difference. One network (64-64), ${updates} gradient steps. Accuracy, in percent, is on pairs of independent ways of other starts by what they are really worth; the slope is what the best of 64 is worth more than the best of 16, by the learned reward's choice, in deviations; gold is what PPO earns that goes on by the reward learned from ${goldAt} labels.\n\n${table(
      [
        ...["family", "labels", "accuracy: tree", "chain", "slope 16 to 64: tree", "chain"],
        ...["gold of PPO: tree", "chain"],
      ],
      rows,
    )}\n\nHead to head, tree wins ${wins} of ${duels.length} pairs of trainings (**${(wins / duels.length).toFixed(2)}**; hoped for: above 0.55). The labeller looks at **${(100 * less).toFixed(0)} %** fewer steps (hoped for: 15 %).`;
  },
};
