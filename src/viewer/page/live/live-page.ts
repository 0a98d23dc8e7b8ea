import { openLiveWorlds } from "../../live/live-worlds.ts";
import type { Driver, LiveSetting } from "../../live/setting.ts";
import { element } from "../element.ts";
import { save } from "../exporting.ts";
import { openKeys } from "../keys.ts";
import { arrowsOf } from "../stage/arrows.ts";
import { stageTools } from "../stage/stage-tools.ts";
import { isDark, openTheme } from "../theme.ts";
import { openView } from "../view.ts";
import { driverPanel } from "./driver-panel.ts";
import { gamepadFor } from "./gamepad.ts";
import { keeping } from "./keeping.ts";
import { liveBar } from "./live-bar.ts";
import { liveBindings } from "./live-bindings.ts";
import { liveFrame, liveNotices } from "./live-frame.ts";
import { actorsFor, type LiveKit } from "./live-kit.ts";
import { openLoop } from "./live-loop.ts";
import { livePlot } from "./live-plot.ts";
import { actingIn, openSession } from "./live-session.ts";
import { liveStage } from "./live-stage.ts";
import { pulling } from "./pulling.ts";
import { readings } from "./readings.ts";
import { takeKeys } from "./take-keys.ts";
import { openWatchPage } from "./watch-page.ts";

const pause = 1200; // from an episode's end to the next one's start [ms]

