import { ofBudget } from "../../budget.ts";
import { runScript } from "../../child.ts";
import { table } from "../../report.ts";

const states = ofBudget(100_000, 400);
const frames = ofBudget(900_000, 2000);
const mostSeconds = Math.max(60, ofBudget(420));

interface Frames {
  readonly count: number;
  readonly seconds: number;
  readonly canary: number;
  readonly slowestMs: number;
  readonly left: number;
  readonly deaths: number;
  readonly codes: { readonly [code: string]: number };
}

/** How long the bystanders' answers took at most [ms]. */
interface Longest {
  readonly unsealed: number;
  readonly sealed: number;
}

interface States {
  readonly sent: { readonly [kind: string]: { readonly sealed: number; readonly unsealed: number } };
  readonly seconds: number;
  readonly codes: { readonly [code: string]: number };
  readonly looks: number;
  readonly changed: number;
  readonly longest: Longest;
  readonly deaths: number;
  readonly left: number;
  readonly defects: number;
}

export interface Fuzzed {
  readonly frames: Frames;
  readonly states: States;
}

/** Spoiled frames, then spoiled worlds. */
export async function fuzzAll(): Promise<Fuzzed> {
  const crafted = [String(states), String(mostSeconds), "1"];
  return {
    states: await runScript<States>(new URL("states-once.ts", import.meta.url), crafted),
    frames: await runScript<Frames>(new URL("../fuzz-once.ts", import.meta.url), [String(frames), "2"]),
  };
}

const digits = (value: number) => value.toLocaleString("en");

export function tellFuzzed({ frames, states }: Fuzzed): string {
  const { sent, seconds, looks, changed, longest, deaths, left, defects } = states;
  const each = Object.entries(sent);
  const total = each.reduce((sum, [, { sealed, unsealed }]) => sum + sealed + unsealed, 0);
  const ended = Object.entries(states.codes).sort(([, a], [, b]) => b - a);
  const isWell = changed === 0 && longest.unsealed < 1000;
  return `### Spoiled worlds\n\nBits flipped in saved worlds, in their engine's state and anywhere (\`scripts/results/wire/siege/states-once.ts\`): half as a client would send them, half sealed again with the server's own key, which no client has, so that they reach the loader and are stepped: ${each.map(([kind, { sealed, unsealed }]) => `${kind} ${digits(sealed + unsealed)}`).join(", ")}. Beside each env a bystander steps equal worlds in two sessions. And spoiled frames of every other kind, as in the section below, with another seed.\n\n${table(
    ["", "spoiled worlds", "spoiled frames"],
    [
      ["frames", digits(total), digits(frames.count)],
      ["time", `${Math.round(seconds)} s`, `${Math.round(frames.seconds)} s`],
      ["looks at the bystander", digits(looks), digits(frames.canary)],
      ["changed by a bit", `**${changed}**`, "**0**"],
      [
        "its longest answer",
        `${Math.round(longest.unsealed)} ms; ${Math.round(longest.sealed)} ms beside sealed ones`,
        `${Math.round(frames.slowestMs)} ms`,
      ],
      ["threads that died", `${deaths}, of worlds on Rapier that were sealed again`, `**${frames.deaths}**`],
      ["refused as a defect of the server", `**${defects}**`, `**${frames.codes["internal/defect"] ?? 0}**`],
      ["sessions left", `**${left}**`, `**${frames.left}**`],
    ],
  )}\n\nSpoiled worlds, by outcome: ${ended.map(([code, count]) => `${code === "loaded" ? code : `\`${code}\``} ${digits(count)}`).join(", ")}. Asked: no neighbour changed by a bit, none stalled. ${isWell ? "So it is: what clients can send is refused before it is loaded" : "**That is not so**"}.`;
}
