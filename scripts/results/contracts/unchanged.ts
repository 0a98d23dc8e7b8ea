import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";
import { before, here, treeBefore } from "./before.ts";

const script = "scripts/results/contracts/unchanged-once.ts";

/** Env, worlds, steps, settings, and whether rollouts are lived ahead. */
const runs: readonly (readonly [string, number, number, { readonly [name: string]: unknown }, boolean?])[] = [
  ["classic/cart-pole-v1", 8, 12_800, {}],
  ["classic/cart-pole-v1", 8, 12_800, {}, true],
  ["classic/cart-pole-v1", 8, 12_800, { memory: 8 }],
  ["classic/pendulum-v1", 8, 12_800, {}],
  ["classic/acrobot-v1", 16, 12_800, { normalizeObservations: true }],
  ["classic/mountain-car-v1", 16, 12_800, { normalizeObservations: true }],
  ["classic/mountain-car-continuous-v1", 8, 12_800, { squash: true }],
  ["locomotion/hopper-v1", 16, 12_800, { recomputeAdvantages: true }],
  ["locomotion/half-cheetah-v1", 16, 12_800, { adaptiveKl: 0.02 }],
  ["locomotion/ant-v1", 16, 6_400, { normalizeObservations: true }],
  ["locomotion/humanoid-v1", 16, 6_400, { shared: true }],
];

interface Result {
  readonly updates: number;
  readonly digest: string;
}

/** Trained runs before and after, compared bit by bit. */
export const unchanged: Section<readonly { readonly earlier: Result; readonly now: Result }[]> = {
  name: "unchanged",
  title: "Training before and after, bit for bit",
  async measure() {
    const tree = treeBefore([script]);
    const measured = [];
    for (const [env, worlds, steps, params, overlap] of runs) {
      const given = [env, String(worlds), String(steps), JSON.stringify(params), overlap ? "overlap" : ""];
      measured.push({
        earlier: await runScript<Result>(new URL(`file://${tree}/${script}`), given),
        now: await runScript<Result>(new URL(`file://${here}${script}`), given),
      });
    }
    return measured;
  },
  tell: (measured) =>
    `Short trainings with PPO and each env's customary reward on the code before (${before}) and on this one. The digest is over all metrics of all updates, which follow from every observation, action, reward and weight.\n\n${table(
      ["env", "worlds", "steps", "settings", "updates", "before", "after"],
      measured.map(({ earlier, now }, i) => {
        const [env, worlds, steps, params, overlap] = runs[i];
        const settings = [
          ...Object.entries(params).map(([name, value]) => `${name}=${value}`),
          ...(overlap ? ["overlap"] : []),
        ];
        return [
          env,
          worlds,
          steps.toLocaleString("en"),
          settings.join(", "),
          now.updates,
          earlier.digest,
          now.digest === earlier.digest ? "the same" : `**${now.digest}**`,
        ];
      }),
    )}`,
};
