import { dirname, join } from "node:path";

const sleeves = ["server", "web", "cli", "zone", "pdf"];

/**
 * Which names of which files are public: all of the kernel, what the doors of stages and offices pass on, operations
 * and commands.
 *
 * `files` are all sources by their path below the root.
 */
export function passedOn(files: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const path of files.keys()) if (isDoor(path)) follow(path, undefined, files, found);
  return found;
}

function isDoor(path: string): boolean {
  const [top = "", room, third, fourth, ...deeper] = path.replace(/\.tsx?$/, "").split("/");
  if ((top !== "stages" && top !== "offices") || deeper.length > 0) return false;
  return third === room ? fourth === undefined : sleeves.includes(third ?? "") && fourth === room;
}

// `names` undefined: everything that the file exports.
function follow(
  path: string,
  names: ReadonlySet<string> | undefined,
  files: ReadonlyMap<string, string>,
  found: Map<string, Set<string>>,
): void {
  const text = files.get(path);
  if (text === undefined) throw new Error(`a door passes on what is not there: ${path}`);
  const wanted = (name: string) => names === undefined || names.has(name);
  const here = found.get(path) ?? new Set();
  for (const [, name = ""] of text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm))
    if (wanted(name)) here.add(name);
  found.set(path, here);
  for (const [, list, from = ""] of text.matchAll(/^export (?:\*|\{([^}]*)\}) from "(\.[^"]+)"/gm)) {
    const target = join(dirname(path), from);
    if (list === undefined) follow(target, names, files, found);
    else {
      const pairs = list.split(",").map((part) => part.trim().split(/\s+as\s+/));
      const passed = pairs.filter(([one = ""]) => one !== "" && !one.startsWith("type "));
      const inside = passed.filter(([one = "", as = one]) => wanted(as)).map(([one = ""]) => one);
      if (inside.length > 0) follow(target, new Set(inside), files, found);
    }
  }
}
