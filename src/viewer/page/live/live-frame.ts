import { element } from "../element.ts";

/** Where everything of a live page lies. */
export function liveFrame({
  title,
  goal,
  stage,
  tools,
  notes,
  side,
  dock,
}: {
  readonly title: string;
  readonly goal: string;
  readonly stage: HTMLElement;
  readonly tools: HTMLElement;
  /** Sentences over the stage. */
  readonly notes: readonly HTMLElement[];
  readonly side: readonly HTMLElement[];
  readonly dock: readonly HTMLElement[];
}) {
  const seen = element("div", { class: "seen" }, stage);
  const place = element("div", { class: "place" }, seen, tools, element("div", { class: "words" }, ...notes));
  const head = element("header", {}, element("h1", {}, title), element("p", { class: "about" }, goal));
  return {
    main: [
      element("div", { class: "stage" }, place),
      element("section", { class: "dock", "aria-label": "Time and reward" }, ...dock),
    ],
    side: element("aside", { class: "live-side", "aria-label": "World" }, head, ...side),
  };
}

/** A connection's state and what went wrong, said where a person looks. */
export function liveNotices() {
  const notice = element("p", { class: "note", role: "status", hidden: true });
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  let isCut = false;
  const say = (words: string) => {
    notice.hidden = words === "";
    notice.textContent = words;
  };
  return {
    notice,
    problem,
    /** Whether the connection is lost now. */
    get isCut() {
      return isCut;
    },
    onNotice(words: string) {
      isCut = words.includes("lost");
      say(words);
      if (!isCut) setTimeout(() => !isCut && say(""), 4000);
    },
    failed(thrown: unknown) {
      problem.hidden = false;
      problem.textContent = thrown instanceof Error ? thrown.message : String(thrown);
    },
  };
}
