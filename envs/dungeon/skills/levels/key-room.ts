import { fail } from "../../../../src/core/index.ts";
import { defineSkill, walker } from "../define-skill.ts";
import { field } from "../field.ts";

/**
 * Key room: the stairs are in a closet with a locked door; the key lies outside. Picking it up is done in passing; applying
 * it next to the door turns the lock, nine times in ten. Source: MiniHack, KeyRoom-Fixed-S5, S5, S15 and Dark.
 */
export const keyRoom = defineSkill({
  id: "dungeon/key-room-v1",
  goal: "Fetch the key, unlock the door, and step onto the stairs behind it.",
  params: { size: 5, closet: 2, fixed: false, lit: true },
  limits: { size: { whole: [4, 17] }, closet: { whole: [1, 10] } },
  hands: { ...walker, actions: "tool" },
  steps: ({ size }) => (size > 5 ? 400 : 200),
  mostSteps: 400,
  validate({ size, closet, fixed }) {
    if (closet + 2 > size || (fixed && (size !== 5 || closet !== 2)))
      fail("params/invalid", {
        given: `a closet of ${closet} in a room of ${size}${fixed ? ", fixed" : ""}`,
        expected: fixed ? "a closet of 2 in a room of 5" : "a closet that is smaller than the room by at least 2",
      });
  },
  level: ({ size, closet, fixed, lit }) =>
    fixed
      ? {
          map: `
            aaaaa
            -+--a
            >.|ka
            ..|aa
            --|aa`,
          lit,
          put: [{ door: "locked", at: [1, 1] }, { hero: "a" }, { object: "skeleton key", at: "k" }],
        }
      : {
          map: field(size, size, "a"),
          lit,
          put: [
            { room: "closet", size: [closet, closet], at: "a", door: "locked", lit },
            { stairs: "down", at: "closet" },
            { hero: "a" },
            { object: "skeleton key", at: "a" },
          ],
        },
});
