import { main } from "./cli.ts";

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code !== "EIO") process.exit(code === "EPIPE" ? 0 : 1);
});
// A terminal that is gone (EIO above), or a reader of messages that is, must not keep a run from its checkpoint.
process.stderr.on("error", () => {});

process.exitCode = await main(process.argv.slice(2));
