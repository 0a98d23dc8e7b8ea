import { createHash } from "node:crypto";
import { customaryReward } from "../../zoo/index.ts";
import { here } from "../checkout.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";
import { before, treeBefore } from "./before.ts";

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

/** What the script prints: every metric's values, in order. */
interface Trained {
  readonly updates: number;
  readonly columns: { readonly [metric: string]: string };
}

interface Measured {
  readonly updates: number;
  readonly earlier: string;
  readonly now: string;
}

/** The digest of some metrics, by name. Metrics that only the newer code logs say nothing about what changed. */
function digest({ columns }: Trained, metrics: readonly string[]): string {
  const hash = createHash("sha256");
  for (const metric of metrics) hash.update(`${metric}\n${columns[metric]}`);
  return hash.digest("hex").slice(0, 16);
}

/** Trained runs before and after, compared bit by bit. */
export const unchanged: Section<readonly Measured[]> = {
  name: "unchanged",
  title: "Training before and after, bit for bit",
  async measure() {
    const tree = treeBefore([script]);
    const measured: Measured[] = [];
    for (const [env, worlds, steps, params, overlap] of runs) {
      const reward = JSON.stringify(customaryReward(env));
      const given = [env, reward, String(worlds), String(steps), JSON.stringify(params), overlap ? "overlap" : ""];
      const earlier = await runScript<Trained>(new URL(`file://${tree}/${script}`), given);
      const now = await runScript<Trained>(new URL(`file://${here}/${script}`), given);
      const metrics = Object.keys(earlier.columns).sort();
      measured.push({ updates: now.updates, earlier: digest(earlier, metrics), now: digest(now, metrics) });
    }
    return measured;
  },
  tell: (measured) =>
    `Short trainings with PPO and each env's customary reward on the code before (${before}) and on this one. The digest is over all updates of every metric that the code before logged; these follow from every observation, action, reward and weight.\n\n${table(
      ["env", "worlds", "steps", "settings", "updates", "before", "after"],
      measured.map(({ updates, earlier, now }, i) => {
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
          updates,
          earlier,
          now === earlier ? "the same" : `**${now}**`,
        ];
      }),
    )}`,
};
