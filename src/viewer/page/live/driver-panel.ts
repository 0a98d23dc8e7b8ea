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
  {
    choose,
    press,
    release,
    lean,
  }: {
    choose(driver: Driver): void;
    press(key: string): void;
    release(key: string): void;
    lean(axis: number, share: number): void;
  },
) {
  const choices = available.map((driver) =>
    element("button", { type: "button", "data-driver": driver, click: () => choose(driver) }, words[driver]),
  );
  const note = element("p", { class: "hint" });
  const held: { readonly element: HTMLElement; readonly keys: readonly string[] }[] = [];
  /** A key that can also be pressed by a finger. */
  const hand = (keys: readonly string[], title: string, ...shown: HTMLElement[]) => {
    const [key] = keys;
    const down = (event: PointerEvent) => {
      event.preventDefault();
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      press(key);
    };
    const up = () => release(key);
    const listeners = { pointerdown: down, pointerup: up, pointercancel: up };
    const caps = keys.slice(0, 3).map((each) => element("kbd", {}, names[each] ?? each));
    const attributes = { type: "button", class: "hand", tabindex: -1, "aria-label": title, title, ...listeners };
    const made = element("button", attributes, ...caps, ...shown);
    held.push({ element: made, keys });
    return made;
  };
  const axes = (hands?.axes ?? []).map(({ name, low, high, less, more }, i) => {
    const input = element("input", {
      type: "range",
      min: -1,
      max: 1,
      step: 0.05,
      value: 0,
      tabindex: -1,
      "aria-label": name,
      title: `${name}: ${low} to ${high}`,
      input: () => lean(i, Number(input.value)),
      pointerup: () => {
        input.value = "0"; // a stick springs back
        lean(i, 0);
      },
    });
    const row = element(
      "div",
      { class: "axis" },
      element("span", { title: name }, name),
      less === undefined ? element("i") : hand([less], `${name} down`),
      input,
      more === undefined ? element("i") : hand([more], `${name} up`),
    );
    return { input, row };
  });
  const ofAxes = new Set((hands?.axes ?? []).flatMap(({ less, more }) => [less, more]));
  const others = (hands?.keys ?? []).filter(({ key }) => !ofAxes.has(key));
  const entries = [...Map.groupBy(others, ({ words }) => words)].map(([words, keys]) =>
    hand(
      keys.map(({ key }) => key),
      words,
      element("span", {}, words),
    ),
  );
  const list = element("div", { class: "hands", "aria-label": "Keys that act" }, ...entries);
  const sticks = element("div", { class: "axes" }, ...axes.map(({ row }) => row));
  return {
    element: element(
      "section",
      { class: "driver", "aria-label": "Who acts" },
      element("h2", {}, "Who acts"),
      element("div", { class: "segments", role: "group", "aria-label": "Who acts" }, ...choices),
      note,
      list,
      sticks,
    ),
    show(driver: Driver, hasHands: boolean, hint: string) {
      for (const choice of choices) choice.ariaPressed = String(choice.dataset.driver === driver);
      list.hidden = driver !== "person" || entries.length === 0;
      sticks.hidden = driver !== "person" || axes.length === 0;
      for (const each of [list, sticks]) each.classList.toggle("off", !hasHands);
      write(note, hint);
    },
    light() {
      for (const { element, keys } of held)
        element.classList.toggle(
          "held",
          keys.some((key) => hands?.held.has(key)),
        );
    },
    /** Sliders follow a stick. */
    lean(axis: number, share: number) {
      const slider = axes[axis]?.input;
      if (slider) slider.value = String(share);
    },
  };
}