/** Lives an env in the page, or on a server, driven by a person, a policy or chance. */
export async function openLivePage(kit: LiveKit): Promise<void> {
  const setting = (await (await fetch("live.json")).json()) as LiveSetting;
  const store = openView();
  const notices = liveNotices();
  const { failed, notice } = notices;
  document.title = `${setting.env.id} · rewardgym`;
  document.body.classList.add("live");
  const page = element("main", { "aria-busy": "true" });
  document.body.append(page, notices.problem);
  if (setting.server?.session !== undefined) {
    await openWatchPage(setting, store, page, notices);
    page.ariaBusy = "false";
    return;
  }

  const count = store.view.worlds || setting.worlds;
  const worlds = await openLiveWorlds({
    registries: kit.registries,
    setting: { ...setting, worlds: count },
    onNotice: notices.onNotice,
  });
  const session = await openSession(worlds, setting, () =>
    store.view.layers.some((layer) => layer === "contacts" || layer === "goals"),
  );
  const { env, vector } = worlds;
  const { hands, history } = session;
  const stage = await liveStage(session, store);
  const actors = await actorsFor(kit, setting, worlds, hands !== undefined);

  let at: number | undefined; // the step that is looked at, where it is not the present one
  let overSince = 0;
  let hasBegun = false; // whether the person has pressed something in this episode
  let hasHands = true;

  const keeper = keeping({ setting, session, registries: { ...kit.registries, envs: worlds.envs }, failed });
  const panel = driverPanel(actors.available, hands, {
    choose: (driver) => void drive(driver),
    press,
    release,
    lean,
  });
  const measured = readings("Features", env.features);
  const plot = livePlot(Object.keys(worlds.terms), (step) => look(step));
  const tools = stageTools(store, () => savePng());
  const bar = liveBar(store, {
    setting,
    session,
    play,
    once,
    restart: () => void restart(),
    keep: () => void keeper.keep(),
    live: () => look(undefined),
    help: () => keys.open(),
    many,
  });
  const caption = element("p", { class: "caption" });
  const frame = liveFrame({
    title: setting.title,
    goal: vector.goals[0] || env.goal,
    stage: stage.element,
    tools: tools.element,
    notes: [notice, keeper.element, caption],
    side: [panel.element, measured.element],
    dock: [bar.element, plot.element],
  });
  page.append(...frame.main);
  document.body.append(frame.side);
  tools.load(stage);
  const pull = pulling(stage, session, {
    began() {
      hasBegun = true;
      play(true);
    },
    moved: () => show(),
  });

  const loop = openLoop(store, env.stepSeconds, {
    step,
    stepped: () => show(),
    failed,
    frame: () => gamepad?.read(),
    mayRun(now) {
      if (overSince > 0) {
        if (now - overSince > pause) void restart();
        return false;
      }
      if (notices.isCut || at !== undefined) return false;
      return session.driver !== "person" || (hasBegun && !session.isTurnBased);
    },
  });
  const gamepad =
    hands &&
    gamepadFor(hands, {
      press,
      release,
      leant: (axis, share) => {
        panel.lean(axis, share);
        lean(axis, share);
      },
    });

  async function step(): Promise<void> {
    if (overSince > 0) return;
    await session.step(pull.pokes());
    if (session.isTurnBased) hands?.letGo(); // a key counts once
    if (vector.worlds > 1 || !session.outcome) return;
    overSince = performance.now();
    if (session.driver === "person") void keeper.keep();
  }
  function press(key: string): void {
    if (!hands || session.driver !== "person" || !hands.press(key)) return;
    hasBegun = true;
    look(undefined);
    if (!loop.isRunning) play(true);
    panel.light();
    if (session.isTurnBased) void loop.once(() => hands.press(key)); // others may be pressed before its turn comes
  }
  function lean(axis: number, share: number): void {
    if (session.driver !== "person") return;
    hands?.lean(axis, share);
    if (share !== 0 && !loop.isRunning) play(true);
    if (share !== 0) hasBegun = true;
  }
  function release(key: string): void {
    hands?.release(key);
    panel.light();
  }
  function play(on?: boolean): void {
    loop.run(on);
    if (session.driver === "person" && loop.isRunning && !session.isTurnBased && hands?.axes.length) hasBegun = true;
    look(undefined);
  }
  function once(by: 1 | -1): void {
    if (by < 0 || at !== undefined) return look((at ?? history.steps) + by);
    loop.run(false);
    void loop.once();
  }
  /** Looks back at an earlier step; the world waits meanwhile. */
  function look(step: number | undefined): void {
    at = step === undefined || step >= history.steps ? undefined : Math.max(history.oldest, step);
    show();
  }
  async function restart(): Promise<void> {
    overSince = 0;
    await loop.between(async () => {
      await session.begin();
      hands?.letGo();
      hasBegun = false;
    });
    look(undefined);
  }
  async function drive(driver: Driver): Promise<void> {
    try {
      await loop.between(async () =>
        session.drive(driver, driver === "person" ? undefined : actingIn(worlds, await actors.open(driver))),
      );
      store.set({ driver });
      hasBegun = false;
      play(driver !== "person");
    } catch (thrown) {
      failed(thrown);
    }
  }
  function show(): void {
    const now = at ?? history.steps;
    stage.mark?.(at === undefined && session.marks ? arrowsOf(session.marks) : undefined);
    stage.show({ ...store.view, step: now });
    pull.show();
    plot.show(history, now, at !== undefined || !loop.isRunning || overSince > 0);
    measured.show(overSince > 0 && vector.worlds === 1 ? vector.finalFeatures : vector.features);
    bar.show({ isRunning: loop.isRunning, at: now, isLive: at === undefined });
    panel.show(session.driver, hasHands, hintOf());
    panel.light();
    caption.textContent =
      session.outcome && at === undefined ? `${session.outcome} Return ${session.return.toFixed(2)}.` : "";
  }
  function hintOf(): string {
    if (session.driver !== "person") return setting.agent && session.driver === "policy" ? setting.agent : "";
    if (!hasHands) return "The keys are the page's now; F2 gives them to the world.";
    const pad = gamepad?.isThere ? " or your gamepad" : "";
    return hasBegun ? "F2 gives the keys to the page." : `Press a key${pad} to begin. F2 gives the keys to the page.`;
  }
  async function savePng(): Promise<void> {
    const blob = await stage.png?.();
    if (blob) save(`${env.id.replace("/", "-")}-${history.steps}.png`, blob);
  }
  function many(worlds: number): void {
    store.set({ worlds });
    setTimeout(() => location.reload(), 300); // once the URL says it
  }

  takeKeys({
    isOn: () => hasHands && session.driver === "person",
    press,
    release,
    toggle() {
      hasHands = !hasHands;
      hands?.letGo();
      show();
    },
    knows: (key) => hands?.keys.some((known) => known.key === key) ?? false,
  });
  const keys = openKeys(
    liveBindings({
      store,
      stage,
      tools,
      savePng: () => void savePng(),
      bar: {
        play,
        once,
        restart: () => void restart(),
        keep: () => void keeper.keep(),
        live: () => look(undefined),
        look: (by) => look((at ?? history.steps) + by),
        nudge: (along) => pull.nudge(store.view.follow, along),
      },
    }),
  );
  document.body.append(keys.element);
  store.on(["camera", "orbit", "follow", "layers"], () => show());
  store.on(["camera"], tools.offer);
  openTheme(store, (dark) => {
    stage.dim(dark);
    plot.recolour();
    show();
  });
  const wanted = store.view.driver || setting.driver;
  const { available } = actors;
  await drive(available.find((driver) => driver === wanted) ?? available[0]);
  stage.dim(isDark(store));
  page.ariaBusy = "false";
}
