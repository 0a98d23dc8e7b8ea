#!/usr/bin/env node
// The command. Plain JavaScript that any Node since 18 can read: where the Node at hand cannot run TypeScript,
// the command starts again with the newer one that the development dependency `node` brings along.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [source, built] = ["../scripts/rewardgym.ts", "../dist/scripts/rewardgym.js"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

if (process.features.typescript) await import(pathToFileURL(existsSync(source) ? source : built).href);
else startAgain(newerNode());

/** Where the newer Node lies. */
function newerNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve("node/package.json"));
    return join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
  } catch {
    console.error(`rewardgym needs Node 22.18 or newer; this is ${process.version}.`);
    process.exit(2);
  }
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
