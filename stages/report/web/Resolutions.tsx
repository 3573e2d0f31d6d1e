import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Decision, ResolutionForm } from "../../plan/web/plan.ts";
import { recordResolutionContract, resolutionsContract } from "../contract.ts";

/** What bodies decided about a report; for the committee office a form to record it. */
export function Resolutions({ report }: { readonly report: number }) {
  const { say } = useLanguage("report");
  const known = useOperation(resolutionsContract, { report });
  if (known.data === undefined) return null;
  const { resolutions, open } = known.data;
  const mayRecord = open.some(({ id }) => id === report);
  if (resolutions.length === 0 && !mayRecord) return null;
  return (
    <section className="k-section" aria-labelledby="resolutions">
      <h2 className="k-h2" id="resolutions">
        {say("resolution.title")}
      </h2>
      {resolutions.length === 0 ? (
        <p>{say("resolution.none")}</p>
      ) : (
        <ul className="k-stack">
          {resolutions.map((one) => (
            <li key={one.id}>
              <Decision resolution={one} />
            </li>
          ))}
        </ul>
      )}
      {mayRecord ? (
        <IfMay call={recordResolutionContract}>
          <Record report={report} />
        </IfMay>
      ) : null}
    </section>
  );
}

function Record({ report }: { readonly report: number }) {
  const record = useAction(recordResolutionContract);
  return <ResolutionForm action={record} onRecord={(resolution) => void record.run({ id: report, ...resolution })} />;
}
