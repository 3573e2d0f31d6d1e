import "./combine.css";
import { useAddressState } from "../../../runtime/ui/address/useAddressState.ts";
import { useOperation } from "../../../runtime/ui/call/useOperation.ts";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";
import { usePageTitle } from "../../../runtime/ui/shell/usePageTitle.ts";
import { Answer } from "../../../runtime/ui/state/Answer.tsx";
import { countyContract, indicatorsContract } from "../../describe/describe.ts";
import { workbenchContract } from "../indexContract.ts";
import { IndexEditor } from "./newIndex/IndexEditor.tsx";

/** An index made from indicators of the catalogue, without writing a line of YAML; or the next version of one, in the same form. */
export default function NewIndexPage() {
  const { say, text } = useLanguage("combine");
  const { setting, selection } = useAddressState();
  const id = setting("von");
  const county = useOperation(countyContract, {}).data;
  const level = selection.level ?? county?.defaultLevel ?? undefined;
  const catalogue = useOperation(indicatorsContract, {});
  const given = useOperation(workbenchContract, id === undefined || level === undefined ? undefined : { id, level });
  const name = given.data === undefined ? (id ?? "") : text(given.data.label);
  const title = id === undefined ? say("page.newIndex") : say("newIndex.changeTitle", { label: name });
  usePageTitle(title);
  return (
    <div className="k-stack">
      <header className="k-pagehead">
        <h1 className="k-h1">{title}</h1>
        <p className="k-meaning">
          {id === undefined
            ? say("newIndex.lead")
            : given.data === undefined
              ? null
              : say("newIndex.changing", { version: given.data.version })}
        </p>
      </header>
      <Answer of={catalogue} shape="lines">
        {({ indicators }) =>
          id === undefined ? (
            <IndexEditor catalogue={indicators} level={level} />
          ) : (
            <Answer of={given} shape="lines">
              {(bench) => (
                <IndexEditor
                  // Another version that arrives meanwhile must not empty the fields.
                  key={bench.id}
                  catalogue={indicators}
                  level={level}
                  from={{ definition: bench.definition, version: bench.version }}
                />
              )}
            </Answer>
          )
        }
      </Answer>
    </div>
  );
}
