import { readdirSync } from "node:fs";
import { join } from "node:path";

const passedOver = new Set(["node_modules", "dist", "data", ".git", "coverage"]);

/** All TypeScript files of the project below a folder, tests included, as absolute paths. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (passedOver.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
