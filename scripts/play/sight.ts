import type { BoundEnv, EnvChoice, Frame, VectorEnv } from "../../src/core/index.ts";
import { CodedError } from "../../src/core/index.ts";
import { type TerminalLeaves, terminalIn } from "../../src/render/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { digits } from "../numbers.ts";
import { registries } from "../registries.ts";
import { halfBlocks } from "./half-blocks.ts";
import { type Page, plainPage, type Size, sideBySide, wrapped } from "./page.ts";
import { terminalPage } from "./terminal-screen.ts";

/** What a person sees of one world: its terminal, else its picture, else its words. */
export interface Sight {
  /** Remembers how things are after a reset or load. */
  begin(): Promise<void>;
  /** Remembers how things are after a step: where it ended the episode, how that ended. */
  stepped(): void;
  /** The smallest terminal that it fits. */
  readonly least: Size;
  page(size: Size): Page;
  /** What the world says of itself, where it does. */
  readonly text: string | undefined;
}

const picture = { width: 320, height: 240 };
const smallest: Size = { columns: 30, rows: 10 };

/** Opens one world with all of it that can be seen. */
export async function openSeen(choice: EnvChoice): Promise<{ readonly vector: VectorEnv; readonly sight: Sight }> {
  const opening = { envs: registries.envs, env: choice, worlds: 1 };
  const tried = await openVector(opening);
  try {
    await tried.reset(0);
    const text = await isThere(() => tried.text(0));
    const terminal = terminalIn(tried.env.observation);
    const isDrawn = !terminal && (await isThere(() => tried.draw(0, newFrame(tried.env))));
    const capture = { text, goals: true, ...(isDrawn && { frames: picture }) };
    const vector = await openVector({ ...opening, capture });
    return { vector, sight: sightOf(vector, terminal) };
  } finally {
    await tried.close();
  }
}

async function isThere(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.code === "env/unsupported") return false;
    throw thrown;
  }
}

const newFrame = ({ cameras }: BoundEnv): Frame => ({
  ...picture,
  camera: cameras[0] ?? "",
  pixels: new Uint8Array(picture.width * picture.height * 3),
});

function sightOf(vector: VectorEnv, terminal: TerminalLeaves | undefined): Sight {
  const { env, capture } = vector;
  const frame = capture.frames && newFrame(env);
  let goal = env.goal;
  let text: string | undefined;
  let hasEnded = false;
  const features = (): string[] => {
    const columns = hasEnded ? vector.finalFeatures : vector.features;
    return Object.entries(env.features).map(
      ([name, unit]) => `${name} ${digits(columns[name][0])}${unit === "1" ? "" : ` ${unit}`}`,
    );
  };
  return {
    least: terminal ?? smallest,
    async begin() {
      hasEnded = false;
      goal = vector.goals[0] || env.goal;
      text = capture.text ? await vector.text(0) : undefined;
      if (frame) await vector.draw(0, frame);
    },
    stepped() {
      hasEnded = vector.ended > 0;
      if (capture.text) text = vector.texts[0];
      if (frame) frame.pixels.set(vector.frames);
    },
    page({ columns, rows }) {
      if (terminal) return terminalPage(terminal, hasEnded ? vector.finalObservations : vector.observations);
      const head = wrapped(goal, columns);
      const said = text === undefined ? [] : wrapped(text, columns);
      const most = Math.max(1, Math.floor(rows / 3));
      const measured = sideBySide(features(), columns);
      const below = measured.length > most ? [...measured.slice(0, most - 1), "..."] : measured;
      const plain = [...head, ...said, ...measured];
      if (!frame) return plainPage(plain);
      const room = rows - head.length - below.length - 1; // a line stays free for what the player is told
      const drawn = halfBlocks(frame, { columns, rows: Math.max(1, room) });
      return { lines: [...head.map((line) => `\x1b[1m${line}\x1b[0m`), ...drawn, ...below], plain };
    },
    get text() {
      return text;
    },
  };
}
