import type { EventName } from "../../features.ts";
import { defineSkill, handler } from "../define-skill.ts";
import type { Statement } from "../description.ts";
import { field } from "../field.ts";

/** What each skill is done with, what then happens, and how a person would say it. */
const skills = {
  eat: ["apple", "eaten", "Eat something."],
  drink: ["potion", "quaffed", "Drink a potion."],
  read: ["scroll", "read", "Read a scroll."],
  wield: ["dagger", "wielded", "Take another weapon in hand."],
  wear: ["leather cloak", "worn", "Put a piece of armour on."],
  "put on": ["ring", "worn", "Put a ring on."],
  zap: ["wand", "zapped", "Zap a wand."],
  pray: [undefined, "prayed", "Pray."],
  open: [undefined, "opened", "Open a door."],
  unlock: ["skeleton key", "opened", "Unlock a door."],
} as const satisfies { readonly [skill: string]: readonly [string | undefined, EventName, string] };
type SkillName = keyof typeof skills;

const names = Object.keys(skills) as SkillName[];

/**
 * Handling: do one thing that takes more than walking: find the key, answer the questions. What it takes lies in the room, or
 * is carried. Source: MiniHack, Eat, Pray, Wield, Wear, PutOn, Zap, Read, ClosedDoor and LockedDoor.
 */
export const handling = defineSkill({
  id: "dungeon/handling-v1",
  goal: "Do what the episode asks for: eat, drink, read, wield, wear, put on, zap, pray, open or unlock.",
  params: { skill: "eat" as SkillName, carried: false, others: 0 },
  limits: { skill: names, others: { whole: [0, 8] } },
  hands: { ...handler, role: "delver" },
  steps: () => 250,
  mostSteps: 250,
  goalOf: ({ skill }) => skills[skill][2],
  level({ skill, carried, others }) {
    const [object, event] = skills[skill];
    const hasDoor = skill === "open" || skill === "unlock";
    const put: Statement[] = [{ hero: "a" }, { object: "any", at: "a", count: others }];
    if (object) put.push(carried ? { carry: object } : { object, at: "a" });
    if (hasDoor) put.push({ door: skill === "open" ? "closed" : "locked", at: [5, 2] });
    return { map: hasDoor ? "aaaaa\naaaaa\naaaaa+..\naaaaa\naaaaa" : field(5, 5, "a"), goal: { event }, put };
  },
});
