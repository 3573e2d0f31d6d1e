import { FigureFoot } from "./FigureFoot.tsx";

/** Where the outlines of a map come from that shows nothing but them. */
export function BoundaryFoot({
  versions,
}: {
  readonly versions: readonly {
    readonly id: string;
    readonly validOn: string;
    readonly source: string;
    readonly licence: string;
  }[];
}) {
  return (
    <FigureFoot
      sources={versions.map(({ validOn, source, licence }) => ({
        title: source,
        publisher: "",
        licence,
        referenceDate: "",
        boundaryVersion: validOn,
      }))}
    />
  );
}
