import { type PerspectiveCamera, type Scene, WebGLRenderer } from "three";
import { element } from "../element.ts";
import { paceOf } from "./pace.ts";
import { qualityHere } from "./quality.ts";

/** A canvas that fills its frame and shows a scene. It is drawn only when asked. */
export interface Picture {
  readonly frame: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly renderer: WebGLRenderer;
  /** Draws it before the browser shows the next frame. */
  ask(): void;
  png(): Promise<Blob | undefined>;
  dispose(): void;
}

/** What is called before each drawing, and once the canvas has another size. */
interface Hooks {
  draws(): void;
  resized?(): void;
}

/**
 * @param label what the canvas is, for those who do not see it
 * @throws where the browser has no WebGL
 */
export function pictureOf(label: string, scene: Scene, camera: PerspectiveCamera, hooks: Hooks): Picture {
  const canvas = element("canvas", { tabindex: 0, "aria-label": label });
  const quality = qualityHere();
  const renderer = new WebGLRenderer({ canvas, antialias: quality.antialias });
  const frame = element("div", { class: "scene" }, canvas);
  let asked = false;
  let share = 1; // of the sharpness
  const draw = () => {
    hooks.draws();
    renderer.render(scene, camera);
  };
  const resize = () => {
    const { clientWidth: width, clientHeight: height } = frame;
    if (width === 0 || height === 0) return;
    renderer.setPixelRatio(share * Math.min(devicePixelRatio, quality.sharpness));
    renderer.setSize(width, height, false);
    camera.aspect = width / height;
    camera.updateProjectionMatrix();
    hooks.resized?.();
    draw(); // at once, or the stretched picture would flash
  };
  const pace = paceOf((given) => {
    share = given;
    resize();
  });
  const observer = new ResizeObserver(resize);
  observer.observe(frame);
  return {
    frame,
    canvas,
    renderer,
    ask() {
      if (asked) return;
      asked = true;
      requestAnimationFrame((now) => {
        asked = false;
        draw();
        pace.drawn(now);
      });
    },
    async png() {
      pace.rest();
      draw(); // a browser forgets a picture once it is shown
      return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined)));
    },
    dispose() {
      observer.disconnect();
      pace.dispose();
      renderer.dispose();
      renderer.forceContextLoss(); // browsers keep few contexts
    },
  };
}
