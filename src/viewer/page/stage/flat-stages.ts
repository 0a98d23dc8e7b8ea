import type { Chunk, Look, Pictures } from "../../shapes.ts";
import { element, write } from "../element.ts";
import type { View } from "../view.ts";
import { wordsFor } from "./glyph-words.ts";
import type { Stage } from "./stage.ts";

type Terminal = Extract<Look, { kind: "terminal" }>;

/** Where chunks come from, by camera; each holds the step that it is asked for. */
export type ChunksBy = (camera?: string) => (step: number) => Promise<Chunk>;
type Failed = (why: unknown) => void;

/** Pictures that the world paints of itself. */
export function pictureStage({ cameras, width, height }: Pictures, chunksBy: ChunksBy, failed: Failed): Stage {
  const canvas = element("canvas", { width, height, "aria-label": "The world's picture of itself" });
  const context = canvas.getContext("2d")!;
  const image = new ImageData(width, height);
  image.data.fill(255); // opaque
  let [camera, chunks] = [cameras[0], chunksBy(cameras[0])];
  let wanted = -1;
  const show = async (view: View) => {
    if (cameras.includes(view.camera) && view.camera !== camera) {
      [camera, wanted] = [view.camera, -1];
      chunks = chunksBy(camera);
    }
    if (view.step === wanted) return;
    const { step } = view;
    wanted = step;
    const chunk = await chunks(step);
    if (chunk.kind !== "picture") return;
    const deflated = chunk.deflated[step - chunk.from];
    const pixels = deflated && (await inflated(deflated));
    if (!pixels || step !== wanted) return; // a later one is on its way
    for (let i = 0, at = 0; i < pixels.length; i += 3, at += 4) {
      image.data[at] = pixels[i];
      image.data[at + 1] = pixels[i + 1];
      image.data[at + 2] = pixels[i + 2];
    }
    context.putImageData(image, 0, 0);
  };
  return {
    element: element("div", { class: "picture" }, canvas),
    cameras,
    bodies: [],
    show: (view) => void show(view).catch(failed),
    dim() {},
    png: () => new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined))),
    paint: (into) => into.drawImage(canvas, 0, 0, into.canvas.width, into.canvas.height),
    dispose() {},
  };
}

async function inflated(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** What a terminal shows of a world in text. */
export function terminalStage({ rows, columns }: Terminal, chunksBy: ChunksBy, failed: Failed): Stage {
  const screen = element("pre", { class: "terminal", "aria-label": "The world's terminal" });
  const lines = Array.from({ length: rows }, () => element("div"));
  screen.append(...lines);
  screen.style.setProperty("--columns", String(columns));
  const carried = element("pre", { class: "carried", "aria-label": "Inventory", hidden: true });
  const meaning = element("p", { class: "meaning", role: "status" });
  let letters: ArrayLike<number> = []; // of the screen now
  screen.addEventListener("pointermove", ({ clientX, clientY }) => {
    const row = lines.findIndex((line) => clientY < line.getBoundingClientRect().bottom);
    const { left, width } = lines[0].getBoundingClientRect();
    const column = Math.floor(((clientX - left) / width) * columns);
    const isMap = row > 0 && row < rows - 2 && column >= 0 && column < columns;
    const letter = isMap ? String.fromCharCode(letters[row * columns + column] ?? 32) : " ";
    const words = wordsFor(letter);
    write(meaning, words ? `${letter} is ${words}` : "");
  });
  screen.addEventListener("pointerleave", () => write(meaning, ""));
  const chunks = chunksBy();
  let wanted = -1;
  const show = async (view: View) => {
    carried.hidden = !view.layers.includes("inventory");
    if (view.step === wanted) return;
    const { step } = view;
    wanted = step;
    const chunk = await chunks(step);
    if (step !== wanted || chunk.kind !== "terminal") return;
    letters = chunk.chars.subarray((step - chunk.from) * rows * columns);
    write(carried, chunk.inventories?.[step - chunk.from] || "You carry nothing.");
    const at = (step - chunk.from) * rows * columns;
    const [cursorRow, cursorColumn] = chunk.cursors.subarray(2 * (step - chunk.from));
    for (let row = 0; row < rows; row++) {
      const from = at + row * columns;
      const [chars, colours] = [chunk.chars, chunk.colours].map((array) => array.subarray(from, from + columns));
      lines[row].replaceChildren(...runsOf(chars, colours, row === cursorRow ? cursorColumn : -1));
    }
  };
  return {
    element: element("div", { class: "text" }, screen, carried, meaning),
    cameras: [],
    bodies: [],
    layers: ["inventory"],
    show: (view) => void show(view).catch(failed),
    dim() {},
    dispose() {},
  };
}

/** A line as spans of one colour each; the cursor is one of its own. */
function runsOf(chars: ArrayLike<number>, colours: ArrayLike<number>, cursor: number): Node[] {
  const runs: Node[] = [];
  let [text, hue] = ["", -1];
  const flush = (own = "") => {
    if (text) runs.push(element("span", { class: `${own} ${hue >= 0 && hue !== 8 ? `hue-${hue}` : ""}`.trim() }, text));
    text = "";
  };
  for (let i = 0; i < chars.length; i++) {
    const letter = chars[i] < 32 || (chars[i] >= 127 && chars[i] < 161) ? " " : String.fromCharCode(chars[i]);
    const own = letter === " " ? hue : colours[i];
    if (own !== hue || i === cursor) flush();
    hue = own;
    text += letter;
    if (i === cursor) flush("cursor");
  }
  flush();
  return runs;
}

/** In place of what cannot be shown: why, and that the numbers are there. */
export function emptyStage(title: string, why: string): Stage {
  return {
    element: element("div", { class: "empty" }, element("h2", {}, title), element("p", {}, why)),
    cameras: [],
    bodies: [],
    show() {},
    dim() {},
    dispose() {},
  };
}
