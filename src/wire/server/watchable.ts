/** What is said of a session that others may not watch, and of one that there is not: nobody learns which. */
export const notWatchable = (session: string) => ({
  given: `session ${JSON.stringify(session)} to watch`,
  expected: "one whose owner lets others watch it",
  fix: "`list` names them; `watchable` of `make` lets others watch.",
});
