import { memo } from "react";
import { Icon } from "../control/Icon.tsx";
import { useLanguage } from "../language/useLanguage.ts";

/** What a figure was made from, as the delivery says. */
export interface FigureSource {
  readonly title: string;
  readonly publisher: string;
  readonly licence: string;
  readonly referenceDate: string;
  readonly boundaryVersion: string | null;
  readonly link?: string | null;
  readonly fileName?: string;
  readonly acceptedOn?: string | null;
}

/** Source, licence, reference date and boundary version, and the way to the origin of every number. */
export const FigureFoot = memo(function FigureFoot({
  sources,
  onOrigin,
}: {
  readonly sources: readonly FigureSource[];
  readonly onOrigin?: (() => void) | undefined;
}) {
  const { say } = useLanguage();
  const [first, ...others] = sources;
  if (first === undefined && onOrigin === undefined) return null;
  return (
    <figcaption className="k-figure__foot">
      {first === undefined ? null : <Line source={first} />}
      {others.length === 0 ? null : (
        <details className="k-figure__more">
          <summary>{say("figure.sources", { count: others.length })}</summary>
          {others.map((source) => (
            <p key={`${source.title} ${source.fileName ?? ""} ${source.referenceDate}`}>
              <Line source={source} />
            </p>
          ))}
        </details>
      )}
      {onOrigin === undefined ? null : (
        <button type="button" className="k-linkbutton k-noprint" onClick={onOrigin}>
          <Icon name="origin" />
          {say("figure.origin")}
        </button>
      )}
    </figcaption>
  );
});

function Line({ source }: { readonly source: FigureSource }) {
  const { say, day } = useLanguage();
  const from = source.publisher === "" ? source.title : `${source.publisher}, ${source.title}`;
  const parts = [
    source.licence,
    source.referenceDate === "" ? "" : `${say("figure.reference")} ${source.referenceDate}`,
    source.boundaryVersion === null ? "" : `${say("figure.boundary")} ${boundaryInWords(source.boundaryVersion, day)}`,
    source.acceptedOn == null ? "" : say("figure.accepted", { day: day(source.acceptedOn) }),
  ].filter((part) => part !== "");
  return (
    <span>
      {say("figure.source")}:{" "}
      {source.link == null ? (
        from
      ) : (
        <a href={source.link} rel="noreferrer">
          {from}
        </a>
      )}
      {parts.map((part) => ` · ${part}`)}
    </span>
  );
}

/** A boundary version that is named by its day is told as a day, any other by its name. */
export function boundaryInWords(version: string, day: (moment: string) => string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(version) ? day(version) : version;
}
