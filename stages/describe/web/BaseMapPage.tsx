import { useState } from "react";
import { callOperation } from "../../../runtime/ui/call/callOperation.ts";
import { useAction } from "../../../runtime/ui/call/useAction.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { IfMay } from "../../../runtime/ui/control/IfMay.tsx";
import { Select } from "../../../runtime/ui/control/Select.tsx";
import { TextField } from "../../../runtime/ui/control/TextField.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { SaveTrouble } from "../../../runtime/ui/state/SaveTrouble.tsx";
import { type County, countyContract, setBaseMapContract } from "../contract.ts";

type BaseMap = NonNullable<County["baseMap"]>;

/** The map under the areas: none by default, since asking for one leaves the county's network. */
export default function BaseMapPage() {
  const { say } = useLanguage("describe");
  const county = useOperation(countyContract, {});
  usePageTitle(say("page.baseMap"));
  return (
    <div className="k-stack">
      <header className="k-pagehead">
        <h1 className="k-h1">{say("page.baseMap")}</h1>
        <p className="k-meaning">{say("baseMap.lead")}</p>
      </header>
      <Answer of={county} shape="lines">
        {({ baseMap, baseMapVersion }) => (
          <IfMay call={setBaseMapContract} wholePage>
            <Form start={baseMap} version={baseMapVersion} />
          </IfMay>
        )}
      </Answer>
    </div>
  );
}

const none: BaseMap = { kind: "wms", url: "", attribution: "" };

function Form({ start, version }: { readonly start: BaseMap | null; readonly version: number }) {
  const { say } = useLanguage("describe");
  const save = useAction(setBaseMapContract);
  const [draft, setDraft] = useState<BaseMap>(start ?? none);
  const [basedOn, setBasedOn] = useState(version);
  const [tried, setTried] = useState(false);
  const lacking = (field: "url" | "attribution"): string | undefined =>
    tried && draft[field].trim() === "" ? say(`baseMap.lacking.${field}`) : undefined;
  const store = async (baseMap: BaseMap | null, from = basedOn): Promise<void> => {
    const stored = await save.run({ baseMap, basedOn: from });
    if (stored === undefined) return;
    setDraft(stored.baseMap ?? none);
    setBasedOn(stored.version);
  };
  const submit = async (): Promise<void> => {
    setTried(true);
    if (draft.url.trim() !== "" && draft.attribution.trim() !== "") await store(draft);
  };
  return (
    <form
      className="k-card k-stack k-edit"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p role="status">{say(start === null ? "baseMap.none" : "baseMap.inForce", { url: start?.url ?? "" })}</p>
      <Select
        label={say("baseMap.kind")}
        value={draft.kind}
        onChange={(kind) => setDraft({ ...draft, kind: kind as BaseMap["kind"] })}
        choices={["wms", "tiles"].map((id) => ({ id, label: say(`baseMap.${id}`) }))}
      />
      <TextField
        label={say("baseMap.url")}
        hint={say(`baseMap.hint.${draft.kind}`)}
        value={draft.url}
        onChange={(url) => setDraft({ ...draft, url })}
        required
        problem={lacking("url")}
      />
      <TextField
        label={say("baseMap.attribution")}
        hint={say("baseMap.attributionHint")}
        value={draft.attribution}
        onChange={(attribution) => setDraft({ ...draft, attribution })}
        required
        problem={lacking("attribution")}
      />
      <SaveTrouble
        trouble={save.trouble}
        mine={draft}
        inForce={async () => {
          const now = await callOperation(countyContract, {});
          return { content: now.baseMap ?? none, version: now.baseMapVersion };
        }}
        nameOf={(field) => say(`baseMap.${field}`)}
        onKeepMine={(from) => void store(draft, from)}
        onTakeTheirs={(theirs, from) => {
          setDraft({ ...draft, ...theirs });
          setBasedOn(from);
        }}
      />
      {save.answer === undefined ? null : <p role="status">{say("baseMap.saved")}</p>}
      <div className="k-row">
        <Button type="submit" kind="primary" disabled={save.running}>
          {say("baseMap.save")}
        </Button>
        {start === null ? null : (
          <Button kind="secondary" disabled={save.running} onPress={() => void store(null)}>
            {say("baseMap.remove")}
          </Button>
        )}
      </div>
    </form>
  );
}
