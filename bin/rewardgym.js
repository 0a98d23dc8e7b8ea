#!/usr/bin/env node
// The command, in plain JavaScript that Node 20 can read. An installed package runs compiled code on the Node at hand. A
// clone runs TypeScript as it is; if the Node at hand cannot, the development dependency `node` brings one that can.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [source, built] = ["../scripts/rewardgym.ts", "../dist/scripts/rewardgym.js"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

endWithShell();
if (!existsSync(source)) await import(pathToFileURL(built).href);
else if (process.features.typescript) await import(pathToFileURL(source).href);
else startAgain(newerNode());

/**
 * npm starts a command through a shell. A shell that gets SIGTERM ends without passing it on, and the command would go on
 * running unseen: so the command gets SIGHUP, as after the loss of its terminal, once its shell is gone.
 */
function endWithShell() {
  const { npm_lifecycle_event, npm_package_name } = process.env;
  if (npm_lifecycle_event !== "npx" && npm_package_name !== "rewardgym") return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGHUP");
  }, 250); // [ms]
  watch.unref();
}

/** The path of the newer Node. */
function newerNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve("node/package.json"));
    const path = join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
    if (existsSync(path)) return path;
  } catch {} // not installed
  console.error(`rewardgym: a clone needs Node 22.18 or newer, which npm ci installs; this is ${process.version}.`);
  process.exit(2);
}

/** Runs this file with another Node, which gets every signal and whose end becomes ours. */
function startAgain(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: "inherit" });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  let isHungUp = false; // Node 20 aborts when it exits normally without its terminal
  for (const signal of signals)
    process.on(signal, () => {
      isHungUp ||= signal === "SIGHUP";
      child.kill(signal);
    });
  child.on("error", (error) => {
    console.error(`rewardgym: ${node} does not start: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    for (const name of signals) process.removeAllListeners(name);
    if (signal || isHungUp) process.kill(process.pid, signal ?? "SIGHUP");
    else process.exitCode = code ?? 1;
  });
}
