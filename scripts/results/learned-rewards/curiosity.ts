import type { NamedRewards, Params, RewardExpression } from "../../../src/core/index.ts";
import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { curveOf, learn, seeds, told } from "../rewards/paired.ts";

interface Task {
  readonly title: string;
  readonly env: string;
  readonly envParams?: Params;
  readonly reward: RewardExpression;
  readonly steps: number;
  /** What is curious about it, and what that is worth beside success. */
  readonly curiosity: RewardExpression;
  readonly weight: number;
}

export const tasks: readonly Task[] = [
  {
    title: "`classic/mountain-car-v1`: the flag; counts of position and speed",
    ...{ env: "classic/mountain-car-v1", reward: "sparse/success-v1", steps: 102_400 },
    curiosity: { use: "intrinsic/counts-v1", params: { features: ["position", "speed"], widths: [0.1, 0.01] } },
    weight: 0.1,
  },
  {
    title: "`locomotion/hopper-v1`: 2 m from the start, without falling; places along the way, new in the episode",
    env: "locomotion/hopper-v1",
    reward: { use: "sparse/reached-v1", params: { feature: "distance", bound: 2 } },
    steps: 204_800,
    curiosity: { use: "intrinsic/novelty-v1", params: { features: ["distance"], widths: [0.1] } },
    weight: 0.1,
  },
  {
    title: "`dungeon/multi-room-v1`: the goal four rooms away; cells seen for the first time in the episode",
    env: "dungeon/multi-room-v1",
    envParams: { fewestRooms: 4, mostRooms: 4, roomSize: 5 },
    ...{ reward: "sparse/prompt-success-v1", steps: 507_904 },
    curiosity: { use: "intrinsic/novelty-v1", params: { features: ["seen"], widths: [1] } },
    weight: 0.1,
  },
  {
    title: "the same rooms; distillation of a random network",
    env: "dungeon/multi-room-v1",
    envParams: { fewestRooms: 4, mostRooms: 4, roomSize: 5 },
    ...{ reward: "sparse/prompt-success-v1", steps: 507_904 },
    ...{ curiosity: "intrinsic/rnd-v1", weight: 0.1 },
  },
];

interface Run {
  readonly title: string;
  readonly curious: boolean;
  readonly seed: number;
  /** Env steps after which the goal had been reached, in any training episode; absent where it never was. */
  readonly foundAt?: number;
  /** Share of the last episodes of training that reached it. */
  readonly reached: number;
  readonly cpuSeconds: number;
}

async function explored(title: string, curious: boolean, seed: number): Promise<Run> {
  const { env, envParams, reward, steps, curiosity, weight } = tasks.find((task) => task.title === title) as Task;
  const streams: NamedRewards = { curiosity };
  const learned = await learn({
    ...{ env, envParams, reward, seed, steps: ofBudget(steps, 8192) },
    ...(curious && { streams, agent: { streams: { curiosity: { gamma: 0.99, weight } } } }),
  });
  const found = curveOf(learned, "meanReturn");
  const first = found.find(({ value }) => value > 0);
  return {
    ...{ title, curious, seed, cpuSeconds: learned.cpuSeconds },
    ...(first && { foundAt: first.steps }),
    reached: found.at(-1)?.value ?? 0,
  };
}

/** Goals that are hardly ever reached, with curiosity and without. */
export const curiosity: Section<readonly Run[]> = {
  name: "curiosity",
  title: "Curiosity where the goal is hardly ever reached",
  measure() {
    const subjects = tasks.flatMap(({ title }) =>
      [true, false].flatMap((curious) => seeds.map((seed) => ({ title, curious, seed }))),
    );
    return piecewise("learned-curiosity", [], subjects, ({ title, curious, seed }) => explored(title, curious, seed));
  },
  tell(runs) {
    const rows = tasks.flatMap(({ title, steps }) =>
      [true, false].map((curious) => {
        const own = runs.filter((run) => run.title === title && run.curious === curious);
        const found = own.flatMap(({ foundAt }) => foundAt ?? []);
        return [
          curious ? `${title}, ${(ofBudget(steps) / 1000).toFixed(0)} k steps` : "",
          curious ? "with curiosity" : "without",
          `**${found.length}** of ${own.length}`,
          found.length ? median(found).toLocaleString("en") : "",
          told(own.map(({ reached }) => reached)),
        ];
      }),
    );
    return `PPO with its presets, paid for the goal alone; curiosity is a stream with a discount and a value of its own. How many of ${seeds.length} seeds reached the goal in any training episode, after how many env steps (median), and what the last episodes of training were paid: 1 for the goal, in rooms a little less the later it is reached.\n\n${table(
      ["task and curiosity", "", "found it", "after", "paid at the end"],
      rows,
    )}`;
  },
};

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
