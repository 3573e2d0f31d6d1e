import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { receiveReleasePackage, releaseKeys } from "../contract.ts";
import { ReceivePackage } from "./ReceivePackage.tsx";
import { TransferLog } from "./TransferLog.tsx";
import { TrustedKeys } from "./TrustedKeys.tsx";

/** What came over from the protected zone, and whose signature counts. */
export default function ReleasesPage() {
  const { say } = useLanguage("protect");
  return (
    <div className="k-stack k-stack--wide">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.releases")}</h1>
        <p className="k-meaning">{say("lead")}</p>
      </header>
      <IfMay call={receiveReleasePackage}>
        <ReceivePackage />
      </IfMay>
      <TransferLog />
      <IfMay call={releaseKeys}>
        <TrustedKeys />
      </IfMay>
    </div>
  );
}
