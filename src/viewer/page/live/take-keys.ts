/** Gives keys to the world while a person drives it, before the page sees them. */
export function takeKeys({
  isOn,
  knows,
  press,
  release,
  toggle,
}: {
  isOn(): boolean;
  knows(key: string): boolean;
  press(key: string): void;
  release(key: string): void;
  /** Takes the keys from the world, or gives them back. */
  toggle(): void;
}): void {
  addEventListener(
    "keydown",
    (event) => {
      if (event.key === "F2") {
        toggle();
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      if (!isOn() || isElsewhere(event)) return;
      const key = nameOf(event);
      if (!knows(key)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      press(key);
    },
    { capture: true },
  );
  addEventListener("keyup", (event) => release(nameOf(event)), { capture: true });
  addEventListener("blur", () => {
    for (const key of ["Shift", "Control", "Alt"]) release(key);
  });
  // A button that was clicked keeps the focus, and would swallow the space bar.
  addEventListener("click", ({ detail, target }) => {
    if (detail > 0) (target as HTMLElement).closest?.("button")?.blur();
  });
}

/** Where a person writes, chooses or presses something of the page. */
function isElsewhere({ target, key }: KeyboardEvent): boolean {
  const at = target as HTMLElement;
  if (at.closest("input, select, textarea, dialog[open]")) return true;
  return (key === " " || key === "Enter") && at.closest("button, a") !== null;
}

/** As envs name keys: `Ctrl+d`, `Alt+p`. */
function nameOf({ key, ctrlKey, altKey }: KeyboardEvent): string {
  return `${ctrlKey ? "Ctrl+" : ""}${altKey ? "Alt+" : ""}${key}`;
}
