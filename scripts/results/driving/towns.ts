import { ofBudget } from "../budget.ts";
import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";

const spells = ofBudget(9, 1);

interface Town {
  readonly title: string;
  readonly env: string;
  readonly params: { readonly [name: string]: number | string };
  readonly worlds: number;
  /** [steps/s] */
  readonly demanded?: number;
}

const towns: readonly Town[] = [
  {
    ...{ title: "20 cars, 6 walkers", env: "driving/route-v1", params: { towns: 8 } },
    ...{ worlds: 16, demanded: 150_000 },
  },
  {
    ...{ title: "the same, picture of 96 pixels", env: "driving/route-v1", params: { towns: 8, raster: 96 } },
    worlds: 16,
  },
  {
    ...{ title: "the same, 240 rays", env: "driving/route-v1", params: { towns: 8, lidar: 240 } },
    worlds: 16,
  },
  {
    ...{ title: "the same, engine", env: "driving/route-v1", params: { towns: 8, dynamics: "rapier" } },
    ...{ worlds: 4, demanded: 3500 },
  },
  { title: "hills, engine", env: "driving/hills-v1", params: {}, worlds: 4 },
  { title: "16 seats", env: "driving/crowd-v1", params: { seats: 16, blocks: 8, towns: 4 }, worlds: 8 },
  {
    ...{ title: "32 seats", env: "driving/crowd-v1", params: { seats: 32, blocks: 16, towns: 4 } },
    ...{ worlds: 8, demanded: 300_000 },
  },
  { title: "64 seats", env: "driving/crowd-v1", params: { seats: 64, blocks: 24, towns: 4 }, worlds: 2 },
];

interface Speed {
  readonly stepsPerSecond: number;
  /** Share of the seats that are on the road. */
  readonly present: number;
}

/** Steps a second of towns, which have no peer to be measured beside. */
export const townSpeed: Section<readonly Speed[]> = {
  name: "towns",
  title: "Steps a second in towns",
  async measure() {
    const speeds: Speed[] = [];
    for (const { env, params, worlds } of towns) {
      const args = [env, JSON.stringify(params), String(worlds), String(spells)];
      speeds.push(await runScript<Speed>(new URL("driven-once.ts", import.meta.url), args, { core: 0 }));
      console.log(env, JSON.stringify(params), speeds.at(-1));
    }
    return speeds;
  },
  tell: (speeds) =>
    `Steps of drivers per second of processor time, one thread of one core, everything observed and measured, as the scripted driver drives: its actions are recorded, and the same minute is lived ${spells} times, of which this is the median. Seats that have left the road count nothing.\n\n${table(
      ["env", "town", "worlds", "on the road", "steps/s", "wanted"],
      towns.map(({ env, title, worlds, demanded }, i) => {
        const { stepsPerSecond, present } = speeds[i];
        const told = Math.round(stepsPerSecond).toLocaleString("en");
        return [
          `\`${env}\``,
          title,
          worlds,
          present.toFixed(2),
          demanded !== undefined && stepsPerSecond >= demanded ? `**${told}**` : told,
          demanded?.toLocaleString("en") ?? "",
        ];
      }),
    )}`,
};
