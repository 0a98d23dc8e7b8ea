/** Builds the page's script in one piece, beside the page: a file that stands alone can fetch no others. */
export default {
  base: "./",
  build: {
    emptyOutDir: false,
    lib: { entry: "alone.ts", formats: ["iife"], name: "rewardgymPage", fileName: () => "alone.js" },
  },
};
