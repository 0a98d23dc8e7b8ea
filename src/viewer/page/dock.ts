import type { EpisodeNumbers, Message } from "../shapes.ts";
import type { Clock } from "./clock.ts";
import type { Difference } from "./compare.ts";
import { button, element } from "./element.ts";
import { marksOf } from "./marks.ts";
import { pinnables, pinPicker } from "./picker.ts";
import { columnRow } from "./plots/column-row.ts";
import { type PlotRow, rewardRow } from "./plots/reward-row.ts";
import { controlBar, type Mark, scrubbed, timeStrip } from "./timeline.ts";
import type { ViewStore } from "./view.ts";

/** What the dock shows: an episode, perhaps beside another one. */
export interface Docked {
  readonly numbers: EpisodeNumbers;
  readonly ghost?: EpisodeNumbers;
  readonly difference?: Difference;
}

/** Everything that lies over time, on one axis: controls, the strip, the reward, pinned columns, and one line that is now. */
export function openDock(store: ViewStore, clock: Clock, extras: readonly HTMLElement[]) {
  const picker = pinPicker(store);
  const pin = button("Pin plots (p)", "+ plot", () => picker.open());
  const bar = controlBar(store, clock, [pin, ...extras]);
  const strip = timeStrip(store, clock);
  const rows = element("div", { class: "rows" });
  const now = element("div", { class: "playhead" });
  const hair = element("div", { class: "hair", hidden: true });
  const over = element("div", { class: "over", "aria-hidden": "true" }, now, hair);
  const tracks = element("div", { class: "tracks" }, strip.element, rows, over);
  const panel = element("section", { class: "dock", "aria-label": "Time and plots" }, bar.element, tracks);
  let docked: Docked | undefined;
  let messages: readonly Message[] = [];
  let shown: PlotRow[] = [];
  let found: readonly Mark[] = [];

  const steps = () => Math.max(1, docked?.numbers.summary.steps ?? 1);
  const read = (step = store.view.step) => {
    now.style.setProperty("--at", String(Math.min(1, store.view.step / steps())));
    for (const row of shown) row.read(step);
  };
  const listen = (row: PlotRow) => {
    scrubbed(row.plot, (at) => clock.seek(at * steps()));
    row.plot.addEventListener("pointermove", ({ clientX }) => {
      const { left, width } = row.plot.getBoundingClientRect();
      const step = Math.round(Math.max(0, Math.min(1, (clientX - left) / width)) * steps());
      hair.hidden = false;
      hair.style.setProperty("--at", String(step / steps()));
      read(step);
    });
    row.plot.addEventListener("pointerleave", () => {
      hair.hidden = true;
      read();
    });
  };
  const fill = () => {
    for (const row of shown) row.dispose();
    shown = [];
    rows.replaceChildren();
    if (!docked) return;
    const { numbers, ghost } = docked;
    const all = pinnables(numbers);
    const others = ghost ? pinnables(ghost) : [];
    shown = [
      rewardRow(numbers, store),
      ...store.view.pins.flatMap((pinned) => {
        const found = all.find(({ pin }) => pin === pinned);
        if (!found) return []; // of another env
        const other = others.find(({ pin }) => pin === pinned)?.column;
        const unpin = () => picker.toggle(pinned);
        return [columnRow(found.column, { steps: steps(), first: found.first, ghost: other, unpin })];
      }),
    ];
    rows.append(...shown.map(({ element }) => element));
    for (const row of shown) {
      row.draw();
      listen(row);
    }
    read();
  };
  const markUp = () => {
    if (!docked) return;
    const { numbers, difference } = docked;
    const own = store.view.marks.map((step) => ({ step, kind: "bookmark", words: "bookmark" }) as const);
    found = [...marksOf(numbers, messages, difference), ...own];
    strip.load(numbers.summary.steps, found);
  };
  const toMark = (by: 1 | -1) => {
    const { step } = store.view;
    const others = found.map((mark) => mark.step).filter((at) => (by > 0 ? at > step : at < step));
    if (others.length) clock.seek(by > 0 ? Math.min(...others) : Math.max(...others));
  };
  const bookmark = () => {
    const { step, marks } = store.view;
    const rest = marks.filter((other) => other !== step);
    store.set({ marks: rest.length < marks.length ? rest : [...marks, step].sort((a, b) => a - b) });
  };
  store.on(["marks"], markUp);
  store.on(["step"], () => read());
  store.on(["pins"], fill);
  new ResizeObserver(() => {
    for (const row of shown) row.resize();
  }).observe(rows);

  return {
    element: panel,
    dialogs: [picker.element],
    openPicker: picker.open,
    toggleLoop: bar.toggleLoop,
    toMark,
    bookmark,
    load(given: Docked) {
      docked = given;
      messages = [];
      bar.load(given.numbers);
      picker.load(pinnables(given.numbers));
      fill();
      markUp();
    },
    say(given: readonly Message[]) {
      messages = given;
      markUp();
    },
    recolour() {
      for (const row of shown) row.draw();
    },
  };
}
