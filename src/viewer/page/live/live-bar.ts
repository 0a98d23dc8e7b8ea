import type { LiveSetting } from "../../live/setting.ts";
import { speeds } from "../clock.ts";
import { button, digits, element, write } from "../element.ts";
import { playSign } from "../play-sign.ts";
import type { ViewStore } from "../view.ts";
import type { LiveSession } from "./live-session.ts";

const counts = [1, 16, 64];

interface Doing {
  readonly setting: LiveSetting;
  readonly session: LiveSession;
  play(): void;
  once(by: 1 | -1): void;
  restart(): void;
  keep(): void;
  /** Back to what is now. */
  live(): void;
  help(): void;
  many(worlds: number): void;
}

/** Buttons for what happens now, and how far it is. */
export function liveBar(store: ViewStore, doing: Doing) {
  const { session, setting } = doing;
  const { vector, env } = session.worlds;
  const isOne = vector.worlds === 1;
  const play = button("Play or pause (space)", "", () => doing.play(), { class: "play" });
  const badge = button("Back to what is now (End)", "live", () => doing.live(), { class: "badge" });
  const now = element("output", { class: "now", "aria-label": "Step" });
  const sum = element("span", { class: "time" });
  const speed = element(
    "select",
    {
      "aria-label": "Speed ([ and ])",
      title: "Speed ([ and ])",
      change: () => store.set({ speed: Number(speed.value) }),
    },
    ...speeds.map((each) => element("option", { value: each }, `${each}×`)),
  );
  const many = element(
    "select",
    { "aria-label": "Worlds", title: "How many worlds at once", change: () => doing.many(Number(many.value)) },
    ...[...new Set([...counts, vector.worlds])]
      .sort((a, b) => a - b)
      .map((count) =>
        element(
          "option",
          { value: count, selected: count === vector.worlds },
          count === 1 ? "1 world" : `${count} worlds`,
        ),
      ),
  );
  const keep = button(
    setting.keeps ? "Record this episode (r)" : "Save this episode as a file (r)",
    setting.keeps ? "record" : "save",
    () => doing.keep(),
  );
  keep.hidden = !isOne || session.worlds.isRemote || setting.reward === null;
  const bar = element(
    "div",
    { class: "bar", role: "toolbar", "aria-label": "Living" },
    button("One step back (,)", "‹", () => doing.once(-1), { class: "step" }),
    play,
    button("One step on (.)", "›", () => doing.once(1), { class: "step" }),
    badge,
    now,
    sum,
    element("span", { class: "space" }),
    many,
    speed,
    button("A new episode (n)", "restart", () => doing.restart()),
    keep,
    button("Keys (?)", "?", () => doing.help()),
  );
  const read = () => {
    speed.value = String(store.view.speed);
  };
  store.on(["speed"], read);
  read();
  const sign = playSign(play);
  return {
    element: bar,
    show({ isRunning, at, isLive }: { readonly isRunning: boolean; readonly at: number; readonly isLive: boolean }) {
      sign(isRunning);
      badge.classList.toggle("behind", !isLive);
      write(badge, isLive ? "live" : "back to live");
      const { count, return: mean, score } = session.ended;
      write(now, isOne ? `${at} / ${env.maxSteps}` : `step ${session.history.steps}`);
      write(
        sum,
        isOne
          ? `return ${digits(session.return)}`
          : count
            ? `${count} episodes: return ${digits(mean)}, score ${score.toFixed(3)}`
            : "no episode has ended yet",
      );
    },
  };
}
