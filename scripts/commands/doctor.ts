import { statfs } from "node:fs/promises";
import { availableParallelism, freemem, totalmem } from "node:os";
import type { Argv } from "yargs";
import { compile, input, installRuntime, neg, openSession } from "../../src/autodiff/index.ts";
import { type Device, fail, listing, messageOf } from "../../src/core/index.ts";
import { machineLine, versionsHere } from "../../src/record/index.ts";
import { columns } from "../columns.ts";
import type { Flags } from "../flags.ts";
import { size } from "../numbers.ts";
import { askProgram } from "../programs.ts";

/** The result of one check. Optional parts may be missing. */
interface Found {
  readonly name: string;
  readonly ok: boolean;
  readonly needed: boolean;
  readonly detail: string;
  /** The error. */
  readonly reason?: string;
}

const here = (name: string, detail: string): Found => ({ name, ok: true, needed: true, detail });
const optional = (name: string, detail: string | undefined, missing: string): Found => ({
  name,
  ok: detail !== undefined,
  needed: false,
  detail: detail ?? missing,
});

/** For each device, the likely reason why no session opens. */
const needs: { readonly [D in Device]: string } = {
  cpu: `no session opens: ${installRuntime}`,
  webgpu: "no session opens: it needs a GPU with a driver for Vulkan, Metal or Direct3D 12",
  cuda: "no session opens: it needs an NVIDIA GPU and `node node_modules/onnxruntime-node/script/install.js`",
};

/** Whether a session opens on a device; the only way to know is to open one. */
async function tryDevice(device: Device): Promise<Found> {
  const x = input("x", [1]);
  const about = { name: `device ${device}`, needed: device === "cpu" };
  try {
    const session = await openSession(compile([x], { y: neg(x) }), { devices: [device] });
    await session.close();
    return { ...about, ok: true, detail: "a session opens" };
  } catch (thrown) {
    return { ...about, ok: false, detail: needs[device], reason: messageOf(thrown) };
  }
}

async function examine(): Promise<Found[]> {
  const { bavail, bsize } = await statfs(process.cwd());
  const { rewardgym, ...versions } = versionsHere(["onnxruntime-node", "h5wasm"]);
  return [
    here("rewardgym", rewardgym),
    ...Object.entries(versions).map(([name, version]) => here(name, version)),
    here("cores", String(availableParallelism())),
    here("memory", `${size(freemem())} free of ${size(totalmem())}`),
    here("disk", `${size(bavail * bsize)} free in this folder`),
    await tryDevice("cpu"),
    await tryDevice("webgpu"),
    await tryDevice("cuda"),
    optional("graphics card", askProgram(["nvidia-smi"], "-L"), "nvidia-smi finds none"),
    optional(
      "browser",
      askProgram(["chromium", "chromium-browser", "google-chrome"], "--version"),
      "no Chromium found",
    ),
    optional("git", askProgram(["git"], "--version"), "not found"),
  ];
}

export const flags = { json: { type: "boolean", describe: "as JSON" } } satisfies Flags;

export const command = (cli: Argv) =>
  cli.command(
    "doctor",
    "What works on this machine",
    (args) => args.options(flags),
    async ({ json }) => {
      const found = await examine();
      const machine = machineLine();
      if (json) console.log(JSON.stringify({ machine, found }, null, 2));
      else
        console.log(`${machine}\n\n${columns(found.map(({ name, ok, detail }) => [ok ? "ok" : "--", name, detail]))}`);
      const missing = found.filter(({ ok, needed }) => needed && !ok).map(({ name }) => name);
      if (missing.length) fail("device/unavailable", { given: listing(missing), expected: "all required parts" });
    },
  );
