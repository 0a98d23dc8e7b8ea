import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { readmeBlocks } from "./contact-blocks.ts";

/** Each Node with the npm that comes with it. */
const nodes = [
  { node: "20", npm: "10" },
  { node: "22", npm: "10" },
  { node: "24", npm: "11" },
];
const users = ["root", "nobody"] as const;
const nobody = 65534;

interface Newcomer {
  readonly node: string;
  readonly npm: string;
  readonly user: (typeof users)[number];
  readonly blocks: readonly { readonly name: string; readonly failure?: string }[];
}

/** The README's blocks in a fresh clone, on several versions of Node, as root and as a user who has no home. */
export const contact: Section<readonly Newcomer[]> = {
  name: "contact",
  title: "First contact: the README's blocks",
  async measure() {
    if (process.getuid?.() !== 0) throw new Error("only root can become another user: run this section as root");
    const place = mkdtempSync(join(tmpdir(), "contact-"));
    chmodSync(place, 0o755);
    try {
      const subjects = nodes.flatMap((versions) => users.map((user) => ({ ...versions, user })));
      return await piecewise("contact", [], subjects, async (subject) => measure(place, subject));
    } finally {
      rmSync(place, { recursive: true });
    }
  },
  tell: (newcomers) => {
    const rows = newcomers.map(({ node, npm, user, blocks }) => {
      const failed = blocks.filter(({ failure }) => failure !== undefined);
      const names = failed.map(({ name }) => `\`${name}\``).join(", ");
      return [node, npm, user, blocks.length, blocks.length - failed.length, names];
    });
    return `A fresh clone, then every block of the README with the real npm and npx: commands, the tarball installed in an empty project, the programs in both, server and client. Left out are \`npm test\` and the whole ablation, which take minutes, and Python. \`nobody\` is another user, whose home folder belongs to root and cannot be written to; \`npm_config_cache\` names a folder for npm. With npm 10, \`ONNXRUNTIME_NODE_INSTALL=skip\`. On Node 20, which runs no TypeScript, the programs have their types stripped.\n\n${table(
      ["Node", "npm", "user", "blocks run", "passed", "failed"],
      rows,
    )}`;
  },
};

function measure(place: string, { node, npm, user }: { node: string; npm: string; user: Newcomer["user"] }): Newcomer {
  const tools = join(place, `node-${node}`);
  const own = mkdtempSync(join(place, `${user}-`));
  const folder = (name: string) => {
    mkdirSync(join(own, name), { recursive: true });
    return join(own, name);
  };
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, "package.json"), '{ "private": true, "allowScripts": { "node": true } }');
  execFileSync("npm", ["install", "--no-audit", "--no-fund", `node@${node}`, `npm@${npm}`], { cwd: tools });
  const clone = folder("rewardgym");
  execFileSync("git", ["clone", "--quiet", ".", clone]);
  for (const each of [own, clone, folder("project")]) chmodSync(each, 0o755);
  const cache = join(place, "cache");
  mkdirSync(cache, { recursive: true });
  if (user === "nobody") execFileSync("chown", ["-R", `${nobody}:${nobody}`, own, cache]);
  const env = {
    ...withoutNpm(),
    PATH: [join(tools, "node_modules/.bin"), "/usr/local/bin", "/usr/bin", "/bin"].join(delimiter),
    npm_config_update_notifier: "false",
    ...(npm === "10" && { ONNXRUNTIME_NODE_INSTALL: "skip" }),
    ...(user === "nobody" && { HOME: home(place), npm_config_cache: cache }),
  };
  const become = user === "nobody" ? ["setpriv", `--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups"] : ["env"];
  const [program, ...flags] = [...become, "bash", "-euo", "pipefail", "-c"];
  // Bash reads its startup files where its input is a socket
  const run = (script: string) =>
    spawnSync(program, [...flags, script], { cwd: clone, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const versions = run("node --version; npm --version").stdout.trim().split("\n");
  const runsTypes = run("node -p process.features.typescript").stdout.trim() === "strip";
  const blocks = readmeBlocks(readFileSync(join(clone, "README.md"), "utf8"), runsTypes).map(({ name, script }) => {
    const { status, stdout, stderr } = run(script);
    console.log(`${versions.join(" ")} ${user}: ${status === 0 ? "passed" : "failed"} ${name}`);
    if (status !== 0) console.log(`${stdout}${stderr}`);
    return status === 0 ? { name } : { name, failure: stderr.slice(-500) };
  });
  rmSync(own, { recursive: true });
  return { node: versions[0].slice(1), npm: versions[1], user, blocks };
}

/** A home folder that only root can write to. */
function home(place: string): string {
  const folder = join(place, "home");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** This process's environment without what npm has added. */
const withoutNpm = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS$|ORT_|ONNXRUNTIME_)/i.test(name)),
  );
