import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { BaseFigure } from "../../kernel/indicator/baseFigure.ts";
import type { Indicator } from "../../kernel/indicator/indicator.ts";
import type { Catalogue } from "./catalogue.ts";
import { baseFigureFrom, indicatorFrom } from "./definitionFrom.ts";
import { plainYaml } from "./plainYaml.ts";

const shippedFolder = join(import.meta.dirname, "..", "..", "catalogue");

/**
 * The shipped catalogue: what stands in `catalogue/indicators` (one file each)
 * and `catalogue/base-figures` (one file per theme).
 *
 * Read once per process and folder. A file that says something impossible stops
 * the start with its name: content that ships is checked like code.
 */
export function loadCatalogue(folder: string = shippedFolder): Catalogue {
  const known = loaded.get(folder);
  if (known !== undefined) return known;
  const baseFigures = new Map<string, BaseFigure>();
  for (const [path, content] of contents(join(folder, "base-figures"))) {
    if (!Array.isArray(content)) throw new Error(`${path}: a list of base figures is expected`);
    for (const one of content) {
      // The theme is the name of the file.
      const figure = baseFigureFrom({ topic: basename(path, ".yaml"), ...one }, path);
      if (baseFigures.has(figure.id)) throw new Error(`${path}: base figure stands twice: ${figure.id}`);
      baseFigures.set(figure.id, figure);
    }
  }
  const indicators = new Map<string, Indicator>();
  for (const [path, content] of contents(join(folder, "indicators"))) {
    const indicator = indicatorFrom(content, 1, path);
    if (!path.endsWith(`${indicator.id}.yaml`)) throw new Error(`${path}: its id is ${indicator.id}`);
    indicators.set(indicator.id, indicator);
  }
  const catalogue: Catalogue = { baseFigures, indicators };
  loaded.set(folder, catalogue);
  return catalogue;
}

const loaded = new Map<string, Catalogue>();

function* contents(folder: string): Generator<[path: string, content: unknown]> {
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".yaml")) continue;
    const path = join(folder, name);
    yield [path, plainYaml(readFileSync(path, "utf8"))];
  }
}
