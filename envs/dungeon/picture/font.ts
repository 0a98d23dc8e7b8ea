/** Letters of 5 x 7 points: a digit of base 32 for each row, from the top. */
const rows: { readonly [letter: string]: string } = {
  ...{ A: "ehhvhhh", B: "uhhuhhu", C: "ehggghe", D: "uhhhhhu", E: "vgguggv", F: "vgguggg", G: "ehgnhhf" },
  ...{ H: "hhhvhhh", I: "e44444e", J: "72222ic", K: "hikokih", L: "ggggggv", M: "hrllhhh", N: "hhpljhh" },
  ...{ O: "ehhhhhe", P: "uhhuggg", Q: "ehhhlid", R: "uhhukih", S: "fgge11u", T: "v444444", U: "hhhhhhe" },
  ...{ V: "hhhhha4", W: "hhhllla", X: "hha4ahh", Y: "hhha444", Z: "v1248gv" },
  ...{ a: "00e1fhf", b: "ggmphhu", c: "00eghhe", d: "11djhhf", e: "00ehvge", f: "698s888", g: "0fhhf1e" },
  ...{ h: "ggmphhh", i: "40c444e", j: "20622ic", k: "ggikoki", l: "c44444e", m: "00qlllh", n: "00mphhh" },
  ...{ o: "00ehhhe", p: "00uhugg", q: "00djf11", r: "00mpggg", s: "00fge1u", t: "88s8896", u: "00hhhjd" },
  ...{ v: "00hhha4", w: "00hhlla", x: "00ha4ah", y: "00hhf1e", z: "00v248v" },
  ...{ "&": "cik8lid", "@": "ehnlnge", "'": "4480000", ":": "0440440", ";": "0440448", "~": "008l200" },
};

const unknown = "vhhhhhv";

/** Whether a letter covers a point of its box, both coordinates in [0, 1) from the upper left. */
export function covers(char: number, u: number, v: number): boolean {
  const letter = rows[String.fromCharCode(char)] ?? unknown;
  const bits = Number.parseInt(letter[Math.floor(v * 7)], 32);
  return ((bits >> (4 - Math.floor(u * 5))) & 1) === 1;
}
