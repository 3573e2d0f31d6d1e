import { useNavigate } from "react-router";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { Progress } from "../../../runtime/ui/state/Progress.tsx";
import { TroubleNote } from "../../../runtime/ui/state/TroubleNote.tsx";
import { countyContract } from "../../describe/describe.ts";
import { createReportContract, releaseReportContract } from "../contract.ts";

/** In an invented county, where nobody has to answer for it: a finished report at one press, to see what one is. */
export function FirstReport() {
  const { say } = useLanguage("report");
  const county = useOperation(countyContract, {});
  const create = useAction(createReportContract);
  const release = useAction(releaseReportContract);
  const navigate = useNavigate();
  if (county.data?.fictional !== true) return null;
  const { levels, defaultLevel, latestPeriod } = county.data;
  // As fine as may be, but few enough areas to print a page for each.
  const printable = levels.filter((level) => level.areaCount > 1 && level.areaCount <= 40);
  const profileLevel = printable.sort((a, b) => b.areaCount - a.areaCount)[0]?.id;
  const make = async (): Promise<void> => {
    const made = await create.run({
      template: "sozialbericht",
      title: say("defaultTitle", { year: latestPeriod?.slice(0, 4) ?? "" }),
      ...(defaultLevel === null ? {} : { level: defaultLevel }),
      ...(profileLevel === undefined ? {} : { profileLevel }),
    });
    if (made === undefined) return;
    if ((await release.run({ id: made.id })) !== undefined) await navigate(`/berichte/${made.id}`);
  };
  const trouble = create.trouble ?? release.trouble;
  return (
    <div className="k-stack">
      <p>{say("first.what")}</p>
      {create.running || release.running ? (
        <Progress
          step={(create.running ? create.step : release.step) ?? { doing: say("first.making"), done: 0, total: null }}
          onCancel={create.cancel}
        />
      ) : (
        <div>
          <Button icon="plus" onPress={() => void make()}>
            {say("first.make")}
          </Button>
        </div>
      )}
      {trouble === undefined ? null : <TroubleNote trouble={trouble} />}
    </div>
  );
}
