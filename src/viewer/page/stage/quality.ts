import { element } from "../element.ts";

/** How finely a scene is drawn. */
export interface Quality {
  readonly antialias: boolean;
  /** Pixels of the canvas a pixel of the page, at most. */
  readonly sharpness: number;
  /** Side of the sun's shadow map [pixels]. */
  readonly shadows: number;
  /** Share of the facets that round forms have. */
  readonly facets: number;
}

const fine: Quality = { antialias: true, sharpness: 1.5, shadows: 2048, facets: 1 };
const coarse: Quality = { antialias: false, sharpness: 0.75, shadows: 512, facets: 0.6 }; // for processors: a third of the time

let known: Quality | undefined;

/** What the browser draws with: a graphics card, or a processor that plays one. */
export function qualityHere(): Quality {
  if (known) return known;
  const context = element("canvas").getContext("webgl2");
  const about = context?.getExtension("WEBGL_debug_renderer_info");
  const name: unknown = about && context?.getParameter(about.UNMASKED_RENDERER_WEBGL);
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  known = /swiftshader|llvmpipe|software|basic render/i.test(String(name)) ? coarse : fine;
  return known;
}
