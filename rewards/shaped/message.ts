import { defineReward } from "../../src/core/index.ts";

/**
 * Message: one for every step that brings a text other than the one before, such as what a game says. It looks like
 * curiosity and is a farm: whatever can be tried again and again to a new answer pays for ever.
 */
export const message = defineReward({
  id: "shaped/message-v1",
  summary: "1 for a step after which a named text is another one than before, and not empty.",
  inputs: ({ text }) => ({ features: [], leaves: [text], before: true }),
  params: {
    text: "message" as string,
    width: 256, // characters that the text has room for
  },
  limits: { width: { whole: [1, 65_536] } },
  create: ({ text, width }) => ({
    evaluate({ leaves: { [text]: characters }, leafRows, before }, out) {
      for (let row = 0; row < out.length; row++) {
        const [now, earlier] = [leafRows[row] * width, before.leafRows[row] * width];
        let differs = false;
        for (let i = 0; i < width && !differs; i++) differs = characters[now + i] !== characters[earlier + i];
        out[row] = differs && characters[now] !== 0 ? 1 : 0;
      }
    },
  }),
});
