import type { EpisodeNumbers } from "../shapes.ts";
import { type Clock, speeds } from "./clock.ts";
import { button, digits, element, write } from "./element.ts";
import { playSign } from "./play-sign.ts";
import type { ViewStore } from "./view.ts";

/** A moment that the timeline points out. */
export interface Mark {
  readonly step: number;
  readonly kind: "event" | "spike" | "contact" | "end" | "differs" | "message" | "bookmark";
  readonly words: string;
}

/** Buttons for playing, and what is said of the present step. */
export function controlBar(store: ViewStore, clock: Clock, extras: readonly HTMLElement[]) {
  const play = button("Play or pause (space)", "", () => clock.play(), { class: "play" });
  const sign = playSign(play);
  sign(false);
  clock.onPlaying(sign);
  const now = element("output", { class: "now", "aria-label": "Step" });
  const time = element("span", { class: "time" });
  const speed = element(
    "select",
    {
      "aria-label": "Speed ([ and ])",
      title: "Speed ([ and ])",
      change: () => store.set({ speed: Number(speed.value) }),
    },
    ...speeds.map((each) => element("option", { value: each }, `${each}×`)),
  );
  const loop = button("Repeat a stretch: i begins it, o ends it, l forgets it", "loop", () => toggleLoop());
  let [steps, seconds] = [0, 0];
  const toggleLoop = () =>
    store.set({
      loop: store.view.loop ? undefined : [Math.max(0, store.view.step - 10), Math.min(steps, store.view.step + 10)],
    });
  const bar = element(
    "div",
    { class: "bar", role: "toolbar", "aria-label": "Playing" },
    button("One step back (,)", "‹", () => clock.seek(store.view.step - 1), { class: "step" }),
    play,
    button("One step on (.)", "›", () => clock.seek(store.view.step + 1), { class: "step" }),
    now,
    time,
    element("span", { class: "space" }),
    speed,
    loop,
    ...extras,
  );
  const read = () => {
    const { step, loop: stretch } = store.view;
    write(now, `${step} / ${steps}`);
    write(time, seconds > 0 ? `${digits(step * seconds)} s` : "");
    speed.value = String(store.view.speed);
    loop.ariaPressed = String(stretch !== undefined);
    write(loop, stretch ? `loop ${stretch[0]}–${stretch[1]}` : "loop");
  };
  store.on(["step", "speed", "loop"], read);
  return {
    element: bar,
    toggleLoop,
    load({ summary, stepSeconds }: EpisodeNumbers) {
      [steps, seconds] = [summary.steps, stepSeconds];
      read();
    },
  };
}

/** The line of time: all plots begin and end where it does. */
export function timeStrip(store: ViewStore, clock: Clock) {
  const played = element("div", { class: "played" });
  const stretch = element("div", { class: "stretch", hidden: true });
  const marks = element("div", { class: "marks" });
  const strip = element(
    "div",
    { class: "strip", role: "slider", tabindex: 0, "aria-label": "Step", "aria-valuemin": 0 },
    played,
    stretch,
    marks,
  );
  let steps = 1;
  const share = (step: number) => `${(100 * Math.min(step, steps)) / steps}%`;
  const read = () => {
    const { step, loop } = store.view;
    played.style.width = share(step);
    strip.ariaValueNow = String(step);
    stretch.hidden = loop === undefined;
    if (loop) {
      stretch.style.left = share(loop[0]);
      stretch.style.width = share(Math.min(loop[1], steps) - loop[0]);
    }
  };
  store.on(["step", "loop"], read);
  scrubbed(strip, (at) => clock.seek(at * steps));
  return {
    element: element("div", { class: "row time" }, element("div", { class: "label" }), strip),
    load(of: number, found: readonly Mark[]) {
      steps = Math.max(1, of);
      strip.ariaValueMax = String(of);
      marks.replaceChildren(
        ...found.map(({ step, kind, words }) =>
          element("i", { class: kind, style: `left:${share(step)}`, title: `${words} (step ${step})` }),
        ),
      );
      read();
    },
  };
}

/** Follows a pointer that is pressed: where it is, as a share of the element's width. */
export function scrubbed(target: HTMLElement, seek: (share: number) => void): void {
  const at = ({ clientX }: PointerEvent) => {
    const { left, width } = target.getBoundingClientRect();
    seek(Math.max(0, Math.min(1, (clientX - left) / width)));
  };
  target.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    target.setPointerCapture(event.pointerId);
    at(event);
  });
  target.addEventListener("pointermove", (event) => {
    if (target.hasPointerCapture(event.pointerId)) at(event);
  });
}
