import type { Clock } from "./clock.ts";
import type { openEpisode } from "./episode.ts";
import type { Binding } from "./keys.ts";
import type { Rail } from "./rail.ts";
import { isDark } from "./theme.ts";
import type { ViewStore } from "./view.ts";

interface Page {
  readonly store: ViewStore;
  readonly clock: Clock;
  readonly rail: Rail;
  readonly episode: ReturnType<typeof openEpisode>;
}

const turned = 0.1; // by a key [rad]

/** What every key does, as `?` shows it. */
export function bindingsOf({ store, clock, rail, episode }: Page): { readonly [group: string]: readonly Binding[] } {
  const move = (by: number) => clock.seek(store.view.step + by);
  const choose = (by: number) => {
    const { order } = rail;
    const at = order.indexOf(store.view.episode) + by;
    if (order[at] !== undefined) store.set({ episode: order[at], step: 0, loop: undefined, marks: [] });
  };
  const bound = (edge: 0 | 1) => {
    const { loop, step } = store.view;
    const [from, to] = loop ?? [0, Number.MAX_SAFE_INTEGER];
    const next: readonly [number, number] = edge === 0 ? [step, to] : [from, step];
    if (next[0] < next[1]) store.set({ loop: next });
  };
  const toggleTerm = (key: string) => {
    const name = episode.terms[Number(key) - 1];
    const { hidden } = store.view;
    if (name !== undefined)
      store.set({ hidden: hidden.includes(name) ? hidden.filter((other) => other !== name) : [...hidden, name] });
  };
  return {
    Time: [
      { keys: [" ", "k"], about: "play or pause", press: () => clock.play() },
      { keys: [",", "ArrowLeft"], about: "a step back", press: () => move(-1) },
      { keys: [".", "ArrowRight"], about: "a step on", press: () => move(1) },
      { keys: ["<", "PageDown"], about: "10 steps back", press: () => move(-10) },
      { keys: [">", "PageUp"], about: "10 steps on", press: () => move(10) },
      { keys: ["Home"], about: "to the start", press: () => clock.seek(0) },
      { keys: ["End"], about: "to the end", press: () => clock.seek(Number.MAX_SAFE_INTEGER) },
      { keys: ["m"], about: "a bookmark here, or none", press: () => episode.bookmark() },
      { keys: ["j"], about: "to the next mark", press: () => episode.toMark(1) },
      { keys: ["J"], about: "to the mark before", press: () => episode.toMark(-1) },
      { keys: ["["], about: "slower", press: () => clock.faster(-1) },
      { keys: ["]"], about: "faster", press: () => clock.faster(1) },
      { keys: ["l"], about: "repeat a stretch, or no longer", press: () => episode.toggleLoop() },
      { keys: ["i"], about: "the stretch begins here", press: () => bound(0) },
      { keys: ["o"], about: "the stretch ends here", press: () => bound(1) },
    ],
    Episodes: [
      { keys: ["ArrowDown", "n"], about: "the next one", press: () => choose(1) },
      { keys: ["ArrowUp", "b"], about: "the one before", press: () => choose(-1) },
      {
        keys: ["g"],
        about: "compare: keeps this one as a ghost, or drops it",
        press: () => episode.toggleGhost(),
      },
      { keys: ["/"], about: "search messages", press: () => episode.search() },
    ],
    Scene: [
      { keys: ["c"], about: "the next camera", press: () => episode.nextCamera() },
      { keys: ["f"], about: "follow the next body", press: () => episode.nextBody() },
      { keys: ["h"], about: "draw more over the scene, then nothing", press: () => episode.nextLayer() },
      { keys: ["a"], about: "turn left", press: () => episode.turn(-turned, 0, 1) },
      { keys: ["d"], about: "turn right", press: () => episode.turn(turned, 0, 1) },
      { keys: ["w"], about: "turn up", press: () => episode.turn(0, turned, 1) },
      { keys: ["s"], about: "turn down", press: () => episode.turn(0, -turned, 1) },
      { keys: ["+", "="], about: "closer", press: () => episode.turn(0, 0, 1 / 1.1) },
      { keys: ["-"], about: "farther", press: () => episode.turn(0, 0, 1.1) },
      { keys: ["x"], about: "save the picture", press: () => void episode.savePng() },
      { keys: ["v"], about: "film it as WebM, or end that", press: () => episode.filmIt("webm") },
      { keys: ["G"], about: "film it as GIF, or end that", press: () => episode.filmIt("gif") },
    ],
    Plots: [
      { keys: ["p"], about: "pin a feature, action or observation", press: () => episode.openPicker() },
      { keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], about: "show or hide a term", press: toggleTerm },
      { keys: ["e"], about: "save all numbers as CSV", press: () => episode.saveCsv() },
      { keys: ["H"], about: "save it as a page that needs no server", press: () => void episode.savePage() },
      {
        keys: ["t"],
        about: "light or dark",
        press: () => store.set({ theme: isDark(store) ? "light" : "dark" }),
      },
    ],
  };
}
