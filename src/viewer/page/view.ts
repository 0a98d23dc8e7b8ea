/** What is looked at, and how: all of it is in the page's URL. */
export interface View {
  readonly episode: string;
  readonly step: number;
  readonly speed: number;
  /** First and last step of what is repeated. */
  readonly loop: readonly [from: number, to: number] | undefined;
  /** A camera of the scene or picture; `orbit` is the person's own. */
  readonly camera: string;
  /** Where the own camera stands, relative to what it looks at. */
  readonly orbit: readonly [x: number, y: number, z: number] | undefined;
  /** The scene's row that the camera follows; 0: none. */
  readonly follow: number;
  /** Terms of the reward that are not drawn. */
  readonly hidden: readonly string[];
  /** Columns that have plots. */
  readonly pins: readonly string[];
  readonly ghost: string;
  /** The event at whose first time both episodes meet; by default they begin together. */
  readonly align: string;
  readonly metric: string;
  /** A column of the list, and a minus behind it for descending. */
  readonly sort: string;
  readonly theme: "" | "light" | "dark";
  /** Steps that the person has marked, ascending. */
  readonly marks: readonly number[];
  /** What is drawn over the scene to explain it. */
  readonly layers: readonly string[];
  /** Who acts in what is lived now; as the page was opened where it is empty. */
  readonly driver: string;
  /** How many worlds live at once; as the page was opened where it is 0. */
  readonly worlds: number;
  /** The world of somebody else's session that is watched. */
  readonly world: number;
}

export const start: View = {
  episode: "",
  step: 0,
  speed: 1,
  loop: undefined,
  camera: "",
  orbit: undefined,
  follow: 0,
  hidden: [],
  pins: [],
  ghost: "",
  align: "",
  metric: "",
  sort: "",
  theme: "",
  marks: [],
  layers: [],
  driver: "",
  worlds: 0,
  world: 0,
};

type Key = keyof View;

export interface ViewStore {
  readonly view: View;
  set(patch: Partial<View>): void;
  /** Calls back after any of these has changed. @returns ends that */
  on(keys: readonly Key[], changed: (view: View) => void): () => void;
}

const mostWorlds = 256; // a page lives so many at most
const linger = 200; // from a change to the URL's [ms]: browsers refuse to be told of every step

/** Opens the view that the URL says, and keeps the URL up to date. */
export function openView(): ViewStore {
  let view = parseView(location.hash);
  const listeners = new Set<{ readonly keys: ReadonlySet<Key>; readonly changed: (view: View) => void }>();
  let isWaiting = false;
  const publish = () => {
    isWaiting = false;
    const hash = hashOf(view);
    if (hash !== location.hash) history.replaceState(null, "", hash || location.pathname);
  };
  const adopt = (next: View) => {
    const before = view;
    view = next;
    const moved = (Object.keys(next) as Key[]).filter((key) => !isSame(before[key], next[key]));
    for (const { keys, changed } of listeners) if (moved.some((key) => keys.has(key))) changed(view);
  };
  addEventListener("hashchange", () => adopt(parseView(location.hash)));
  return {
    get view() {
      return view;
    },
    set(patch) {
      adopt({ ...view, ...patch });
      if (!isWaiting) setTimeout(publish, linger);
      isWaiting = true;
    },
    on(keys, changed) {
      const listener = { keys: new Set(keys), changed };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const isSame = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** The part of a URL that says a view; nothing for what is as it was at the start. */
export function hashOf(view: View): string {
  const said = new URLSearchParams();
  for (const key of Object.keys(start) as Key[]) {
    const value = view[key];
    if (value === undefined || isSame(value, start[key])) continue;
    if (Array.isArray(value) && typeof value[0] === "string") for (const each of value) said.append(key, String(each));
    else said.set(key, Array.isArray(value) ? value.map((each) => +each.toFixed(3)).join(",") : String(value));
  }
  return said.size ? `#${said}` : "";
}

/** Reads a view; what cannot be read is as it was at the start. */
export function parseView(hash: string): View {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const text = (key: Key) => said.get(key) ?? "";
  const number = (key: Key, otherwise: number, lowest: number) => {
    const value = Number(said.get(key) ?? Number.NaN);
    return value >= lowest && Number.isFinite(value) ? value : otherwise;
  };
  const numbers = (key: Key, count: number): number[] | undefined => {
    const values = (said.get(key) ?? "").split(",").map(Number);
    return values.length === count && values.every(Number.isFinite) ? values : undefined;
  };
  const loop = numbers("loop", 2);
  const theme = text("theme");
  return {
    episode: text("episode"),
    step: Math.floor(number("step", 0, 0)),
    speed: number("speed", 1, 0.01),
    loop: loop && loop[0] < loop[1] ? (loop as [number, number]) : undefined,
    camera: text("camera"),
    orbit: numbers("orbit", 3) as View["orbit"],
    follow: Math.floor(number("follow", 0, 0)),
    hidden: said.getAll("hidden"),
    pins: said.getAll("pins"),
    ghost: text("ghost"),
    align: text("align"),
    metric: text("metric"),
    sort: text("sort"),
    theme: theme === "light" || theme === "dark" ? theme : "",
    marks: [...new Set((said.get("marks") ?? "").split(",").filter(Boolean).map(Number))]
      .filter((step) => Number.isSafeInteger(step) && step >= 0)
      .sort((a, b) => a - b),
    layers: said.getAll("layers"),
    driver: text("driver"),
    worlds: Math.min(mostWorlds, Math.floor(number("worlds", 0, 0))),
    world: Math.floor(number("world", 0, 0)),
  };
}
