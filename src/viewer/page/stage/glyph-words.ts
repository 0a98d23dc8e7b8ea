/** What the letters of a roguelike's map stand for, in its customary alphabet. */
const words: { readonly [letter: string]: string } = {
  "@": "you, or another human or elf",
  ".": "floor, a doorway, or ice",
  "#": "a corridor, a tree, or a sink",
  "|": "a wall, an open door, or a grating",
  "-": "a wall, or an open door",
  "+": "a closed door, or a spellbook",
  "<": "stairs up",
  ">": "stairs down",
  "^": "a trap",
  _: "an altar, or an iron chain",
  "{": "a fountain",
  "}": "water or lava",
  "\\": "a throne",
  $: "gold",
  "*": "a gem or a rock",
  "%": "something to eat, or a corpse",
  "!": "a potion",
  "?": "a scroll",
  "=": "a ring",
  '"': "an amulet, or a spider's web",
  "/": "a wand",
  "(": "a tool, or another item",
  ")": "a weapon",
  "[": "armour",
  "]": "a mimic",
  "`": "a boulder or a statue",
  "0": "an iron ball",
  ":": "a lizard or newt",
  ";": "something that swims",
  "'": "a golem",
  "&": "a demon",
  a: "an ant or another insect",
  b: "a blob",
  c: "a cockatrice",
  d: "a dog, jackal or wolf",
  e: "a floating eye or sphere",
  f: "a cat",
  g: "a gnome's or gargoyle's kin",
  h: "a dwarf, hobbit or mind flayer",
  i: "an imp",
  j: "a jelly",
  k: "a kobold",
  l: "a leprechaun",
  m: "a mimic",
  n: "a nymph",
  o: "an orc",
  p: "a piercer",
  q: "a quadruped",
  r: "a rat",
  s: "a spider or centipede",
  t: "a trapper or lurker",
  u: "a horse or unicorn",
  v: "a vortex",
  w: "a worm",
  x: "a grid bug or xan",
  y: "a light",
  z: "a zruty",
};
const kinds =
  "Angelic being|Bat|Centaur|Dragon|Elemental|Fungus|Gnome|Giant||Jabberwock|Keystone Kop|Lich|Mummy|Naga|Ogre|Pudding|Quantum mechanic|Rust monster|Snake|Troll|Umber hulk|Vampire|Wraith|Xorn|Yeti|Zombie";
const capitals = new Map(
  kinds.split("|").map((kind, i) => [String.fromCharCode(65 + i), kind && article(kind.toLowerCase())] as const),
);

/** What a letter on the map stands for; nothing for one that says nothing. */
export const wordsFor = (letter: string): string | undefined =>
  letter === " " ? undefined : (words[letter] ?? (capitals.get(letter) || undefined));

function article(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;
}
