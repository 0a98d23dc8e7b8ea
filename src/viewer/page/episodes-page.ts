import type { Library } from "../shapes.ts";
import { bindingsOf } from "./bindings.ts";
import { openClock } from "./clock.ts";
import { element } from "./element.ts";
import { standsAlone } from "./embedded.ts";
import { openEpisode } from "./episode.ts";
import { openKeys } from "./keys.ts";
import { openRail } from "./rail.ts";
import { openTheme } from "./theme.ts";
import { openView } from "./view.ts";

/** Lists what there is, and shows one of it: the first where the URL names none. */
export function openEpisodesPage(library: Library): void {
  const store = openView();
  const clock = openClock(store);
  const rail = openRail(store);
  const episode = openEpisode(store, clock, () => keys.open());
  const keys = openKeys(bindingsOf({ store, clock, rail, episode }));
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  document.body.append(rail.element, episode.element, ...episode.dialogs, keys.element, problem);
  episode.onProblem((why) => {
    problem.hidden = why === undefined;
    problem.textContent = why ?? "";
  });
  openTheme(store, (dark) => {
    rail.recolour();
    episode.recolour(dark);
  });
  document.body.classList.toggle("alone", standsAlone());
  document.title = `${library.title} · rewardgym`;
  rail.show(library);
  const [first] = rail.order;
  if (store.view.episode) void episode.load();
  else if (first !== undefined) store.set({ episode: first });
  else episode.showNothing();
}
