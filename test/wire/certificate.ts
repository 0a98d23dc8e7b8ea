import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { temporaryFolder } from "../scripts/command.ts";

/** Whether certificates can be made here. */
export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

/** Paths of a key and a certificate of `localhost` that it signed itself. */
export function certificate(): { readonly key: string; readonly cert: string } {
  const folder = temporaryFolder();
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const made = `req -x509 -newkey rsa:2048 -nodes -keyout ${key} -out ${cert} -days 2 -subj /CN=localhost`;
  const { status, stderr } = spawnSync("openssl", [...made.split(" "), "-addext", "subjectAltName=DNS:localhost"]);
  if (status !== 0) throw new Error(`openssl makes no certificate: ${stderr}`);
  return { key, cert };
}
