import { speeds } from "../clock.ts";
import type { Binding } from "../keys.ts";
import type { Stage } from "../stage/stage.ts";
import type { stageTools } from "../stage/stage-tools.ts";
import { isDark } from "../theme.ts";
import type { ViewStore } from "../view.ts";

interface Seen {
  readonly store: ViewStore;
  readonly stage: Stage;
  readonly tools: ReturnType<typeof stageTools>;
  savePng(): void;
}

interface Timed {
  play(): void;
  once(by: 1 | -1): void;
  live(): void;
  look(by: number): void;
}

interface Live extends Seen {
  readonly bar: Timed & {
    restart(): void;
    keep(): void;
    nudge(along: 1 | -1): void;
  };
}

const turned = 0.1; // by a key [rad]

/** Keys of what is seen live, whoever steps it. */
export const timeBindings = ({ play, once, live, look }: Timed): readonly Binding[] => [
  { keys: [" ", "k"], about: "play or pause", press: () => play() },
  { keys: [".", "ArrowRight"], about: "a step on", press: () => once(1) },
  { keys: [",", "ArrowLeft"], about: "look a step back", press: () => once(-1) },
  { keys: ["<", "PageDown"], about: "look 10 steps back", press: () => look(-10) },
  { keys: [">", "PageUp"], about: "look 10 steps on", press: () => look(10) },
  { keys: ["End"], about: "back to what is now", press: () => live() },
];

export const sceneBindings = ({ store, stage, tools, savePng }: Seen): readonly Binding[] => [
  { keys: ["c"], about: "the next camera", press: () => tools.nextCamera() },
  { keys: ["f"], about: "follow the next body", press: () => tools.nextBody() },
  { keys: ["h"], about: "draw more over the scene, then nothing", press: () => tools.nextLayer() },
  { keys: ["a"], about: "turn left", press: () => stage.turn?.(-turned, 0, 1) },
  { keys: ["d"], about: "turn right", press: () => stage.turn?.(turned, 0, 1) },
  { keys: ["w"], about: "turn up", press: () => stage.turn?.(0, turned, 1) },
  { keys: ["s"], about: "turn down", press: () => stage.turn?.(0, -turned, 1) },
  { keys: ["+", "="], about: "closer", press: () => stage.turn?.(0, 0, 1 / 1.1) },
  { keys: ["-"], about: "farther", press: () => stage.turn?.(0, 0, 1.1) },
  { keys: ["x"], about: "save the picture", press: () => savePng() },
  { keys: ["t"], about: "light or dark", press: () => store.set({ theme: isDark(store) ? "light" : "dark" }) },
];

/** What keys do that the world has no use for. */
export function liveBindings({ bar, ...seen }: Live): { readonly [group: string]: readonly Binding[] } {
  const { store } = seen;
  const faster = (by: 1 | -1) => {
    const at = speeds.findIndex((speed) => speed >= store.view.speed);
    store.set({ speed: speeds[Math.max(0, Math.min(speeds.length - 1, at + by))] });
  };
  return {
    Time: [
      ...timeBindings(bar),
      { keys: ["["], about: "slower", press: () => faster(-1) },
      { keys: ["]"], about: "faster", press: () => faster(1) },
      { keys: ["n"], about: "a new episode", press: () => bar.restart() },
      { keys: ["r"], about: "record this episode", press: () => bar.keep() },
      { keys: ["F2"], about: "give the keys to the world, or take them", press: () => undefined },
    ],
    Scene: [
      ...sceneBindings(seen),
      { keys: ["p"], about: "push the followed body on", press: () => bar.nudge(1) },
      { keys: ["P"], about: "push it back", press: () => bar.nudge(-1) },
    ],
  };
}
