type Child = Node | string | undefined;

/** Attributes by name; functions are listeners, `true` an attribute without a value, `false` and undefined none. */
export interface Attributes {
  readonly [name: string]: string | number | boolean | undefined | ((event: never) => void);
}

/** An element with its attributes and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value as EventListener);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A button that says in words what it does, and shows a sign or a short text. */
export const button = (title: string, shown: string, press: () => void, attributes: Attributes = {}) =>
  element("button", { type: "button", title, "aria-label": title, click: press, ...attributes }, shown);

/** Writes only what changed, since layout is what costs. */
export function write(into: Element, text: string): void {
  if (into.textContent !== text) into.textContent = text;
}

/** A number in at most five digits. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(1);
  return value.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3);
}
