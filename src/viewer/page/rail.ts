import type { EpisodeSummary, Library } from "../shapes.ts";
import { curvePanel } from "./curve.ts";
import { button, digits, element } from "./element.ts";
import type { ViewStore } from "./view.ts";

interface Column {
  readonly key: "score" | "return" | "steps" | "end" | "seed";
  readonly about: string;
  value(episode: EpisodeSummary): number | string;
  shown(episode: EpisodeSummary, all: readonly EpisodeSummary[]): string;
}

const columns: readonly Column[] = [
  {
    key: "score",
    about: "by the env's yardstick, from 0 to 1",
    value: ({ score }) => score ?? -1,
    shown: ({ score }) => (score === undefined ? "–" : score.toFixed(3)),
  },
  { key: "return", about: "sum of its rewards", value: (episode) => episode.return, shown: (e) => digits(e.return) },
  { key: "steps", about: "its length", value: ({ steps }) => steps, shown: ({ steps }) => String(steps) },
  {
    key: "end",
    about: "whether the task ended it, time ran out, or its file breaks off",
    value: ({ end }) => end,
    shown: ({ end }) => ({ terminated: "ended", truncated: "time", unfinished: "open" })[end],
  },
  {
    key: "seed",
    about: "seed and number of its world",
    value: ({ seed = -1, world = 0 }) => seed * 1e4 + world,
    shown: ({ seed, world = 0 }, all) =>
      seed === undefined ? "–" : all.every((other) => other.seed === seed) ? `·${world}` : `${seed}·${world}`,
  },
];

export interface Rail {
  readonly element: HTMLElement;
  /** Ids in the order of the list. */
  readonly order: readonly string[];
  show(library: Library): void;
  /** Redraws what depends on colours. */
  recolour(): void;
}

/** The list of episodes, and the curve of the training that they are from. */
export function openRail(store: ViewStore): Rail {
  const title = element("h1");
  const about = element("p", { class: "about" });
  const curve = curvePanel(store);
  const body = element("tbody");
  const heads = columns.map(({ key, about }) => {
    const press = () => store.set({ sort: store.view.sort === `${key}-` ? key : `${key}-` });
    return element("th", { scope: "col" }, button(`Sort by ${key}: ${about}`, key, press, { class: "head" }));
  });
  const table = element("table", { "aria-label": "Episodes" }, element("thead", {}, element("tr", {}, ...heads)), body);
  const broken = element("div", { class: "broken" });
  const list = element("div", { class: "list" }, table, broken);
  const panel = element("aside", { class: "rail" }, element("header", {}, title, about), curve.element, list);
  let library: Library | undefined;
  let order: string[] = [];

  const sorted = (): EpisodeSummary[] => {
    const { sort } = store.view;
    const column = columns.find(({ key }) => key === sort.replace("-", ""));
    const episodes = [...(library?.episodes ?? [])];
    if (!column) return episodes;
    const sign = sort.endsWith("-") ? -1 : 1;
    return episodes.sort((a, b) => {
      const [x, y] = [column.value(a), column.value(b)];
      return sign * (x < y ? -1 : x > y ? 1 : 0);
    });
  };
  const fill = () => {
    const episodes = sorted();
    order = episodes.map(({ id }) => id);
    const { sort } = store.view;
    for (const [i, { key }] of columns.entries()) {
      const isBy = sort.replace("-", "") === key;
      heads[i].ariaSort = isBy ? (sort.endsWith("-") ? "descending" : "ascending") : "none";
    }
    body.replaceChildren(...episodes.map(rowOf));
    mark();
  };
  const rowOf = (episode: EpisodeSummary) => {
    const open = () => store.set({ episode: episode.id, step: 0, loop: undefined, marks: [] });
    const press = (event: KeyboardEvent) => {
      if (event.key === "Enter") open();
    };
    const cells = columns.map((column) =>
      element("td", { class: column.key }, column.shown(episode, library?.episodes ?? [])),
    );
    const words = `${episode.id}: ${episode.env} with ${episode.agent}, seed ${episode.seed ?? "unknown"}`;
    return element("tr", { "data-id": episode.id, tabindex: 0, title: words, click: open, keydown: press }, ...cells);
  };
  const mark = () => {
    const { episode, ghost } = store.view;
    for (const row of body.rows) {
      const { id } = row.dataset;
      if (id === episode) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      row.classList.toggle("ghost", id === ghost);
      if (id === episode) row.scrollIntoView({ block: "nearest" });
    }
  };
  store.on(["sort"], fill);
  store.on(["episode", "ghost"], mark);

  return {
    element: panel,
    get order() {
      return order;
    },
    show(given) {
      library = given;
      title.textContent = given.title;
      const { episodes } = given;
      const envs = [...new Set(episodes.map(({ env }) => env))].join(", ");
      const agents = [...new Set(episodes.map(({ agent }) => agent))].join(", ");
      about.textContent = episodes.length
        ? `${envs} with ${agents}`
        : "No recorded episodes yet: `rewardgym eval RUN --record 20` records some.";
      broken.replaceChildren(
        ...given.broken.map(({ file, why }) =>
          element("p", {}, element("strong", {}, `${file} cannot be read. `), why),
        ),
      );
      curve.show(given);
      fill();
    },
    recolour: curve.recolour,
  };
}
