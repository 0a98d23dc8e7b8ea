import type { Clock } from "../clock.ts";
import { button, element, write } from "../element.ts";
import type { ViewStore } from "../view.ts";

type Side = "a" | "b";

/** Steps of a clip that stand out; `sign` says whether they are good (1), bad (-1) or neither (0). */
export interface BrushedSpan {
  readonly side: Side;
  readonly from: number;
  readonly to: number;
  readonly kind: string;
  readonly sign: -1 | 0 | 1;
}

const sides = ["a", "b"] as const;
const names = { a: "Left", b: "Right" };
const signs = [1, -1, 0] as const;
const words = { "1": "good", "-1": "bad", "0": "notable" };

/** A lane for each clip, on which stretches are brushed: what in them is good or bad. */
export function spanLanes(store: ViewStore, clock: Clock) {
  let spans: BrushedSpan[] = [];
  let lengths = { a: 1, b: 1 };
  let sign: -1 | 0 | 1 = 1;
  let begun: { readonly side: Side; readonly at: number } | undefined;
  const longest = () => Math.max(1, lengths.a, lengths.b);
  const share = (step: number) => `${(100 * step) / longest()}%`;

  const kind = element("input", {
    type: "search",
    placeholder: "what is it? (k)",
    "aria-label": "What the stretch shows",
  });
  const how = button("What is brushed next is good, bad or notable (m)", words[1], () => nextSign(), { class: "sign" });
  const laneOf = (side: Side): HTMLElement =>
    element("div", { class: "lane", role: "list", "aria-label": `Stretches, ${names[side]}` });
  const lanes = { a: laneOf("a"), b: laneOf("b") };
  const remove = button("Forget the last stretch (backspace)", "×", () => removeLast());
  const panel = element(
    "section",
    { class: "lanes", "aria-label": "Stretches that are good or bad" },
    ...sides.map((side) => element("div", { class: "lane-row" }, element("span", {}, names[side]), lanes[side])),
    element("div", { class: "lane-tools" }, how, kind, remove),
  );

  const draw = () => {
    for (const side of sides) {
      const own = spans.filter((span) => span.side === side);
      const shown = begun?.side === side ? [...own, between(begun.at, store.view.step, side)] : own;
      lanes[side].replaceChildren(
        ...shown.map(({ from, to, kind: about, sign: good }) =>
          element("i", {
            role: "listitem",
            class: words[good],
            style: `left:${share(from)};width:${share(to - from)}`,
            title: `${about}: steps ${from} to ${to}`,
          }),
        ),
      );
    }
    remove.hidden = spans.length === 0;
  };
  const between = (one: number, other: number, side: Side): BrushedSpan => {
    const most = lengths[side];
    const from = Math.max(0, Math.min(one, other, most - 1));
    const to = Math.min(most, Math.max(one, other, from + 1));
    return { side, from, to, kind: kind.value.trim() || words[sign], sign };
  };
  const add = (span: BrushedSpan) => {
    spans.push(span);
    begun = undefined;
    draw();
  };
  function nextSign(): void {
    sign = signs[(signs.indexOf(sign) + 1) % signs.length];
    write(how, words[sign]);
    how.dataset.sign = words[sign];
  }
  function removeLast(): void {
    if (begun) begun = undefined;
    else spans.pop();
    draw();
  }
  how.dataset.sign = words[sign];
  kind.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") kind.blur();
  });
  for (const side of sides) {
    const lane = lanes[side];
    const stepAt = ({ clientX }: PointerEvent) => {
      const { left, width } = lane.getBoundingClientRect();
      return Math.round(Math.max(0, Math.min(1, (clientX - left) / width)) * longest());
    };
    lane.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      lane.setPointerCapture(event.pointerId);
      clock.play(false);
      clock.seek(stepAt(event));
      begun = { side, at: stepAt(event) };
    });
    lane.addEventListener("pointermove", (event) => {
      if (lane.hasPointerCapture(event.pointerId)) clock.seek(stepAt(event));
    });
    lane.addEventListener("pointerup", (event) => {
      if (begun?.side === side) add(between(begun.at, stepAt(event), side));
    });
    lane.addEventListener("pointercancel", () => {
      begun = undefined;
      draw();
    });
  }
  store.on(["step"], () => {
    if (begun) draw();
  });

  return {
    element: panel,
    get spans(): readonly BrushedSpan[] {
      return spans;
    },
    load(of: { readonly a: number; readonly b: number }) {
      lengths = of;
      spans = [];
      begun = undefined;
      kind.value = "";
      draw();
    },
    /** Begins a stretch at the present step, or ends it there. */
    brush(side: Side) {
      if (begun?.side === side) add(between(begun.at, store.view.step, side));
      else begun = { side, at: store.view.step };
      draw();
    },
    nextSign,
    removeLast,
    name: () => kind.focus(),
  };
}
