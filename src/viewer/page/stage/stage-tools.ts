import { button, element } from "../element.ts";
import type { FilmKind } from "../filming.ts";
import type { ViewStore } from "../view.ts";
import type { Stage } from "./stage.ts";

/** Chooses the camera and what it follows, and keeps a picture. */
export function stageTools(store: ViewStore, savePng: () => void, film?: (kind: FilmKind) => void) {
  const camera = element("select", {
    "aria-label": "Camera (c)",
    title: "Camera (c)",
    change: () => store.set({ camera: camera.value }),
  });
  const body = element("select", {
    "aria-label": "Follow (f)",
    title: "Follow (f)",
    change: () => store.set({ follow: Number(body.value), camera: "orbit" }),
  });
  const layers = element("div", { class: "layers", role: "group", "aria-label": "Drawn over the scene (h)" });
  const png = button("Save the picture (x)", "PNG", savePng);
  const filmed = "Film the episode, or the stretch that is repeated";
  const video = button(`${filmed}, as WebM (v)`, "film", () => film?.("webm"));
  const gif = button(`${filmed}, as GIF (G)`, "GIF", () => film?.("gif"));
  const panel = element("div", { class: "tools" }, camera, body, layers, png, gif, video);
  let stage: Stage | undefined;
  const read = () => {
    const { camera: chosen, follow, layers: drawn } = store.view;
    for (const each of layers.children) each.ariaPressed = String(drawn.includes((each as HTMLElement).dataset.layer!));
    camera.value = stage?.cameras.includes(chosen) ? chosen : (stage?.cameras[0] ?? "");
    body.value = String(follow);
    png.hidden = !stage?.png;
    gif.hidden = !film || !stage?.paint || !stage.element.querySelector("canvas");
    video.hidden = gif.hidden || !("MediaRecorder" in globalThis);
  };
  /** Buttons for what can be drawn over the stage. */
  const offer = () => {
    const toggle = (layer: string) => {
      const { layers: chosen } = store.view;
      store.set({ layers: chosen.includes(layer) ? chosen.filter((other) => other !== layer) : [...chosen, layer] });
    };
    layers.replaceChildren(
      ...(stage?.layers ?? []).map((layer) =>
        button(`Show or hide ${layer} (h)`, layer, () => toggle(layer), { "data-layer": layer }),
      ),
    );
    layers.hidden = !stage?.layers?.length;
  };
  store.on(["camera", "follow", "layers"], read);
  const next = <T>(list: readonly T[], now: T): T => list[(list.indexOf(now) + 1) % list.length];
  return {
    element: panel,
    load(given: Stage) {
      stage = given;
      camera.hidden = given.cameras.length < 2;
      body.hidden = given.bodies.length === 0;
      offer();
      camera.replaceChildren(...given.cameras.map((name) => element("option", { value: name }, name)));
      const bodies = given.bodies.map(({ row, name }) => element("option", { value: row }, `follow ${name}`));
      body.replaceChildren(element("option", { value: 0 }, "follow nothing"), ...bodies);
      read();
    },
    /** To be called when the stage has more to show than it had, or something else. */
    offer() {
      offer();
      read();
    },
    filming(kind: FilmKind | undefined) {
      video.ariaPressed = String(kind === "webm");
      gif.ariaPressed = String(kind === "gif");
    },
    nextCamera() {
      if (stage?.cameras.length) store.set({ camera: next(stage.cameras, camera.value) });
    },
    /** Shows one more layer, and after the last one none. */
    nextLayer() {
      const all = stage?.layers ?? [];
      const { layers: drawn } = store.view;
      const more = all.find((layer) => !drawn.includes(layer));
      store.set({ layers: more ? [...drawn, more] : [] });
    },
    nextBody() {
      const rows = [0, ...(stage?.bodies ?? []).map(({ row }) => row)];
      if (rows.length > 1) store.set({ follow: next(rows, store.view.follow), camera: "orbit" });
    },
  };
}
