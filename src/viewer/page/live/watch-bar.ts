import type { WatchedWorld } from "../../live/watched.ts";
import { button, digits, element, write } from "../element.ts";
import { playSign } from "../play-sign.ts";

interface Doing {
  play(): void;
  /** One look back or on. */
  once(by: 1 | -1): void;
  /** Back to what is now. */
  live(): void;
  help(): void;
  choose(world: number): void;
}

/** How far a world is that somebody else steps. */
export function watchBar(watched: WatchedWorld, world: number, doing: Doing) {
  const play = button("Watch or stand still (space)", "", () => doing.play(), { class: "play" });
  const badge = button("Back to what is now (End)", "live", () => doing.live(), { class: "badge" });
  const now = element("output", { class: "now", "aria-label": "Step" });
  const sum = element("span", { class: "time" });
  const choice = element(
    "select",
    { "aria-label": "World", title: "Which of the session's worlds", change: () => doing.choose(Number(choice.value)) },
    ...Array.from({ length: watched.worlds }, (_, i) =>
      element("option", { value: i, selected: i === world }, `world ${i}`),
    ),
  );
  choice.hidden = watched.worlds === 1;
  const sign = playSign(play);
  return {
    element: element(
      "div",
      { class: "bar", role: "toolbar", "aria-label": "Watching" },
      button("One look back (,)", "‹", () => doing.once(-1), { class: "step" }),
      play,
      button("One look on (.)", "›", () => doing.once(1), { class: "step" }),
      badge,
      now,
      sum,
      element("span", { class: "space" }),
      choice,
      button("Keys (?)", "?", () => doing.help()),
    ),
    show({ isRunning, isLive }: { readonly isRunning: boolean; readonly isLive: boolean }) {
      sign(isRunning);
      badge.classList.toggle("behind", !isLive);
      write(badge, isLive ? "live" : "back to live");
      write(now, `${watched.length} / ${watched.env.maxSteps}`);
      write(sum, `return ${digits(watched.return)}`);
    },
  };
}
