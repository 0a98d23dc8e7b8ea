// At 12 px in DejaVu Sans, wider than what most systems have. [px]
const widths = { "iIjl.,:;'|! ": 4, 'frt()[]/-"\\': 5.2, "mwMW@%—…→=+<>": 11 };
const widthByLetter = new Map(
  Object.entries(widths).flatMap(([letters, width]) => [...letters].map((letter) => [letter, width])),
);

/** How wide text is at most in a picture's small font. [px] */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (widthByLetter.get(letter) ?? (/\p{Lu}/u.test(letter) ? 8.6 : 7.6)), 0);

/** What of a name fits: the middle gives way, because names of variants differ at the end as often as at the start. */
export function shortened(name: string, room: number): string {
  if (widthOf(name) <= room) return name;
  const [start, end] = [[...name], [] as string[]];
  end.push(...start.splice(Math.ceil(start.length / 2)));
  const short = () => `${start.join("").trimEnd()}…${end.join("").trimStart()}`;
  while (start.length + end.length > 2 && widthOf(short()) > room)
    if (start.length >= end.length) start.pop();
    else end.shift();
  return short();
}
