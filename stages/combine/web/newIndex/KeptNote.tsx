import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import type { IndexDefinition } from "../../definition.ts";
import { keptSettings } from "./changedDefinition.ts";
import { settingName } from "./settingName.ts";

/** Says what of a definition the form has no field for, and that it stays. */
export function KeptNote({
  definition,
  labelOf,
}: {
  readonly definition: IndexDefinition;
  readonly labelOf: (indicator: string) => string;
}) {
  const { say } = useLanguage("combine");
  const kept = keptSettings(definition);
  if (kept.length === 0) return null;
  const places = [...new Set(kept.map(({ place }) => place))];
  return (
    <section className="k-note" aria-label={say("newIndex.kept.title")}>
      <div>
        <p>{say("newIndex.kept.title")}</p>
        <ul className="k-list">
          {places.map((place) => (
            <li key={place ?? ""}>
              {place === null ? null : <strong>{`${labelOf(place)}: `}</strong>}
              {kept
                .filter((one) => one.place === place)
                .map(({ key }) => settingName(say, key))
                .join(", ")}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
