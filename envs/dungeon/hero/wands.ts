import { itemNamed } from "../data/items.ts";

const wand = (name: string) => itemNamed(name, "wand");

export const wands = {
  light: wand("light"),
  digging: wand("digging"),
  sleep: wand("slumber"),
  striking: wand("blows"),
  missile: wand("sparks"),
  fire: wand("fire"),
  cold: wand("frost"),
  lightning: wand("lightning"),
  death: wand("death"),
  slow: wand("lead feet"),
  speed: wand("quick feet"),
  teleport: wand("banishing"),
  create: wand("summoning"),
  undead: wand("laying to rest"),
  opening: wand("opening"),
  locking: wand("locking"),
};
