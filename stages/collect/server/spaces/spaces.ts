import type { Operation } from "../../../../runtime/http/operation.ts";
import { addressFile } from "./addressFile.ts";
import { addressLists } from "./addressLists.ts";
import { areaGeometry } from "./areaGeometry.ts";
import { areas } from "./areas.ts";
import { areaTile } from "./areaTile.ts";
import { changeLevel } from "./changeLevel.ts";
import { conversion } from "./conversion.ts";
import { divisionShares } from "./divisionShares.ts";
import { divisions } from "./divisions.ts";
import { drawDivision } from "./drawDivision.ts";
import { importAddresses } from "./importAddresses.ts";
import { importAreas } from "./importAreas.ts";
import { importChanges } from "./importChanges.ts";
import { levels } from "./levels.ts";
import { proposeAreas } from "./proposeAreas.ts";

/** The operations about spaces, for the stage's manifest. */
export const spaceOperations: readonly Operation[] = [
  levels,
  areas,
  areaGeometry,
  areaTile,
  divisions,
  proposeAreas,
  importAreas,
  drawDivision,
  changeLevel,
  importChanges,
  conversion,
  divisionShares,
  importAddresses,
  addressLists,
  addressFile,
];

export { areaGeometry } from "./areaGeometry.ts";
export { areaHistories } from "./areaHistory.ts";
export { areas } from "./areas.ts";
export { importAddresses } from "./importAddresses.ts";
export { importAreas } from "./importAreas.ts";
export { importChanges } from "./importChanges.ts";
export { proposeAreas } from "./proposeAreas.ts";
