import { ofBudget } from "../../budget.ts";
import { checkoutOf, here } from "../../checkout.ts";
import { runScript } from "../../child.ts";
import type { Paired } from "../../contracts/paired.ts";
import { table } from "../../report.ts";
import { startServerOf } from "../server-process.ts";
import { before } from "./before.ts";

const pairs = ofBudget(60, 4);
/** So much slower would not be accepted. */
const margin = 0.03;
const cases = [
  ["classic/cart-pole-v1", 1, "binary"],
  ["classic/cart-pole-v1", 64, "binary"],
  ["classic/cart-pole-v1", 1024, "binary"],
  ["classic/cart-pole-v1", 1, "json"],
  ["classic/cart-pole-v1", 64, "json"],
  ["locomotion/ant-v1", 1, "binary"],
  ["locomotion/ant-v1", 16, "binary"],
  ["locomotion/ant-v1", 64, "json"],
] as const;

export type Speeds = readonly Paired[];

/** Steps a second through the server of before and this one, in turns. */
export async function compareSpeeds(): Promise<Speeds> {
  const roots = [checkoutOf(before), here];
  const servers = await Promise.all(roots.map((root) => startServerOf(root, [])));
  const speeds: Paired[] = [];
  for (const [env, worlds, form] of cases) {
    const args = [...roots, ...servers.map(({ url }) => url), env, String(worlds), form, String(pairs)];
    speeds.push(await runScript<Paired>(new URL("compared-once.ts", import.meta.url), args));
    console.log(env, worlds, form, JSON.stringify(speeds.at(-1)));
  }
  for (const server of servers) await server.stop();
  return speeds;
}

const rate = (value: number) => `${(value / 1000).toFixed(value < 100_000 ? 1 : 0)} k/s`;

export function tellSpeeds(speeds: Speeds): string {
  const slower = cases.filter((_, i) => speeds[i].ratio.high < 1 - margin);
  const unsure = cases.filter((_, i) => speeds[i].ratio.high >= 1 - margin && speeds[i].ratio.low < 1 - margin);
  const named = (some: typeof slower) => some.map(([env, worlds, form]) => `${worlds} of ${env} as ${form}`).join(", ");
  const verdict = slower.length
    ? `Slower by more than ${100 * margin} %: ${named(slower)}.`
    : `No case is slower by more than ${100 * margin} %${unsure.length ? `, though the intervals of ${named(unsure)} do not exclude it` : ""}.`;
  return `### What it costs\n\nSteps a second with ${before} and now, each with its own client, in turns of a fifth of a second within one process; the ratio is the median over ${pairs} pairs with its 95 % bootstrap interval. Random actions, after five seconds each to warm up; every step sent after the answer to the last.\n\n${table(
    ["env", "worlds", "form", "before", "now", "now / before"],
    cases.map(([env, worlds, form], i) => [
      env,
      worlds,
      form === "json" ? "text" : "bytes",
      rate(speeds[i].before),
      rate(speeds[i].now),
      `**${speeds[i].ratio.value.toFixed(3)}** [${speeds[i].ratio.low.toFixed(3)}, ${speeds[i].ratio.high.toFixed(3)}]`,
    ]),
  )}\n\n${verdict}`;
}
