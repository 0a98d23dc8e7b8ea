import { deflateRawSync } from "node:zlib";
import { type BoundEnv, poseSize, sceneRows, type World } from "../../core/index.ts";
import { inventoryIn, letterOf, type TerminalLeaves, terminalIn } from "../../render/index.ts";
import type { Chunk, Look, Message } from "../shapes.ts";
import type { Onlooker } from "./walker.ts";

/** Pixels of a painted picture; enough for a stage of twice that width. */
const picture = { width: 480, height: 360 };

/** Gathers one kind of look at every step of an episode. */
export interface Gatherer extends Onlooker {
  look(): Look;
}

/** What there is to see in a world, best first: a scene, a terminal, a painted picture, nothing. */
export function gathererOf(world: World, env: BoundEnv, steps: number): Gatherer {
  const terminal = terminalIn(env.observation);
  const scene = world.scene?.();
  if (scene) {
    const size = sceneRows(scene) * poseSize;
    const poses = new Float32Array((steps + 1) * size);
    const now = new Float64Array(size);
    return {
      world(moved, step) {
        moved.poses!(now);
        poses.set(now, step * size);
      },
      look: () => ({ kind: "scene", scene, poses }),
    };
  }
  const { rows, columns } = terminal ?? { rows: 0, columns: 0 };
  const pictures = world.draw && { cameras: env.cameras, ...picture };
  if (terminal) return { look: () => ({ kind: "terminal", rows, columns, ...(pictures && { pictures }) }) };
  if (pictures) return { look: () => ({ kind: "picture", ...pictures }) };
  return { look: () => ({ kind: "none" }) };
}

/** A look that comes with its chunks, which are those that nobody chose a camera for. */
export function withoutChoice(look: Look): Look {
  if (look.kind === "picture") return { ...look, cameras: look.cameras.slice(0, 1) };
  if (look.kind !== "terminal") return look;
  const { pictures: _, ...terminal } = look;
  return terminal;
}

/** Gathers what a world says: the first line of its terminal, else its own words; each once, when it changes. */
export function messagesOf(env: BoundEnv): Onlooker & { readonly messages: readonly Message[] } {
  const terminal = terminalIn(env.observation);
  const messages: Message[] = [];
  let last = "";
  return {
    messages,
    seen(observation, words, step) {
      const text = terminal ? lineOf(terminal, terminal.chars(observation)) : (words ?? "").trim();
      if (text && text !== last) messages.push({ step, text });
      last = text;
    },
  };
}

function lineOf({ columns }: TerminalLeaves, chars: ArrayLike<number>): string {
  let line = "";
  for (let i = 0; i < columns; i++) line += letterOf(chars[i]);
  return line.trim();
}

/** Gathers a chunk of pictures by one camera, or, where none of the world's is named, of terminals if it has one. */
export function chunkOf(
  env: BoundEnv,
  from: number,
  count: number,
  camera: string | undefined,
): Onlooker & { chunk(): Chunk } {
  const isNamed = camera !== undefined && env.cameras.includes(camera);
  const terminal = isNamed ? undefined : terminalIn(env.observation);
  if (terminal) {
    const size = terminal.rows * terminal.columns;
    const chars = new Int16Array(count * size);
    const colours = new Uint8Array(count * size);
    const cursors = new Uint8Array(count * 2);
    const inventory = inventoryIn(env.observation);
    const inventories: string[] = [];
    return {
      seen(observation, _, step) {
        if (inventory) inventories[step - from] = inventory(observation).join("\n");
        chars.set(terminal.chars(observation), (step - from) * size);
        colours.set(terminal.colors(observation), (step - from) * size);
        cursors.set(terminal.cursor(observation), (step - from) * 2);
      },
      chunk: () => ({ kind: "terminal", from, chars, colours, cursors, ...(inventory && { inventories }) }),
    };
  }
  const pixels = new Uint8Array(picture.width * picture.height * 3);
  const deflated: Uint8Array[] = [];
  const frame = {
    ...picture,
    camera: isNamed ? camera : (env.cameras[0] ?? ""),
    pixels,
  };
  return {
    world(world) {
      world.draw?.(frame);
      deflated.push(deflateRawSync(pixels, { level: 1 })); // to this machine: time counts, and bytes do not
    },
    chunk: () => ({ kind: "picture", from, deflated }),
  };
}
