import { useMemo } from "react";
import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import { classChanges, classChangesInWords } from "../../classChanges.ts";
import type { Workbench } from "../../indexContract.ts";
import { pointTables } from "../../methods/weights/gradePoints.ts";
import { benchIndex } from "./benchIndex.ts";

/** Which areas would be in another class with another table of points: by name (PM10-039). */
export function OtherTable({ bench, table }: { readonly bench: Workbench; readonly table: string }) {
  const { say } = useLanguage("combine");
  const others = useMemo(() => {
    const now = benchIndex(bench).result;
    return (Object.keys(pointTables) as (keyof typeof pointTables)[])
      .filter((other) => other !== table)
      .map((other) => {
        const weights = { method: "grades" as const, table: other };
        return { other, changes: classChanges(now, benchIndex(bench, { ...bench.definition, weights }).result) };
      });
  }, [bench, table]);
  return (
    <section className="k-section">
      {others.map(({ other, changes }) => (
        <div key={other}>
          <h3 className="k-h3">{say("otherTable.title", { other, table })}</h3>
          {changes.map((change) => (
            <p key={change.index} lang="de">
              {classChangesInWords(change)}
            </p>
          ))}
        </div>
      ))}
    </section>
  );
}
