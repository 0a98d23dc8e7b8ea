import { inventoryIn } from "../../../render/inventory.ts";
import { terminalIn } from "../../../render/terminal.ts";
import { element } from "../element.ts";
import { emptyStage, terminalStage } from "../stage/flat-stages.ts";
import type { Stage } from "../stage/stage.ts";
import type { View, ViewStore } from "../view.ts";
import type { LiveSession } from "./live-session.ts";

const picture = { width: 480, height: 360 };

/** The stage for what is lived now: a scene, many of them, a terminal or a picture. */
export async function liveStage(session: LiveSession, store: ViewStore): Promise<Stage> {
  const { scene, worlds, history, poses, fresh } = session;
  const { vector, env } = worlds;
  if (scene)
    try {
      if (vector.worlds > 1) {
        const { gridStage } = await import("../stage/grid-stage.ts");
        return gridStage({ scene, poses, worlds: vector.worlds, fresh });
      }
      const { sceneStage } = await import("../stage/scene-stage.ts");
      const stage = sceneStage(
        { scene, poses: history.poses },
        store,
        undefined,
        vector.marks !== undefined && !worlds.isRemote && (await hasMarks(session)),
      );
      return { ...stage, show: (view) => stage.show({ ...view, step: history.placeOf(view.step) }) };
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      return emptyStage("This browser shows no scenes", `${why} It needs WebGL 2. All numbers are there.`);
    }
  const terminal = terminalIn(env.observation);
  if (terminal) {
    const { rows, columns } = terminal;
    const inventory = inventoryIn(env.observation);
    const chunks = () => async (from: number) => {
      const seen = vector.ended > 0 && session.outcome ? vector.finalObservations : vector.observations;
      return {
        kind: "terminal" as const,
        from,
        chars: Int16Array.from(terminal.chars(seen)).subarray(0, rows * columns),
        colours: Uint8Array.from(terminal.colors(seen)).subarray(0, rows * columns),
        cursors: Uint8Array.from(terminal.cursor(seen)).subarray(0, 2),
        ...(inventory && { inventories: [inventory(seen).join("\n")] }),
      };
    };
    return counted(terminalStage({ kind: "terminal", rows, columns }, chunks, () => undefined));
  }
  if (await canDraw(session)) return pictureNow(session);
  return emptyStage("Nothing to see", "This env has no picture. All numbers are there.");
}

/** Shows what is now each time that it is asked. */
function counted(stage: Stage): Stage {
  let count = 0;
  return { ...stage, show: (view) => stage.show({ ...view, step: ++count }) };
}

/** Whether a world says of its moments what is pressed and what is wanted. */
export async function hasMarks({ worlds: { vector } }: LiveSession): Promise<boolean> {
  return (await vector.marks?.(0).catch(() => undefined)) !== undefined; // worlds without bodies have none
}

async function canDraw({ worlds: { vector } }: LiveSession): Promise<boolean> {
  try {
    await vector.draw(0, { ...picture, camera: "", pixels: new Uint8Array(picture.width * picture.height * 3) });
    return true;
  } catch {
    return false; // it has no picture
  }
}

function pictureNow({ worlds: { vector, env }, alone }: LiveSession): Stage {
  const canvas = element("canvas", { ...picture, "aria-label": "The world's picture of itself" });
  const context = canvas.getContext("2d")!;
  const image = new ImageData(picture.width, picture.height);
  image.data.fill(255); // opaque
  const pixels = new Uint8Array(picture.width * picture.height * 3);
  let wanted: View | undefined; // the newest that has not been painted
  let isPainting = false;
  const paint = async () => {
    isPainting = true;
    try {
      while (wanted) {
        const { camera } = wanted;
        wanted = undefined;
        await alone(() => vector.draw(0, { ...picture, camera: env.cameras.includes(camera) ? camera : "", pixels }));
        for (let i = 0, at = 0; i < pixels.length; i += 3, at += 4) image.data.set(pixels.subarray(i, i + 3), at);
        context.putImageData(image, 0, 0);
      }
    } finally {
      isPainting = false;
    }
  };
  return {
    element: element("div", { class: "picture" }, canvas),
    cameras: env.cameras,
    bodies: [],
    show(view) {
      wanted = view;
      if (!isPainting) void paint();
    },
    dim() {},
    png: () => new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined))),
    dispose() {},
  };
}
