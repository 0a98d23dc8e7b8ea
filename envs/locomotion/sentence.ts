/** A phrase for each feature, in this order, with `#` for its value; features that a body lacks are skipped. */
const phrases: { readonly [feature: string]: readonly [words: string, digits: number] } = {
  height: ["its height is # m", 2],
  clearance: ["it is # m above the ground", 2],
  tipHeight: ["its tip is # m high", 2],
  angle: ["it leans by # rad", 2],
  upright: ["it is upright to # of 1", 2],
  forwardSpeed: ["it moves forward at # m/s", 2],
  lateralSpeed: ["to its left at # m/s", 2],
  commandedSpeed: ["it is told to move at # m/s", 2],
  speedError: ["its speed is # m/s off", 2],
  headingError: ["its heading is # rad off", 2],
  distance: ["the distance is # m", 2],
  climbed: ["it has climbed # m", 2],
  objectToGoal: ["the object is # m from its goal", 2],
  tipsToObject: ["the finger tips are # m from the object", 2],
  pitchTurned: ["it has turned by # rad since it took off", 1],
  timeSincePush: ["the last push was # s ago", 1],
  waves: ["it has waved # times", 0],
  nearness: ["it is # of 1 near the pose", 2],
  success: ["success is #", 0],
};

/** One sentence about the present state of a body, from its features. */
export function sentenceOf(features: { readonly [name: string]: Float64Array }, row: number): string {
  const said = Object.entries(phrases).flatMap(([name, [words, digits]]) => {
    const column = features[name];
    return column ? [words.replace("#", column[row].toFixed(digits).replace(/^-(0(\.0+)?)$/, "$1"))] : [];
  });
  const sentence = said.join(", ");
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
