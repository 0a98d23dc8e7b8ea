import { spawn } from "node:child_process";

const openers: { readonly [platform: string]: readonly [string, ...string[]] } = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

/** Opens an address in the person's browser. @returns whether a program for that was found */
export function openBrowser(url: string): Promise<boolean> {
  const [program, ...args] = openers[process.platform] ?? ["xdg-open"];
  return new Promise((resolve) => {
    const child = spawn(program, [...args, url], { stdio: "ignore", detached: true });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}

/** Whether a person sits before this process, and a browser could appear before them. */
export const hasDisplay = (): boolean =>
  process.stdout.isTTY === true &&
  !process.env.CI &&
  (process.platform in openers || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY));
