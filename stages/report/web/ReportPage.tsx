import { useState } from "react";
import { Link, useParams } from "react-router";
import "./report.css";
import { addressOf } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { Progress } from "../../../runtime/ui/state/Progress.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { type ReportHead, releaseReportContract, reportContract, reportPdfContract } from "../contract.ts";
import { Changes } from "./Changes.tsx";

/** One report as an article, with what can be done with it. */
export default function ReportPage() {
  const { say } = useLanguage("report");
  const id = Number(useParams().id);
  const report = useOperation(reportContract, { id });
  return (
    <div className="k-stack">
      <p className="k-noprint">
        <Link to="/berichte">{say("back")}</Link>
      </p>
      <Answer of={report} shape="lines">
        {(answer) => (
          <>
            <Standing report={answer.report} figures={answer.figures} />
            <article
              className="k-report"
              lang="de"
              aria-label={say("article")}
              // biome-ignore lint/security/noDangerouslySetInnerHtml: our own server made it; every word of data is escaped there, and a test holds it.
              dangerouslySetInnerHTML={{ __html: answer.html }}
            />
          </>
        )}
      </Answer>
    </div>
  );
}

function Standing({ report, figures }: { readonly report: ReportHead; readonly figures: number }) {
  const { say, day } = useLanguage("report");
  const release = useAction(releaseReportContract);
  const [asked, setAsked] = useState(false);
  const note =
    report.releasedAt === null
      ? say("draftNote", { day: day(report.createdAt) })
      : say("frozenOn", { day: day(report.releasedAt), person: report.releasedBy ?? "" });
  return (
    <section className="k-card k-stack k-noprint" aria-label={say("page.report")}>
      <p>
        <strong>{say(`state.${report.state}`)}</strong> · {say("figures", { count: figures })} · {note}
      </p>
      <div className="k-row">
        <a
          className="kern-btn kern-btn--secondary k-btn"
          href={addressOf(reportPdfContract, { id: report.id })}
          download
        >
          <Icon name="download" />
          <span className="kern-label">{say("pdf")}</span>
        </a>
        {report.state === "draft" && !asked ? (
          <Button kind="primary" icon="check" onPress={() => setAsked(true)}>
            {say("release")}
          </Button>
        ) : null}
      </div>
      {asked && report.state === "draft" ? (
        <div className="k-row">
          <span>{say("releaseQuestion")}</span>
          <Button kind="primary" onPress={() => void release.run({ id: report.id })} disabled={release.running}>
            {say("releaseYes")}
          </Button>
          <Button kind="tertiary" onPress={() => setAsked(false)}>
            {say("ui:cancel")}
          </Button>
        </div>
      ) : null}
      {release.running ? <Progress step={release.step} /> : null}
      {release.trouble === undefined ? null : <TroubleNote trouble={release.trouble} />}
      {report.newerDataExist ? <Changes id={report.id} /> : null}
    </section>
  );
}
