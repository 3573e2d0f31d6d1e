import { useState } from "react";
import type { Static } from "typebox";
import type { Value } from "../../../kernel/value/value.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { type Column, DataTable } from "../../../runtime/ui/table/DataTable.tsx";
import { compareReportContract } from "../contract.ts";

type Changed = Static<typeof compareReportContract.output>["list"][number];

/** Says that newer data exist, and on request what they would change. */
export function Changes({ id }: { readonly id: number }) {
  const { say, text, period } = useLanguage("report");
  const [open, setOpen] = useState(false);
  const changes = useOperation(compareReportContract, open ? { id } : undefined);
  const columns: Column<Changed>[] = [
    { id: "indicator", label: say("indicator"), kind: "text", text: (row) => text(row.label) },
    { id: "area", label: say("area"), kind: "text", text: (row) => row.area },
    { id: "period", label: say("period"), kind: "text", text: (row) => period(row.period) },
    { id: "before", label: say("before"), kind: "number", decimals: 1, value: (row) => row.before as Value },
    { id: "after", label: say("after"), kind: "number", decimals: 1, value: (row) => row.after as Value },
  ];
  return (
    <div className="k-stack">
      <div className="k-note">
        <Icon name="info" />
        <p>{say("newerNote")}</p>
      </div>
      {open ? (
        <Answer of={changes} shape="table">
          {(answer) => (
            <>
              <p>{say("compared", { changed: answer.changed, same: answer.same, missing: answer.missing })}</p>
              {answer.list.length === 0 ? null : (
                <DataTable
                  caption={say("changes")}
                  columns={columns}
                  rows={answer.list}
                  keyOf={(row) => [row.indicator, row.area, row.period].join(" ")}
                  height={420}
                />
              )}
            </>
          )}
        </Answer>
      ) : (
        <div>
          <Button kind="secondary" onPress={() => setOpen(true)}>
            {say("compare")}
          </Button>
        </div>
      )}
    </div>
  );
}
