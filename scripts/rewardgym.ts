import { main } from "./cli.ts";

// A reader that stops reading (`| head`) is not a failure.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code !== "EIO") process.exit(code === "EPIPE" ? 0 : 1);
});
// If the terminal (EIO above) or the reader of messages is gone, a run must still write its checkpoint.
process.stderr.on("error", () => {});

process.exitCode = await main(process.argv.slice(2));
