import type { Clock } from "./clock.ts";
import { save } from "./exporting.ts";
import type { ViewStore } from "./view.ts";

const type = "video/webm";
const frame = 1000 / 30; // time from picture to picture [ms]

/** What is filmed. */
export interface Filmed {
  readonly canvas: HTMLCanvasElement;
  readonly steps: number;
  /** Simulated time of a step [s]; 0 where no clock runs. */
  readonly stepSeconds: number;
}

/**
 * Keeps what a canvas shows from the start to the end of an episode, or of the stretch that is repeated. Where drawing
 * takes longer than a picture may, the film runs slower and nothing is left out.
 */
export function openFilming(store: ViewStore, clock: Clock, changed: (filming: boolean) => void) {
  let isFilming = false;

  async function film({ canvas, steps, stepSeconds }: Filmed): Promise<void> {
    const { episode: name, loop, speed } = store.view;
    const [from, to] = loop ?? [0, steps];
    const stride = (frame / 1000 / (stepSeconds > 0 ? stepSeconds : 0.1)) * speed; // steps of a picture
    const stream = canvas.captureStream(0);
    const [track] = stream.getVideoTracks() as CanvasCaptureMediaStreamTrack[];
    const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: 8e6 });
    const pieces: Blob[] = [];
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
    clock.play(false);
    store.set({ loop: undefined });
    recorder.start();
    for (let at = from; isFilming && store.view.episode === name; at = Math.min(at + stride, to)) {
      clock.seek(Math.floor(at));
      await drawn();
      track.requestFrame();
      await new Promise((resolve) => setTimeout(resolve, frame));
      if (at >= to) break;
    }
    recorder.stop();
    await stopped;
    store.set({ loop });
    save(`${name}.webm`, new Blob(pieces, { type }));
  }

  /** Begins, or ends it early. */
  return (filmed: Filmed | undefined): void => {
    if (isFilming) {
      isFilming = false;
      return;
    }
    if (!filmed || filmed.steps < 1) return;
    isFilming = true;
    changed(true);
    void film(filmed).finally(() => {
      isFilming = false;
      changed(false);
    });
  };
}

/** Waits until what was just asked for is on the canvas. */
const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
