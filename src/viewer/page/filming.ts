import type { Clock } from "./clock.ts";
import { save } from "./exporting.ts";
import type { ViewStore } from "./view.ts";

/** What a film is kept as. */
export const filmKinds = ["webm", "gif"] as const;
export type FilmKind = (typeof filmKinds)[number];

const type = "video/webm";
const frame = 1000 / 30; // from picture to picture of a WebM [ms]
const gifFrame = 50; // of a GIF, which counts hundredths of a second [ms]
const mostGifPictures = 400; // a GIF of a longer time has fewer pictures a second

/** What is filmed. */
export interface Filmed {
  readonly canvas: HTMLCanvasElement;
  readonly steps: number;
  /** Simulated time of a step [s]; 0 where no clock runs. */
  readonly stepSeconds: number;
  /** Paints the picture as it is now. */
  paint?(into: OffscreenCanvasRenderingContext2D): void;
  /** Whether every picture is to be sharp from now on. */
  hold?(isHeld: boolean): void;
}

/** Keeps what a canvas shows from the start to the end of an episode, or of the stretch that is repeated. */
export function openFilming(
  store: ViewStore,
  clock: Clock,
  { changed, failed }: { changed(kind: FilmKind | undefined): void; failed(thrown: unknown): void },
) {
  let isFilming = false;

  /** How long that is when it is shown, at the speed that is chosen [ms]. */
  const lengthOf = ({ steps, stepSeconds }: Filmed): number => {
    const [from, to] = store.view.loop ?? [0, steps];
    return (1000 * (to - from) * (stepSeconds > 0 ? stepSeconds : 0.1)) / store.view.speed;
  };

  /** Shows moments that are as far apart as pictures are, one after another, until the film ends or is ended. */
  async function* moments(filmed: Filmed, apart: number): AsyncGenerator<void> {
    const { episode: name, loop } = store.view;
    const [from, to] = loop ?? [0, filmed.steps];
    const stride = (apart * (to - from)) / lengthOf(filmed); // steps of a picture
    clock.play(false);
    store.set({ loop: undefined });
    for (let at = from; isFilming && store.view.episode === name; at = Math.min(at + stride, to)) {
      clock.seek(Math.floor(at));
      await drawn();
      yield;
      if (at >= to) break;
    }
    store.set({ loop });
  }

  /** Where drawing takes longer than a picture may, the film runs slower and nothing is left out. */
  async function webm(filmed: Filmed): Promise<Blob> {
    const stream = filmed.canvas.captureStream(0);
    const [track] = stream.getVideoTracks() as CanvasCaptureMediaStreamTrack[];
    const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: 8e6 });
    const pieces: Blob[] = [];
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
    recorder.start();
    for await (const _ of moments(filmed, frame)) {
      track.requestFrame();
      await new Promise((resolve) => setTimeout(resolve, frame));
    }
    recorder.stop();
    await stopped;
    return new Blob(pieces, { type });
  }

  async function gif(filmed: Filmed): Promise<Blob> {
    const { gifWriter } = await import("./gif.ts"); // large, and seldom asked for
    const { width, height } = filmed.canvas;
    const apart = 10 * Math.ceil(Math.max(gifFrame, lengthOf(filmed) / mostGifPictures) / 10);
    const writer = gifWriter(width, height, apart);
    for await (const _ of moments(filmed, apart)) {
      filmed.paint?.(writer.context);
      await writer.add();
    }
    return writer.end();
  }

  /** Begins, or ends it early. */
  return (kind: FilmKind, filmed: Filmed | undefined): void => {
    if (isFilming) {
      isFilming = false;
      return;
    }
    if (!filmed || filmed.steps < 1) return;
    const { episode: name } = store.view;
    isFilming = true;
    changed(kind);
    filmed.hold?.(true);
    (kind === "gif" ? gif : webm)(filmed)
      .then((film) => save(`${name}.${kind}`, film), failed)
      .finally(() => {
        filmed.hold?.(false);
        isFilming = false;
        changed(undefined);
      });
  };
}

/** Waits until what was just asked for is on the canvas. */
const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
