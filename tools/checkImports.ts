/**
 * Holds the direction of imports: kernel <- runtime <- stages <- apps, never back.
 * Prints one line for each import that runs the wrong way, and fails.
 *
 * - a stage's top is pure: it uses kernel and the front doors of earlier stages
 * - a stage's sleeves (server, web, cli, zone) use their own top, runtime, kernel and the
 *   front doors of earlier stages; server and web never use each other
 * - another stage is entered by its front door, `stages/<name>/<name>.ts`
 * - an office (`offices/<name>`: who may what, what was changed, how it runs) is built like a stage,
 *   but stands beside the flow of data: it uses kernel and runtime, and no stage uses it
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { stages } from "../stages/order.ts";
import { sourceFiles } from "./sourceFiles.ts";

const root = join(import.meta.dirname, "..");

export function wrongImports(files: readonly { path: string; text: string }[], order: readonly string[]): string[] {
  const problems: string[] = [];
  for (const { path, text } of files) {
    const from = room(path);
    if (from === undefined) continue;
    for (const specifier of importsOf(text)) {
      if (!specifier.startsWith(".")) {
        // Contracts are written in the schema library (decision 0016); nothing else of the kernel knows one.
        const mayStand = specifier === "typebox" && path.startsWith("kernel/contract/");
        if (from.kind === "kernel" && !mayStand)
          problems.push(`${path}: the kernel uses no library, but imports ${specifier}`);
        continue;
      }
      const target = normalize(join(dirname(path), specifier));
      const to = room(target);
      if (to === undefined) continue;
      const reason = whyNot(from, to, target, order);
      if (reason !== undefined) problems.push(`${path}: imports ${target}, but ${reason}`);
    }
  }
  return problems;
}

interface Room {
  readonly kind: "kernel" | "runtime" | "office" | "stage" | "app";
  readonly stage?: string;
  readonly sleeve?: string;
}

const sleeves = new Set(["server", "web", "cli", "zone", "pdf"]);

function room(path: string): Room | undefined {
  const [top, second, third] = path.split("/");
  if (top === "kernel") return { kind: "kernel" };
  if (top === "runtime") return { kind: "runtime" };
  if (top === "apps") return { kind: "app" };
  if ((top !== "stages" && top !== "offices") || second === undefined || third === undefined) return undefined;
  const kind = top === "stages" ? "stage" : "office";
  return sleeves.has(third) ? { kind, stage: second, sleeve: third } : { kind, stage: second };
}

function whyNot(from: Room, to: Room, target: string, order: readonly string[]): string | undefined {
  if (from.kind === "app") return undefined;
  if (from.kind === "kernel") return to.kind === "kernel" ? undefined : "the kernel stands alone";
  if (from.kind === "runtime")
    return to.kind === "kernel" || to.kind === "runtime" ? undefined : "runtime knows no stage and no office";
  if (to.kind === "app") return "apps only start things";
  if (to.kind === "kernel") return undefined;
  if (to.kind === "runtime")
    return from.sleeve === undefined ? "a stage's top is pure and may not use runtime" : undefined;
  if (to.kind !== from.kind) return "offices and stages do not know each other; apps bring them together";
  if (to.stage === from.stage) {
    if (to.sleeve === undefined || to.sleeve === from.sleeve) return undefined;
    if (from.sleeve === undefined) return "a stage's top may not use its sleeves";
    if (to.sleeve === "pdf" && from.sleeve !== "web") return undefined;
    return `${from.sleeve}/ and ${to.sleeve}/ never use each other`;
  }
  if (from.kind === "office") return "an office does not lean on another";
  const here = order.indexOf(from.stage ?? "");
  const there = order.indexOf(to.stage ?? "");
  if (there > here) return `${to.stage} comes later than ${from.stage}`;
  const frontDoor = join("stages", to.stage ?? "", `${to.stage}.ts`);
  const sleeveDoor =
    from.sleeve === undefined ? undefined : join("stages", to.stage ?? "", from.sleeve, `${to.stage}.ts`);
  if (target === frontDoor || target === sleeveDoor || target === `${sleeveDoor}x`) return undefined;
  return `another stage is entered by its front door ${frontDoor}`;
}

function importsOf(text: string): string[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^"';]*?from\s+"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)|(?:^|\n)\s*import\s+"([^"]+)"/g,
  );
  return [...found].map((m) => m[1] ?? m[2] ?? m[3] ?? "");
}

if (process.argv[1] === import.meta.filename) {
  const files = sourceFiles(root)
    .filter((path) => !/\.test\.tsx?$/.test(path))
    .map((path) => ({ path: relative(root, path), text: readFileSync(path, "utf8") }));
  const problems = wrongImports(files, stages);
  for (const stage of stages) {
    if (!existsSync(join(root, "stages", stage, `${stage}.ts`)))
      problems.push(`stages/${stage}: has no front door ${stage}.ts`);
  }
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
