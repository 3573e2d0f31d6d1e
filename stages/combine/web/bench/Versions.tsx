import { useMemo } from "react";
import { Link } from "react-router";
import { useAddressState } from "../../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../../runtime/ui/call/useOperation.ts";
import { IfMay } from "../../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../../runtime/ui/state/Answer.tsx";
import { classChanges, classChangesInWords } from "../../classChanges.ts";
import type { GroupDefinition, IndexDefinition } from "../../definition.ts";
import { saveIndexContract, type Workbench, workbenchContract } from "../../indexContract.ts";
import { definitionChanges } from "../../round/definitionChanges.ts";
import { benchIndex } from "./benchIndex.ts";

/** The versions of an index of the county's own, why each was made, and what the one in sight changed. */
export function Versions({ bench }: { readonly bench: Workbench }) {
  const { say, day } = useLanguage("combine");
  const { along } = useAddressState();
  const before = bench.versions.filter((one) => one.version < bench.version).at(-1);
  if (bench.versions.length === 0) return null;
  return (
    <section className="k-section">
      <h2 className="k-h3">{say("versions.title", { count: bench.versions.length })}</h2>
      <ul className="k-list">
        {bench.versions.toReversed().map((one) => (
          <li key={one.version}>
            <span className="k-small k-muted">
              {one.version === bench.version ? (
                <strong>{say("versions.version", { version: one.version })}</strong>
              ) : (
                <Link to={along(`/indizes/${bench.id}?fassung=${one.version}&blatt=regeln`)}>
                  {say("versions.version", { version: one.version })}
                </Link>
              )}
              {` · ${day(one.madeAt)} · ${say(one.frozen ? "versions.frozen" : "versions.draft")}`}
            </span>
            <span className="w-words">{one.reason}</span>
          </li>
        ))}
      </ul>
      {before === undefined ? null : <Changes bench={bench} version={before.version} />}
      <IfMay call={saveIndexContract}>
        <p>
          <Link to={`/indizes/neu?von=${bench.id}&ebene=${bench.level}`}>{say("versions.next")}</Link>
        </p>
      </IfMay>
    </section>
  );
}

function Changes({ bench, version }: { readonly bench: Workbench; readonly version: number }) {
  const { say } = useLanguage("combine");
  const { id, level, period } = bench;
  const earlier = useOperation(workbenchContract, { id, version, level, period });
  return (
    <div>
      <h3 className="k-small">{say("versions.changed", { version })}</h3>
      <Answer of={earlier} shape="lines">
        {(before) => <ChangedLines before={before} after={bench} />}
      </Answer>
    </div>
  );
}

function ChangedLines({ before, after }: { readonly before: Workbench; readonly after: Workbench }) {
  const { say } = useLanguage("combine");
  const lines = useMemo(() => {
    const changed = definitionChanges(named(before), named(after));
    return [...changed, ...classChanges(benchIndex(before).result, benchIndex(after).result).map(classChangesInWords)];
  }, [before, after]);
  if (lines.length === 0) return <p>{say("versions.nothing")}</p>;
  return (
    <ul className="k-list" lang="de">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** The definition with the names of the catalogue where it names none itself. */
function named({ definition, columns }: Workbench): IndexDefinition {
  const labels = new Map(columns.map((column) => [column.id, column.label]));
  const inGroup = (group: GroupDefinition): GroupDefinition => ({
    ...group,
    components: group.components.map((part) => {
      if (!("indicator" in part)) return inGroup(part);
      const label = part.label ?? labels.get(part.indicator);
      return label === undefined ? part : { ...part, label };
    }),
  });
  return { ...definition, indices: definition.indices.map(inGroup) };
}
