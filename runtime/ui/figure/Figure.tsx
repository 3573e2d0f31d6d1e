import { memo, type ReactNode, useCallback, useId, useRef, useState } from "react";
import { Button } from "../control/Button.tsx";
import { Disclosure } from "../control/Disclosure.tsx";
import { useLanguage } from "../language/useLanguage.ts";
import { downloadFile } from "./downloadFile.ts";
import { boundaryInWords, FigureFoot, type FigureSource } from "./FigureFoot.tsx";
import { pictureOf } from "./pictureOf.ts";

/**
 * The frame of every picture: title, the picture or its table, source and
 * licence underneath, and everything one may want to take along.
 */
export function Figure({
  title,
  shortTitle,
  note,
  level = 2,
  sources,
  name,
  table,
  files = none,
  picture,
  pictures = true,
  tools,
  onOrigin,
  children,
}: {
  /** A finding or a topic with period: what one sees. */
  readonly title: string;
  /** Shown instead where the page has said the rest already; files keep the whole title. */
  readonly shortTitle?: string;
  readonly note?: ReactNode;
  readonly level?: 2 | 3;
  readonly sources: readonly FigureSource[];
  /** For files, without ending: `kinderarmut-GEM-2023`. */
  readonly name: string;
  /** The twin of the picture for everyone who reads rather than sees. */
  readonly table?: () => ReactNode;
  /** The figures as files: CSV, XLSX, JSON-stat, SDMX-CSV. */
  readonly files?: readonly FigureFile[];
  /** Draws the picture for the download where the screen holds no SVG: the map. */
  readonly picture?: () => SVGSVGElement | undefined;
  /** False where there is no picture to take along, as with a list. */
  readonly pictures?: boolean;
  readonly tools?: ReactNode;
  readonly onOrigin?: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  const { say, day } = useLanguage();
  const [asTable, setAsTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const id = useId();
  const Heading = level === 2 ? "h2" : "h3";

  const take = async (format: "png" | "svg"): Promise<void> => {
    const svg = picture?.() ?? body.current?.querySelector<SVGSVGElement>("svg:not(.k-icon)");
    if (svg == null) return;
    const file = await pictureOf(svg, { title, foot: footInWords(sources, { say, day }) }, format);
    downloadFile(`${name}.${format}`, file);
  };
  const latest = useRef(take);
  latest.current = take;
  const takeLatest = useCallback((format: "png" | "svg") => void latest.current(format), []);
  const turn = useCallback(() => setAsTable((before) => !before), []);

  return (
    <figure className="k-figure" aria-labelledby={id}>
      <div className="k-figure__head">
        <div>
          <Heading className="k-h3" id={id}>
            {shortTitle ?? title}
          </Heading>
          {note === undefined ? null : <p className="k-small k-muted">{note}</p>}
        </div>
        <div className="k-toolbar">
          {tools}
          <Tools
            asTable={table === undefined ? undefined : asTable}
            files={files}
            onTable={turn}
            onTake={pictures && !(table !== undefined && asTable) ? takeLatest : undefined}
          />
        </div>
      </div>
      <div className="k-figure__body" ref={body}>
        {asTable && table !== undefined ? table() : children}
      </div>
      <FigureFoot sources={sources} onOrigin={onOrigin} />
    </figure>
  );
}

/** A file of the server by its address, or one that is made here when somebody asks for it. */
export type FigureFile =
  | { readonly format: "csv" | "xlsx" | "json-stat" | "sdmx-csv"; readonly address: string }
  | { readonly format: "csv" | "xlsx"; readonly make: () => Promise<Blob>; readonly name: string };

const none: readonly FigureFile[] = [];

/** Table or picture, downloads, print, address. Not drawn again with every step of what the figure shows. */
const Tools = memo(function Tools({
  asTable,
  files,
  onTable,
  onTake,
}: {
  /** Undefined without a table. */
  readonly asTable: boolean | undefined;
  readonly files: readonly FigureFile[];
  readonly onTable: () => void;
  /** Undefined where there is no picture to take along. */
  readonly onTake: ((format: "png" | "svg") => void) | undefined;
}) {
  const { say } = useLanguage();
  const [copied, setCopied] = useState(false);
  return (
    <>
      {asTable === undefined ? null : (
        <Button kind="tertiary" icon={asTable ? "picture" : "table"} iconOnly pressed={asTable} onPress={onTable}>
          {say("figure.asTable")}
        </Button>
      )}
      <Disclosure label={say("figure.download")} icon="download" iconOnly>
        <ul className="k-menu">
          {onTake === undefined
            ? null
            : (["png", "svg"] as const).map((format) => (
                <li key={format}>
                  <button type="button" onClick={() => onTake(format)}>
                    {say(`figure.${format}`)}
                  </button>
                </li>
              ))}
          {files.map((file) => (
            <li key={file.format}>
              {"address" in file ? (
                <a href={file.address} download>
                  {say(`figure.${file.format}`)}
                </a>
              ) : (
                <button
                  type="button"
                  onClick={() => void file.make().then((made) => downloadFile(`${file.name}.${file.format}`, made))}
                >
                  {say(`figure.${file.format}`)}
                </button>
              )}
            </li>
          ))}
          <li>
            <button type="button" onClick={() => window.print()}>
              {say("figure.print")}
            </button>
          </li>
          <li>
            <button
              type="button"
              onClick={() => void navigator.clipboard.writeText(location.href).then(() => setCopied(true))}
            >
              {say(copied ? "figure.linkCopied" : "figure.copyLink")}
            </button>
          </li>
        </ul>
      </Disclosure>
    </>
  );
});

function footInWords(
  sources: readonly FigureSource[],
  { say, day }: Pick<ReturnType<typeof useLanguage>, "say" | "day">,
): string {
  return sources
    .slice(0, 2)
    .map((source) =>
      [
        `${say("figure.source")}: ${source.publisher === "" ? source.title : `${source.publisher}, ${source.title}`}`,
        source.licence,
        source.referenceDate === "" ? "" : `${say("figure.reference")} ${source.referenceDate}`,
        source.boundaryVersion === null
          ? ""
          : `${say("figure.boundary")} ${boundaryInWords(source.boundaryVersion, day)}`,
      ]
        .filter((part) => part !== "")
        .join(" · "),
    )
    .join("\n");
}
