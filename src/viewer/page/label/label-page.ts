import type { Question, ShownClip } from "../../shapes.ts";
import { openClock } from "../clock.ts";
import { button, element, write } from "../element.ts";
import { fetchQuestion, tell } from "../fetching.ts";
import { openKeys } from "../keys.ts";
import { emptyStage } from "../stage/flat-stages.ts";
import { openStage } from "../stage/open-stage.ts";
import type { Stage } from "../stage/stage.ts";
import { isDark, openTheme } from "../theme.ts";
import { scrubbed } from "../timeline.ts";
import { openView } from "../view.ts";
import { featureRows } from "./feature-rows.ts";
import { spanLanes } from "./spans.ts";

const strengths = ["a little", "clearly", "far"];
const patience = 2000; // until it is asked again whether a pair waits [ms]

/** Asks which of two clips is better, whenever a pair waits. Both play by one clock, again and again. */
export function openLabelPage(): void {
  const store = openView();
  const clock = openClock(store);
  let question: Question | undefined;
  let stages: readonly Stage[] = [];
  let strength = 1;
  let isTelling = false;
  let later: ReturnType<typeof setTimeout> | undefined;

  const goal = element("h1");
  const status = element("p", { class: "about", role: "status" });
  const panes = element("div", { class: "panes" });
  const strip = element("div", { class: "strip" });
  const played = element("div", { class: "played" });
  strip.append(played);
  const lanes = spanLanes(store, clock);
  const rows = element("div", { class: "pair-rows" });
  const why = element("input", { type: "search", placeholder: "Why? (w)", "aria-label": "Why" });
  const levels = strengths.map((words, i) => button(`${words} better (${i + 1})`, words, () => strengthen(i + 1)));
  const play = button("Play or pause (space)", "Pause", () => clock.play());
  clock.onPlaying((playing) => write(play, playing ? "Pause" : "Play"));
  const answers = element(
    "div",
    { class: "answers", role: "toolbar", "aria-label": "Answer" },
    button("The left one is better (←)", "← Left", () => answer(strength), { class: "big" }),
    button("Both are equally good (=)", "= Equal", () => answer(0), { class: "big even" }),
    button("The right one is better (→)", "Right →", () => answer(-strength), { class: "big" }),
    element("div", { class: "levels", role: "group", "aria-label": "How much better" }, ...levels),
    why,
    button("I cannot tell (s)", "Skip", () => answer(null)),
    button("Take the last answer back (u)", "Undo", () => undo()),
    play,
    button("Keys (?)", "?", () => keys.open()),
  );
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const page = element(
    "main",
    { class: "label-page" },
    element("header", {}, goal, status),
    panes,
    strip,
    lanes.element,
    rows,
    answers,
  );

  const failed = (thrown: unknown) => {
    problem.hidden = false;
    problem.textContent = thrown instanceof Error ? thrown.message : String(thrown);
  };
  function strengthen(level: number): void {
    strength = level;
    for (const [i, each] of levels.entries()) each.ariaPressed = String(i + 1 === strength);
  }

  const stageOf = ({ look, chunk }: ShownClip): Promise<Stage> => {
    const trouble = "This clip has no state to begin from: compare the features below.";
    return openStage({ look, trouble }, store, { chunks: () => async () => chunk!, failed });
  };

  /** Shows the pair that is asked now. */
  async function ask(): Promise<void> {
    page.ariaBusy = "true";
    question = await fetchQuestion();
    const { pair, given, by, summary } = question;
    for (const stage of stages) stage.dispose();
    goal.textContent = pair?.goal ?? "No pair waits";
    write(status, pair ? `${pair.env} · ${given} labels by ${by} now · which of the two is better?` : summary);
    why.value = "";
    strengthen(1);
    stages = pair
      ? [await stageOf(pair.a), await stageOf(pair.b)]
      : [
          emptyStage(
            "That was all",
            "Pairs that are asked for from now on appear here; `reward fit` learns from the labels.",
          ),
        ];
    panes.replaceChildren(
      ...stages.map((stage, i) => element("section", { "aria-label": ["Left", "Right"][i] }, stage.element)),
    );
    for (const each of [strip, lanes.element, answers, rows]) each.hidden = pair === undefined;
    lanes.load({ a: pair?.a.length ?? 1, b: pair?.b.length ?? 1 });
    rows.replaceChildren(...(pair ? featureRows(pair.a, pair.b) : []));
    if (pair) {
      const steps = Math.max(pair.a.length, pair.b.length);
      clock.load(steps, pair.stepSeconds);
      store.set({ step: 0, loop: [0, steps] });
      clock.play(true);
    }
    for (const stage of stages) {
      stage.dim(isDark(store));
      stage.show(store.view);
    }
    page.ariaBusy = "false";
    if (!pair) wait();
  }

  function wait(): void {
    clearTimeout(later);
    later = setTimeout(() => void askLater(), patience);
  }

  /** Takes up a pair that somebody has asked for meanwhile, and else waits on. */
  async function askLater(): Promise<void> {
    const { pair } = await fetchQuestion().catch(() => ({ pair: undefined })); // a server that is gone may come back
    if (question?.pair || isTelling) return; // one was taken back
    if (pair) await ask().catch(failed);
    else wait();
  }

  /** One thing at a time: a key that is held down answers once. */
  async function once(work: () => Promise<void>): Promise<void> {
    if (isTelling) return;
    isTelling = true;
    problem.hidden = true;
    await work().then(ask).catch(failed);
    isTelling = false;
  }
  const answer = (grade: number | null) => {
    const { pair } = question ?? {};
    const reason = why.value.trim();
    const { spans } = lanes;
    const said = { pair: pair?.id, grade, ...(reason && { reason }), ...(spans.length > 0 && { spans }) };
    if (pair) void once(() => tell("answer", said));
  };
  const undo = () => void once(() => tell("undo"));

  const keys = openKeys({
    Answer: [
      { keys: ["ArrowLeft"], about: "the left one is better", press: () => answer(strength) },
      { keys: ["ArrowRight"], about: "the right one is better", press: () => answer(-strength) },
      { keys: ["="], about: "both are equally good", press: () => answer(0) },
      { keys: ["s"], about: "I cannot tell", press: () => answer(null) },
      { keys: ["1", "2", "3"], about: "how much better", press: (key) => strengthen(Number(key)) },
      { keys: ["w"], about: "write why; Esc ends that", press: () => why.focus() },
      { keys: ["u"], about: "take the last answer back", press: undo },
    ],
    Stretches: [
      { keys: ["i"], about: "one begins or ends here, on the left", press: () => lanes.brush("a") },
      { keys: ["o"], about: "one begins or ends here, on the right", press: () => lanes.brush("b") },
      { keys: ["m"], about: "the next one is good, bad or notable", press: lanes.nextSign },
      { keys: ["k"], about: "write what it shows; Esc ends that", press: lanes.name },
      { keys: ["Backspace"], about: "forget the last one", press: lanes.removeLast },
    ],
    Time: [
      { keys: [" "], about: "play or pause", press: () => clock.play() },
      { keys: [","], about: "a step back", press: () => clock.seek(store.view.step - 1) },
      { keys: ["."], about: "a step on", press: () => clock.seek(store.view.step + 1) },
      { keys: ["["], about: "slower", press: () => clock.faster(-1) },
      { keys: ["]"], about: "faster", press: () => clock.faster(1) },
      { keys: ["t"], about: "light or dark", press: () => store.set({ theme: isDark(store) ? "light" : "dark" }) },
    ],
  });
  why.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") why.blur();
  });
  const share = () => store.view.step / Math.max(1, store.view.loop?.[1] ?? 1);
  scrubbed(strip, (at) => {
    clock.play(false);
    clock.seek(at * (store.view.loop?.[1] ?? 0));
  });
  store.on(["step", "camera", "orbit", "follow"], (view) => {
    played.style.width = `${100 * share()}%`;
    for (const stage of stages) stage.show(view);
  });
  openTheme(store, (dark) => {
    for (const stage of stages) stage.dim(dark);
  });
  document.title = "Which is better? · rewardgym";
  document.body.classList.add("labelling");
  document.body.append(page, keys.element, problem);
  ask().catch(failed);
}
