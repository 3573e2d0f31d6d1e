/**
 * How much one delivered file may hold, so that no file, however made, exhausts
 * the memory of the machine. The largest official table seen (Zensus grid of all
 * Germany, 1 km, 13 columns) has 4.7 million cells.
 */
export const limits = {
  /** Bytes of a file on disk, by what is inside. */
  textBytes: 200_000_000,
  workbookBytes: 100_000_000,
  jsonBytes: 64_000_000,
  /** Bytes after unpacking, over all parts of a workbook or zip. */
  unpackedBytes: 400_000_000,
  /** Unpacked bytes per packed byte, looked at beyond 20 MB; workbooks seen stay below 40. */
  packingRatio: 150,
  cells: 8_000_000,
  columns: 2_000,
  /** Rows of a sheet in a workbook: no program writes more. */
  rows: 1_048_576,
} as const;
