// `npm test`: everything that can be checked by machine, in plain words, closing with
// `N passed, N failed, N skipped`. `--only types,unit` runs a part of it.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const bin = (name, file) => join(root, "node_modules", name, file);
const tsx = ["--import", "tsx"];
const tsc = (project) => [bin("typescript", "bin/tsc"), "-p", project, "--pretty", "false"];
const vitest = [bin("vitest", "vitest.mjs"), "run", "--no-color"];
const chromium = findChromium();
const journeyFolders = ["tests/journeys", "tests/accessibility"];
// They ask for a newer Node than we promise, but were tried on Node 20 and do their work there.
const triedOnNode20 = ["@mapbox/jsonlint-lines-primitives", "cookie"];

const folder = mkdtempSync(join(tmpdir(), "kreislauf-run-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
// The demo county takes as long to load as all else at the start: the start check leaves it to the journeys.
const preparedDemo = join(folder, "demo");

/** One check: a name, what it proves, and the processes that must all end with 0. */
const checks = [
  check("start", "npm start answers with pages and survives a restart", [[...tsx, "tools/startCheck.ts"]]),
  check("types", "types fit; kernel and tops of stages are pure", [
    tsc("tsconfig.pure.json"),
    tsc("tsconfig.server.json"),
    tsc("tsconfig.web.json"),
  ]),
  check("lint", "form and habits of the code", [
    [bin("@biomejs/biome", "bin/biome"), "check", "--error-on-warnings", "--colors=off", "."],
  ]),
  check("imports", "imports point downwards", [[...tsx, "tools/checkImports.ts"]]),
  check("docblocks", "functions say what they mean, in which unit, what they refuse and by which rule", [
    [...tsx, "tools/checkDocblocks.ts"],
  ]),
  check("unused", "nothing lies around unused", [[bin("knip", "bin/knip.js"), "--no-progress"]]),
  check("lock", "npm ci will work: package.json and lock agree", ["npm ci --dry-run --no-progress"]),
  check("licences", "licences of all dependencies permit the product", [[...tsx, "tools/licences.ts"]]),
  check("audit", "no grave weakness of a dependency is known", [[...tsx, "tools/auditDependencies.ts"]]),
  check("readme", "the commands of the README run", [[...tsx, "tools/readmeCommands.ts"]]),
  {
    ...check("unit", "tests and examples in docblocks", [
      [...vitest, ...journeyFolders.flatMap((folder) => ["--exclude", `${folder}/**`])],
    ]),
    counts: true,
  },
  {
    ...check("journeys", "journeys through the product, in a real browser where there is one", [
      [...vitest, ...journeyFolders],
    ]),
    counts: true,
    note: chromium === undefined ? withoutBrowser() : undefined,
  },
];

const only = optionOf("--only");
const wanted = only === undefined ? checks : checks.filter((one) => only.split(",").includes(one.name));
if (wanted.length === 0)
  throw new Error(`no such check: ${only}; there are ${checks.map((one) => one.name).join(", ")}`);

const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const begun = Date.now();
// One check keeps one processor busy; tests divide themselves among all processors, so they come one after the other.
// The start is alone too: the time that it tells is what a newcomer waits.
const alone = ({ name, counts }) => counts || name === "start";
await inLanes(
  wanted.filter((one) => !alone(one)),
  2,
);
for (const one of wanted.filter(alone)) await runCheck(one);

for (const { name, output } of failures) say(`\n--- ${name} failed ---\n${output.trim()}\n`);
say(`\nAll checks took ${Math.round((Date.now() - begun) / 1000)} s.`);
say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;

function check(name, proves, commands) {
  return { name, proves, commands, counts: false, note: undefined };
}

async function inLanes(list, lanes) {
  const queue = [...list];
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await runCheck(next);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function runCheck(one) {
  const since = Date.now();
  const results = await Promise.all(one.commands.map(run));
  const output = results.map((result) => result.output).join("\n");
  const warnings = warningsIn(output);
  const failed = results.some((result) => result.code !== 0) || warnings.length > 0;
  const counts = one.counts ? countsIn(output) : undefined;
  total.passed += counts?.passed ?? (failed ? 0 : 1);
  total.skipped += counts?.skipped ?? 0;
  total.failed += failed ? Math.max(1, counts?.failed ?? 1) : 0;
  if (failed) {
    const note = warnings.length > 0 ? `\nA warning counts as failure:\n${warnings.join("\n")}` : "";
    failures.push({ name: one.name, output: `${output}${note}` });
  }
  const seconds = ((Date.now() - since) / 1000).toFixed(1);
  const detail =
    counts === undefined ? "" : ` (${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped)`;
  say(`${failed ? "FAILED " : "passed "}  ${one.name}: ${one.proves}, ${seconds} s${detail}`);
  const notes = output.split("\n").filter((text) => text.startsWith("note: "));
  for (const line of one.note === undefined ? notes : [...notes, `note: ${one.note}`]) say(`         ${line}`);
}

function run(command) {
  const shell = typeof command === "string";
  const [program, words] = shell ? [command, []] : [process.execPath, command];
  return new Promise((resolve) => {
    const quiet = { NO_COLOR: "1", FORCE_COLOR: undefined, CI: "1" };
    const env = { ...process.env, ...quiet, CHROMIUM_PATH: chromium ?? "", PREPARED_DEMO: preparedDemo };
    const child = spawn(program, words, { cwd: root, env, shell, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += String(chunk);
      });
    child.on("error", (trouble) => resolve({ code: 1, output: String(trouble) }));
    child.on("close", (code) => resolve({ code: code ?? 1, output: plain(output) }));
  });
}

function plain(text) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of them
  return text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, "").replace(/\r/g, "");
}

function warningsIn(output) {
  const tooNew = [...output.matchAll(/^npm warn EBADENGINE +package: '(.+)@/gm)].map(([, name]) => name);
  const enginesAreFine = tooNew.every((name) => triedOnNode20.includes(name));
  return output.split("\n").filter((line) => {
    if (/^\(node:\d+\).*Warning/.test(line)) return true;
    if (!/^npm warn/i.test(line)) return false;
    // Settings of this machine's npm are not ours; scripts of packages are not needed.
    if (/Unknown (user|env|project|global|builtin) config|install-scripts/.test(line)) return false;
    return !(line.includes("EBADENGINE") && enginesAreFine);
  });
}

function countsIn(output) {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1);
  if (found === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const [, passed, failed, skipped] = found.map(Number);
  return { passed, failed, skipped };
}

function withoutBrowser() {
  const names = journeyFolders.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.name.endsWith(".test.ts"))
      .map((entry) => join(folder, entry.name))
      .filter((file) => /playwright|webCounty/.test(readFileSync(join(root, file), "utf8"))),
  );
  return (
    `no Chromium found, so these were skipped: ${names.join(", ") || "(none yet)"}. ` +
    "Install one (Debian, Ubuntu: apt-get install chromium) or name it: CHROMIUM_PATH=/path/to/chromium npm test"
  );
}

function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== "") return existsSync(named) ? named : undefined;
  const places = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ];
  return places.find((place) => existsSync(place));
}

function optionOf(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
