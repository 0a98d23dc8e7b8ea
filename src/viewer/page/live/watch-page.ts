import { poseSize, sceneRows } from "../../../core/scene.ts";
import type { LiveSetting } from "../../live/setting.ts";
import { openWatched } from "../../live/watched.ts";
import { element } from "../element.ts";
import { save } from "../exporting.ts";
import { openKeys } from "../keys.ts";
import { stageTools } from "../stage/stage-tools.ts";
import { isDark, openTheme } from "../theme.ts";
import type { ViewStore } from "../view.ts";
import { historyOf } from "./history.ts";
import { sceneBindings, timeBindings } from "./live-bindings.ts";
import { liveFrame, type liveNotices } from "./live-frame.ts";
import { livePlot } from "./live-plot.ts";
import { liveStage } from "./live-stage.ts";
import { readings } from "./readings.ts";
import { watchBar } from "./watch-bar.ts";

const apart = 33; // least time between two looks [ms]

/** Shows a world that somebody else steps, on a server: nothing about it can be changed from here. */
export async function openWatchPage(
  setting: LiveSetting,
  store: ViewStore,
  page: HTMLElement,
  notices: ReturnType<typeof liveNotices>,
): Promise<void> {
  const watched = await openWatched(setting, store.view.world, notices.onNotice);
  const { env, scene } = watched;
  const names = Object.keys(watched.terms);
  const history = historyOf(scene ? sceneRows(scene) : 0, env.maxSteps, names.length);
  const poses = () => (scene ? watched.poses : new Float64Array(poseSize));
  history.begin(poses());
  const vector = { worlds: 1, ended: 0, observations: watched.observations, finalObservations: watched.observations };
  const stage = await liveStage(
    {
      ...{ scene, history, outcome: undefined, fresh: new Set<number>() },
      poses: watched.poses,
      worlds: { env, vector, isRemote: true },
      alone: (work) => work(),
    },
    store,
  );

  let at: number | undefined; // what is looked at, where it is not the present
  let isRunning = true;
  let hasGaps = false; // whether steps of this episode were not seen
  const plot = livePlot(names, (step) => look(step));
  const measured = readings("Features", env.features);
  const tools = stageTools(store, () => void savePng());
  const bar = watchBar(watched, store.view.world, {
    play,
    once: (by) => look((at ?? history.steps) + by),
    live: () => look(undefined),
    help: () => keys.open(),
    choose(world) {
      store.set({ world, camera: "", orbit: undefined, follow: 0 });
      setTimeout(() => location.reload(), 300); // once the URL says it
    },
  });
  const caption = element("p", { class: "caption" });
  const about = element("p", { class: "hint" }, "Somebody else steps this world. Here it is only seen.");
  const frame = liveFrame({
    title: setting.title,
    goal: env.goal,
    stage: stage.element,
    tools: tools.element,
    notes: [notices.notice, caption],
    side: [element("section", { "aria-label": "Who acts" }, element("h2", {}, "Who acts"), about), measured.element],
    dock: [bar.element, plot.element],
  });
  page.append(...frame.main);
  document.body.append(frame.side);
  tools.load(stage);

  function play(on = !isRunning): void {
    isRunning = on;
    if (on) at = undefined;
    show();
  }
  /** Looks back at what was seen before. */
  function look(step: number | undefined): void {
    at = step === undefined || step >= history.steps ? undefined : Math.max(history.oldest, step);
    show();
  }
  function show(): void {
    const now = at ?? history.steps;
    stage.show({ ...store.view, step: now });
    plot.show(history, now, at !== undefined || !isRunning);
    measured.show(watched.features);
    bar.show({ isRunning, isLive: at === undefined && isRunning });
    caption.textContent = hasGaps ? "It goes on faster than it is seen: some steps are left out." : "";
  }
  async function savePng(): Promise<void> {
    const blob = await stage.png?.();
    if (blob) save(`${env.id.replace("/", "-")}-${watched.step}.png`, blob);
  }

  const keys = openKeys({
    Time: timeBindings({
      play,
      once: (by) => look((at ?? history.steps) + by),
      live: () => look(undefined),
      look: (by) => look((at ?? history.steps) + by),
    }),
    Scene: sceneBindings({ store, stage, tools, savePng: () => void savePng() }),
  });
  document.body.append(keys.element);
  store.on(["camera", "orbit", "follow", "layers"], () => show());
  store.on(["camera"], tools.offer);
  openTheme(store, (dark) => {
    stage.dim(dark);
    plot.recolour();
    show();
  });
  stage.dim(isDark(store));

  let episode = watched.episode;
  let length = watched.length;
  const take = () => {
    const isNext = watched.episode !== episode;
    hasGaps = isNext ? watched.length > 1 : hasGaps || watched.length > length + 1;
    if (isNext) history.begin(poses());
    else
      history.add(
        poses(),
        watched.rewards[0],
        names.map((name) => watched.terms[name][0]),
      );
    [episode, length] = [watched.episode, watched.length];
    if (at === undefined || isNext) look(undefined);
  };
  let last = 0;
  const follow = async (now: number): Promise<void> => {
    if (isRunning && !notices.isCut && now - last >= apart) {
      last = now;
      try {
        if (await watched.look()) take();
      } catch (thrown) {
        notices.failed(thrown);
        return play(false);
      }
    }
    requestAnimationFrame((next) => void follow(next));
  };
  requestAnimationFrame((now) => void follow(now));
}
