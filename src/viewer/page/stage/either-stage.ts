import { element } from "../element.ts";
import type { Stage } from "./stage.ts";

const terminalCamera = "terminal";

/** A terminal, or in its place the picture that the world paints of itself, by the camera that is chosen. */
export function eitherStage(terminal: Stage, picture: Stage): Stage {
  const place = element("div", {}, terminal.element);
  let shown = terminal;
  return {
    element: place,
    cameras: [terminalCamera, ...picture.cameras],
    bodies: [],
    get layers() {
      return shown.layers ?? [];
    },
    show(view) {
      const wanted = picture.cameras.includes(view.camera) ? picture : terminal;
      if (wanted !== shown) place.replaceChildren(wanted.element);
      shown = wanted;
      shown.show(view);
    },
    dim(dark) {
      terminal.dim(dark);
      picture.dim(dark);
    },
    get png() {
      return shown.png;
    },
    get paint() {
      return shown.paint;
    },
    get hold() {
      return shown.hold;
    },
    dispose() {
      terminal.dispose();
      picture.dispose();
    },
  };
}
