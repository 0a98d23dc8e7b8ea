import type { Hands } from "../../live/hands.ts";

const dead = 0.15; // a stick at rest is never quite at 0
const crosses: { readonly [button: number]: string } = {
  12: "ArrowUp",
  13: "ArrowDown",
  14: "ArrowLeft",
  15: "ArrowRight",
};

/** Reads the first gamepad: sticks lean axes, the cross presses arrows, buttons press the keys in their order. */
export function gamepadFor(
  hands: Hands,
  {
    press,
    release,
    leant,
  }: {
    press(key: string): void;
    release(key: string): void;
    leant(axis: number, share: number): void;
  },
) {
  const down = new Set<string>();
  const lean = new Float64Array(hands.axes.length);
  const others = hands.keys.map(({ key }) => key).filter((key) => !key.startsWith("Arrow"));
  return {
    get isThere() {
      return pad() !== undefined;
    },
    read() {
      const found = pad();
      if (!found) return;
      for (let i = 0; i < lean.length; i++) {
        const value = found.axes[i] ?? 0;
        const share = Math.abs(value) < dead ? 0 : i % 2 ? -value : value; // up is more
        if (share === lean[i]) continue;
        lean[i] = share;
        leant(i, share);
      }
      const pressed = new Set(
        found.buttons.flatMap(({ pressed }, i) => (pressed ? [crosses[i] ?? others[i] ?? ""] : [])),
      );
      if (lean.length === 0) {
        const [across = 0, down = 0] = found.axes;
        if (across < -0.5) pressed.add("ArrowLeft");
        if (across > 0.5) pressed.add("ArrowRight");
        if (down < -0.5) pressed.add("ArrowUp");
        if (down > 0.5) pressed.add("ArrowDown");
      }
      for (const key of pressed)
        if (!down.has(key)) {
          down.add(key);
          press(key);
        }
      for (const key of [...down])
        if (!pressed.has(key)) {
          down.delete(key);
          release(key);
        }
    },
  };
}

const pad = (): Gamepad | undefined => navigator.getGamepads?.().find((each) => each?.connected) ?? undefined;
