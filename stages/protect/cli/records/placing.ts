import { dirname, resolve } from "node:path";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { areaByCoordinates } from "../../georeference/areaByCoordinates.ts";
import { type AreaFinder, areaByAddress, areaByBlock, areaByStreetRange } from "../../georeference/areaFinder.ts";
import { streetDirectory, usualColumns } from "../../georeference/streetDirectory.ts";
import type { Specification } from "../../specification.ts";
import { delimited } from "../../table/delimited.ts";
import { textFile } from "../inputs.ts";

/** How records get their area from a directory instead of a column. */
export interface Placing {
  /** Position of the dimension that the area belongs to. */
  readonly dimension: number;
  /** Columns of the records that are looked up, in the order that `areaOf` wants them. */
  readonly columns: readonly string[];
  readonly areaOf: AreaFinder;
}

/** What the specification says of finding areas; undefined where the records bear them. */
export function placingOf(specificationPath: string, specification: Specification): Placing | undefined {
  const wishes = specification.records?.area;
  if (wishes === undefined) return undefined;
  const dimension = specification.dimensions.findIndex(({ id }) => id === wishes.dimension);
  if (dimension < 0) throw new Refusal("protect.unknownDimension", { dimension: wishes.dimension });
  const text = textFile(resolve(dirname(specificationPath), wishes.directory));
  if (wishes.by === "coordinates") {
    const areaOf = areaByCoordinates(text, wishes.columns?.area ?? usualColumns.area, wishes.directory);
    return { dimension, columns: [wishes.east ?? "x", wishes.north ?? "y"], areaOf };
  }
  const file = delimited(text, wishes.directory);
  const columns = wishes.columns ?? {};
  const address = [
    wishes.street ?? usualColumns.street,
    wishes.number ?? usualColumns.number,
    ...(wishes.place === undefined ? [] : [wishes.place]),
  ];
  switch (wishes.by) {
    case "streetRanges": {
      const ranges = streetDirectory(file, columns, wishes.directory);
      return { dimension, columns: address, areaOf: areaByStreetRange(ranges) };
    }
    case "addressList":
      return { dimension, columns: address, areaOf: areaByAddress(file, columns, wishes.directory) };
    case "block": {
      const block = wishes.block ?? usualColumns.block;
      return { dimension, columns: [block], areaOf: areaByBlock(file, columns, wishes.directory) };
    }
  }
}
