import type { EpisodeNumbers, Lived, Message, RecordedMarks } from "../shapes.ts";
import { laterLook, laterNumbers, sharedEvents } from "./align.ts";
import { alignmentChoice } from "./alignment-choice.ts";
import type { Clock } from "./clock.ts";
import { firstDifference } from "./compare.ts";
import { openDock } from "./dock.ts";
import { button, element, write } from "./element.ts";
import { standsAlone } from "./embedded.ts";
import { csvOf, save } from "./exporting.ts";
import { chunksOf, fetchAgain, fetchLived, fetchNumbers, fetchStandAlone } from "./fetching.ts";
import { type FilmKind, openFilming } from "./filming.ts";
import { messageLog } from "./messages.ts";
import { arrowsAt, kindsIn } from "./stage/arrows.ts";
import { emptyStage } from "./stage/flat-stages.ts";
import { openStage } from "./stage/open-stage.ts";
import type { Stage } from "./stage/stage.ts";
import { stageTools } from "./stage/stage-tools.ts";
import { isDark } from "./theme.ts";
import type { ViewStore } from "./view.ts";

/** The chosen episode: where it is seen, and everything over time below. */
export function openEpisode(store: ViewStore, clock: Clock, help: () => void) {
  const csv = button("Save all numbers as CSV (e)", "CSV", () => saveCsv());
  const compare = button("Compare: keep this episode as a ghost, then choose another (g)", "compare", () =>
    toggleGhost(),
  );
  const alignment = alignmentChoice(store);
  const page = button("Save this episode as a page that needs no server (H)", "HTML", () => void savePage());
  page.hidden = standsAlone();
  const dock = openDock(store, clock, [compare, alignment.element, csv, page, button("Keys (?)", "?", help)]);
  const log = messageLog(store, clock.seek);
  const tools = stageTools(
    store,
    () => savePng(),
    (kind) => filmIt(kind),
  );
  const filming = openFilming(store, clock, { changed: (kind) => tools.filming(kind), failed: (why) => failed(why) });
  const filmIt = (kind: FilmKind) => {
    const canvas = stage?.element.querySelector("canvas");
    const filmed =
      canvas && numbers ? { canvas, steps: numbers.summary.steps, stepSeconds: numbers.stepSeconds } : undefined;
    const hold = (isHeld: boolean) => stage?.hold?.(isHeld);
    filming(kind, filmed && { ...filmed, hold, paint: (into) => stage?.paint?.(into) });
  };
  const scene = element("div", { class: "seen" });
  const note = element("p", { class: "note", role: "status", hidden: true });
  const caption = element("p", { class: "caption" });
  const words = element("div", { class: "words" }, note, caption);
  const place = element("div", { class: "place" }, scene, tools.element, words);
  const stageArea = element("div", { class: "stage" }, place, log.element);
  const panel = element("main", {}, stageArea, dock.element);
  let problem: (why: string | undefined) => void = () => undefined;
  let stage: Stage | undefined;
  let numbers: EpisodeNumbers | undefined;
  let said: readonly Message[] = [];
  let marks: RecordedMarks | undefined;
  let turn = 0; // of loading: an older one that answers late is dropped

  /** What the world says of itself at this step. */
  const read = () => write(caption, said.findLast(({ step }) => step <= store.view.step)?.text ?? "");
  const say = (words: string | undefined) => {
    note.hidden = words === undefined;
    note.textContent = words ?? "";
  };
  const failed = (why: unknown) => problem(why instanceof Error ? why.message : String(why));
  const put = (next: Stage) => {
    stage?.dispose();
    stage = next;
    scene.replaceChildren(next.element);
    tools.load(next);
    next.dim(isDark(store));
    show();
    tools.offer();
  };
  const show = () => {
    stage?.mark?.(marks && arrowsAt(marks, store.view.step));
    stage?.show(store.view);
  };

  /** Numbers come first, because they are there at once; what it looked like is lived again on the server. */
  async function load(): Promise<void> {
    const mine = ++turn;
    const { episode: id, ghost: other } = store.view;
    problem(undefined);
    panel.ariaBusy = "true";
    try {
      const [own, beside] = await Promise.all([
        fetchNumbers(id),
        other && other !== id ? fetchNumbers(other) : undefined,
      ]);
      if (mine !== turn) return;
      const isSameEnv = beside?.summary.env === own.summary.env;
      const shared = isSameEnv ? sharedEvents(own, beside) : [];
      alignment.load(shared);
      const later = shared.find(({ name }) => name === store.view.align)?.later ?? 0;
      const difference = isSameEnv && later === 0 ? firstDifference(own, beside) : undefined;
      numbers = own;
      clock.load(own.summary.steps, own.stepSeconds);
      dock.load({
        numbers: own,
        ...(isSameEnv && { ghost: laterNumbers(beside, later) }),
        ...(difference && { difference }),
      });
      said = [];
      log.load([]);
      const [lived, besideLived] = await Promise.all([fetchLived(id), isSameEnv ? fetchLived(other) : undefined]);
      if (mine !== turn) return;
      const chunks = (camera?: string) => chunksOf(id, own.summary.steps, camera);
      const next = await openStage(lived, store, {
        ghost: besideLived && laterLook(besideLived.look, later),
        chunks,
        failed,
      });
      if (mine !== turn) return next.dispose();
      marks = undefined;
      put(next);
      const told = (lived: Lived) => {
        said = lived.isLog ? [] : lived.messages;
        if (lived.marks) {
          marks = lived.marks;
          next.offer?.(kindsIn(marks));
          tools.offer();
          show();
        }
        read();
        log.load(lived.isLog ? lived.messages : []);
        dock.say(lived.isLog ? lived.messages : []);
        const beside = { other, isSameEnv, difference: difference?.words, step: difference?.step, later };
        say(noteOf(lived, beside, own.trouble));
      };
      told(lived);
      if (lived.isStored) void fetchAgain(id).then((again) => mine === turn && told(again), failed);
    } catch (thrown) {
      if (mine === turn) failed(thrown);
    } finally {
      if (mine === turn) panel.ariaBusy = "false";
    }
  }

  async function savePng(): Promise<void> {
    const blob = await stage?.png?.();
    if (blob) save(`${store.view.episode}-${store.view.step}.png`, blob);
  }
  async function savePage(): Promise<void> {
    if (standsAlone()) return;
    const { episode: id } = store.view;
    await fetchStandAlone(id).then((file) => save(`${id}.html`, file), failed);
  }
  function saveCsv(): void {
    if (numbers) save(`${store.view.episode}.csv`, new Blob([csvOf(numbers)], { type: "text/csv" }));
  }

  const toggleGhost = () => store.set({ ghost: store.view.ghost ? "" : store.view.episode });

  store.on(["episode", "ghost", "align"], ({ ghost }) => {
    compare.ariaPressed = String(ghost !== "");
    void load();
  });
  store.on(["step"], read);
  store.on(["step", "camera", "orbit", "follow", "layers"], show);
  store.on(["camera"], tools.offer);

  return {
    element: panel,
    dialogs: dock.dialogs,
    load,
    savePng,
    saveCsv,
    savePage,
    filmIt,
    openPicker: dock.openPicker,
    toggleLoop: dock.toggleLoop,
    toMark: dock.toMark,
    bookmark: dock.bookmark,
    toggleGhost,
    search: log.search,
    nextCamera: tools.nextCamera,
    nextBody: tools.nextBody,
    nextLayer: tools.nextLayer,
    turn: (across: number, up: number, farther: number) => stage?.turn?.(across, up, farther),
    get terms() {
      return Object.keys(numbers?.terms ?? {});
    },
    showNothing: () => put(emptyStage("No episodes yet", "`rewardgym eval RUN --record 20` records some.")),
    onProblem(call: (why: string | undefined) => void) {
      problem = call;
    },
    recolour(dark: boolean) {
      stage?.dim(dark);
      dock.recolour();
    },
  };
}

interface Beside {
  readonly other: string;
  readonly isSameEnv: boolean;
  readonly difference: string | undefined;
  readonly step: number | undefined;
  /** Steps by which the other one is moved, so that both meet at an event. */
  readonly later: number;
}

function noteOf(
  { trouble, look, wholeSteps }: Lived,
  { other, isSameEnv, difference, step, later }: Beside,
  missing: string | undefined,
) {
  const words = [
    missing && `The file is not whole: ${missing}.`,
    trouble && look.kind !== "none" ? `The same as recorded until step ${wholeSteps}: ${trouble}` : undefined,
    other && !isSameEnv ? `${other} is of another env: it cannot be shown beside this one.` : undefined,
    other && isSameEnv && later !== 0
      ? `${other} is shown ${Math.abs(later)} steps ${later > 0 ? "later" : "earlier"}, so that both meet at the event.`
      : undefined,
    other && isSameEnv && later === 0
      ? difference
        ? `Beside ${other}: from step ${step} on ${difference.replace(/^.*here on: /, "")}.`
        : `Beside ${other}: no difference.`
      : undefined,
  ].filter((each) => each);
  return words.length ? words.join(" ") : undefined;
}
