import { bindingsOf } from "./bindings.ts";
import { openClock } from "./clock.ts";
import { element } from "./element.ts";
import { openEpisode } from "./episode.ts";
import { fetchLibrary } from "./fetching.ts";
import { openKeys } from "./keys.ts";
import { openRail } from "./rail.ts";
import { openTheme } from "./theme.ts";
import { openView } from "./view.ts";

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

/** Lists what there is; opens the first of it where the URL names nothing. */
async function begin(): Promise<void> {
  const library = await fetchLibrary();
  document.title = `${library.title} · rewardgym`;
  rail.show(library);
  const { episode: asked } = store.view;
  const [first] = rail.order;
  if (!asked && first !== undefined) store.set({ episode: first });
  else if (asked) await episode.load();
  else episode.showNothing();
}

begin().catch((thrown: Error) => {
  problem.hidden = false;
  problem.textContent = thrown.message;
});
