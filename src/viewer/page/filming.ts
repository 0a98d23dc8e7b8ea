import type { Clock } from "./clock.ts";
import { save } from "./exporting.ts";
import type { ViewStore } from "./view.ts";

const type = "video/webm";
const perSecond = 30; // pictures

/** Keeps what a canvas shows while the episode, or the stretch that is repeated, plays once. */
export function openFilming(store: ViewStore, clock: Clock, changed: (filming: boolean) => void) {
  let recorder: MediaRecorder | undefined;
  let end = 0;
  let loop: readonly [number, number] | undefined;
  const stop = () => {
    if (recorder?.state === "recording") recorder.stop();
  };
  store.on(["step"], ({ step }) => {
    if (step >= end) stop();
  });
  store.on(["episode"], stop);
  clock.onPlaying((playing) => {
    if (!playing) stop();
  });

  /** Begins, or ends it early. @param steps of the episode */
  return (canvas: HTMLCanvasElement | null | undefined, steps: number): void => {
    if (recorder) return stop();
    if (!canvas || steps < 1) return;
    const name = store.view.episode;
    const pieces: Blob[] = [];
    loop = store.view.loop;
    const [from, to] = loop ?? [0, steps];
    end = Math.min(to, steps);
    recorder = new MediaRecorder(canvas.captureStream(perSecond), { mimeType: type, videoBitsPerSecond: 8e6 });
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    recorder.onstop = () => {
      recorder = undefined;
      clock.play(false);
      store.set({ loop });
      changed(false);
      save(`${name}.webm`, new Blob(pieces, { type }));
    };
    store.set({ loop: undefined, step: from });
    recorder.start();
    changed(true);
    clock.play(true);
  };
}
