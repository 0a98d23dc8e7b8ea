import type { ViewStore } from "./view.ts";

export const speeds = [0.1, 0.25, 0.5, 1, 2, 4, 8, 16] as const;

/** Plays an episode. */
export interface Clock {
  readonly playing: boolean;
  /** Steps of the episode; a step's length [s]. */
  load(steps: number, stepSeconds: number): void;
  play(on?: boolean): void;
  seek(step: number): void;
  /** To the next speed, or with -1 to the one before. */
  faster(by: 1 | -1): void;
  /** Calls back when playing begins or ends. */
  onPlaying(changed: (playing: boolean) => void): void;
}

const untimed = 0.1; // for worlds whose steps have no length [s]

export function openClock(store: ViewStore): Clock {
  let [steps, seconds, playing] = [0, untimed, false];
  let [before, rest] = [0, 0]; // the last frame's time [ms], and steps that are not whole yet
  const listeners: ((playing: boolean) => void)[] = [];
  const bounds = (): readonly [number, number] => {
    const [from, to] = store.view.loop ?? [0, steps];
    return [Math.min(from, steps), Math.min(to, steps)];
  };
  const play = (on = !playing) => {
    if (on === playing) return;
    const [from, to] = bounds();
    if (on && store.view.step >= to) store.set({ step: from });
    playing = on && steps > 0;
    rest = 0;
    before = performance.now();
    for (const changed of listeners) changed(playing);
    if (playing) requestAnimationFrame(tick);
  };
  const tick = (now: number) => {
    if (!playing) return;
    rest += Math.max(0, ((now - before) / 1000 / seconds) * store.view.speed);
    before = now;
    const whole = Math.floor(rest);
    rest -= whole;
    if (whole > 0) {
      const [from, to] = bounds();
      const next = store.view.step + whole;
      if (next <= to) store.set({ step: next });
      else if (store.view.loop) store.set({ step: from + ((next - from) % Math.max(1, to - from)) });
      else {
        store.set({ step: to });
        play(false);
        return;
      }
    }
    requestAnimationFrame(tick);
  };
  return {
    get playing() {
      return playing;
    },
    load(of, stepSeconds) {
      play(false);
      steps = of;
      seconds = stepSeconds > 0 ? Math.min(stepSeconds, 0.5) : untimed;
      if (store.view.step > steps) store.set({ step: steps });
    },
    play,
    seek(step) {
      store.set({ step: Math.max(0, Math.min(steps, Math.round(step))) });
    },
    faster(by) {
      const at = speeds.findIndex((speed) => speed >= store.view.speed);
      store.set({ speed: speeds[Math.max(0, Math.min(speeds.length - 1, at + by))] });
    },
    onPlaying(changed) {
      listeners.push(changed);
    },
  };
}
