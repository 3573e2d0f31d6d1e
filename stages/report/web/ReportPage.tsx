import { useState } from "react";
import { Link, useParams } from "react-router";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import "./report.css";
import { type Audience, audiences } from "../../../kernel/contract/audience.ts";
import { addressOf } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { Icon } from "../../../runtime/ui/control/Icon.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { useSentence } from "../../../runtime/ui/language/useSentence.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { Progress } from "../../../runtime/ui/state/Progress.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import {
  addressReportContract,
  type ReportAnswer,
  releaseReportContract,
  reportContract,
  reportPdfContract,
  summariseReportContract,
} from "../contract.ts";
import { Changes } from "./Changes.tsx";
import { PlainSummary } from "./PlainSummary.tsx";
import { Resolutions } from "./Resolutions.tsx";
import { Visibility } from "./Visibility.tsx";

/** One report as an article, with what can be done with it. */
export default function ReportPage() {
  const { say } = useLanguage("report");
  const id = Number(useParams().id);
  const [audience, setAudience] = useState<Audience | undefined>();
  const report = useOperation(reportContract, audience === undefined ? { id } : { id, audience });
  usePageTitle(report.data?.report.title ?? say("page.report"));
  return (
    <div className="k-stack">
      <p className="k-noprint">
        <Link to="/berichte">{say("back")}</Link>
      </p>
      {report.isError ? <h1 className="k-h1">{say("page.report")}</h1> : null}
      <Answer of={report} shape="lines">
        {(answer) => (
          <div className="k-stack">
            <Standing answer={answer} />
            {audience === undefined && answer.blocks.length > 0 ? (
              <IfMay call={summariseReportContract}>
                <PlainSummary report={answer.report} summary={answer.summary} version={answer.version} />
              </IfMay>
            ) : null}
            {answer.blocks.length === 0 && audience === undefined ? null : (
              <>
                {audience === undefined ? (
                  <IfMay call={addressReportContract}>
                    <Visibility report={answer.report} blocks={answer.blocks} version={answer.version} />
                  </IfMay>
                ) : null}
                <Preview audience={audience} onChange={setAudience} answer={answer} />
              </>
            )}
            <article
              className="k-report"
              lang="de"
              aria-label={say("article")}
              // biome-ignore lint/security/noDangerouslySetInnerHtml: our own server made it; every word of data is escaped there, and a test holds it.
              dangerouslySetInnerHTML={{ __html: answer.html }}
            />
            <Resolutions report={answer.report.id} />
          </div>
        )}
      </Answer>
    </div>
  );
}

/** Shows the report as one of its audiences would see it. */
function Preview({
  audience,
  onChange,
  answer,
}: {
  readonly audience: Audience | undefined;
  readonly onChange: (audience: Audience | undefined) => void;
  readonly answer: ReportAnswer;
}) {
  const { say } = useLanguage("report");
  return (
    <div className="k-row k-noprint">
      <Select
        label={say("preview.title")}
        value={audience ?? ""}
        onChange={(id) => onChange(audiences.find((one) => one === id))}
        choices={[
          { id: "", label: say("preview.self") },
          ...audiences.map((id) => ({ id, label: say(`audience.${id}`) })),
        ]}
      />
      {audience === undefined ? null : (
        <p role="status">
          {say(answer.addressed ? "preview.addressed" : "preview.notAddressed")}{" "}
          {say("preview.hidden", { count: answer.hiddenBlocks })}
        </p>
      )}
    </div>
  );
}

function Standing({ answer: { report, figures, warnings } }: { readonly answer: ReportAnswer }) {
  const { say, day, number } = useLanguage("report");
  const inWords = useSentence("report");
  const release = useAction(releaseReportContract);
  const [asked, setAsked] = useState(false);
  const note =
    report.releasedAt === null
      ? say("draftNote", { day: day(report.createdAt) })
      : say("frozenOn", { day: day(report.releasedAt), person: report.releasedBy ?? "" });
  return (
    <section className="k-card k-stack k-noprint" aria-label={say("page.report")}>
      <p>
        <strong>{say(`state.${report.state}`)}</strong> · {report.unit === null ? "" : `${report.unit} · `}{" "}
        {say("figures", { count: figures, shown: number(figures) })} · {note}
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
          <IfMay call={releaseReportContract}>
            <Button kind="primary" icon="check" onPress={() => setAsked(true)}>
              {say("release")}
            </Button>
          </IfMay>
        ) : null}
      </div>
      {asked && report.state === "draft"
        ? warnings.map(({ code, sentence: german }) => {
            const sentence = inWords({ code, parameters: {}, place: null }, german);
            return (
              <p key={code} className="k-note" role="alert" lang={sentence.lang}>
                {sentence.text}
              </p>
            );
          })
        : null}
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
