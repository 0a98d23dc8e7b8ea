import type { Message } from "../shapes.ts";
import { element } from "./element.ts";
import type { ViewStore } from "./view.ts";

const mostShown = 500;

/** What a world said, as a list to search; a message leads to its step. */
export function messageLog(store: ViewStore, seek: (step: number) => void) {
  const search = element("input", {
    type: "search",
    placeholder: "Search messages (/)",
    "aria-label": "Search messages",
    input: () => fill(),
  });
  const list = element("ol");
  const panel = element("section", { class: "messages", hidden: true, "aria-label": "Messages" }, search, list);
  let messages: readonly Message[] = [];
  let shown: { readonly step: number; readonly item: HTMLElement }[] = [];
  const fill = () => {
    const words = search.value.toLowerCase();
    shown = messages
      .filter(({ text }) => text.toLowerCase().includes(words))
      .slice(0, mostShown)
      .map(({ step, text }) => {
        const press = () => seek(step);
        const go = element("button", { type: "button", click: press }, element("b", {}, String(step)), text);
        return { step, item: element("li", {}, go) };
      });
    list.replaceChildren(...shown.map(({ item }) => item));
    mark();
  };
  const mark = () => {
    const now = shown.findLast(({ step }) => step <= store.view.step);
    for (const { item } of shown) item.classList.toggle("now", item === now?.item);
    if (now && !panel.hidden) list.scrollTop = now.item.offsetTop - list.clientHeight / 2;
  };
  store.on(["step"], mark);
  return {
    element: panel,
    load(given: readonly Message[]) {
      messages = given;
      panel.hidden = given.length === 0;
      fill();
    },
    search: () => search.focus(),
  };
}
