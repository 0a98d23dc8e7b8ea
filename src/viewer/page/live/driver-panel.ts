import type { Hands } from "../../live/hands.ts";
import type { Driver } from "../../live/setting.ts";
import { element, write } from "../element.ts";

const words: { readonly [driver in Driver]: string } = {
  person: "You",
  policy: "Policy",
  scripted: "Scripted",
  random: "Random",
};
const names: { readonly [key: string]: string } = {
  " ": "space",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** Who acts, and with which keys a person does. Keys are buttons too, for fingers and mice. */
export function driverPanel(
  available: readonly Driver[],
  hands: Hands | undefined,
  { choose, press, release }: { choose(driver: Driver): void; press(key: string): void; release(key: string): void },
) {
  const choices = available.map((driver) =>
    element("button", { type: "button", "data-driver": driver, click: () => choose(driver) }, words[driver]),
  );
  const note = element("p", { class: "hint" });
  const byWords = Map.groupBy(hands?.keys ?? [], ({ words }) => words);
  const entries = [...byWords].map(([words, keys]) => {
    const [{ key }] = keys;
    const down = (event: PointerEvent) => {
      event.preventDefault();
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      press(key);
    };
    const up = () => release(key);
    const entry = element(
      "button",
      {
        type: "button",
        class: "hand",
        tabindex: -1,
        "aria-label": words,
        pointerdown: down,
        pointerup: up,
        pointercancel: up,
      },
      ...keys.slice(0, 3).map(({ key }) => element("kbd", {}, names[key] ?? key)),
      element("span", {}, words),
    );
    return { entry, keys: keys.map(({ key }) => key) };
  });
  const list = element("div", { class: "hands", "aria-label": "Keys that act" }, ...entries.map(({ entry }) => entry));
  const sliders = (hands?.axes ?? []).map(({ name, low, high }, i) => {
    const input = element("input", {
      type: "range",
      min: -1,
      max: 1,
      step: 0.05,
      value: 0,
      tabindex: -1,
      "aria-label": name,
      title: `${name}: ${low} to ${high}`,
      input: () => hands!.lean(i, Number(input.value)),
      pointerup: () => {
        input.value = "0"; // a stick springs back
        hands!.lean(i, 0);
      },
    });
    return { input, element: element("label", { class: "axis" }, element("span", {}, name), input) };
  });
  const axes = element("div", { class: "axes" }, ...sliders.map(({ element }) => element));
  return {
    element: element(
      "section",
      { class: "driver", "aria-label": "Who acts" },
      element("h2", {}, "Who acts"),
      element("div", { class: "segments", role: "group", "aria-label": "Who acts" }, ...choices),
      note,
      list,
      axes,
    ),
    show(driver: Driver, hasHands: boolean, hint: string) {
      for (const choice of choices) choice.ariaPressed = String(choice.dataset.driver === driver);
      list.hidden = axes.hidden = driver !== "person";
      list.classList.toggle("off", !hasHands);
      write(note, hint);
    },
    light() {
      for (const { entry, keys } of entries)
        entry.classList.toggle(
          "held",
          keys.some((key) => hands!.held.has(key)),
        );
    },
    /** Sliders follow a stick. */
    lean(axis: number, share: number) {
      const slider = sliders[axis]?.input;
      if (slider) slider.value = String(share);
    },
  };
}
