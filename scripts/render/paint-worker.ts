/** A worker thread that paints pictures of a scene. */
import { serveParent } from "../../src/rpc/index.ts";
import { posePainter } from "./paint-poses.ts";
import type { PaintThread } from "./recorded-pictures.ts";

let painter: ReturnType<typeof posePainter>;

serveParent(
  {
    open(scene, asked) {
      painter = posePainter(scene, asked);
    },
    paint: (poses) => painter(poses),
  } satisfies PaintThread,
  (result) => (result instanceof Uint8Array && result.buffer instanceof ArrayBuffer ? [result.buffer] : []),
);
