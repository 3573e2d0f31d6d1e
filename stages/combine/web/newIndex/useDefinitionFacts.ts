import { useLanguage } from "../../../../runtime/ui/language/useLanguage.ts";
import type { IndexDefinition } from "../../definition.ts";
import { aggregations, normalisationLabel } from "../../methods/methods.ts";
import { keptSettings } from "./changedDefinition.ts";
import { draftOf } from "./draftOf.ts";
import { familiesOf, orderWithin } from "./indexDraft.ts";
import { settingName } from "./settingName.ts";

/**
 * Everything that a definition says, in the words of its form, by the name of the field: so that two versions can
 * stand side by side. What has no field is told as it is written.
 */
export function useDefinitionFacts(
  labelOf: (indicator: string) => string,
): (definition: IndexDefinition) => Record<string, string> {
  const { say, text } = useLanguage("combine");
  return (definition) => {
    const draft = draftOf(definition, labelOf);
    const families = familiesOf(draft);
    const rules: [string, string][] = [
      [say("newIndex.label"), draft.label],
      [say("newIndex.description"), draft.description],
      [
        say("definition.normalisation"),
        [
          text(normalisationLabel(draft.normalisation as Parameters<typeof normalisationLabel>[0])),
          ...(draft.normalisation === "z"
            ? [say(draft.divisor === "sample" ? "newIndex.sample" : "newIndex.population")]
            : []),
        ].join(", "),
      ],
      [
        say("definition.aggregation"),
        `${text(aggregations[draft.aggregation as keyof typeof aggregations].label)}${
          draft.aggregation === "generalised" ? ` (${draft.power})` : ""
        }`,
      ],
      [
        say("definition.weights"),
        `${say(`newIndex.${draft.weights}`)}${draft.weights === "grades" ? ` (${draft.table})` : ""}`,
      ],
      [say("choices.treatment"), say(`newIndex.treatment.${draft.treatment as "none"}`)],
      [say("newIndex.minimumWeight"), draft.minimumWeight],
      [say("newIndex.imputation.label"), say(`newIndex.imputation.${draft.imputation as "none"}`)],
      [say("newIndex.smallest"), draft.smallest === "" ? "–" : `${draft.smallest} (${labelOf(draft.heads)})`],
      [say("newIndex.excluded"), draft.excluded || "–"],
      [
        say("definition.classes"),
        `${say(`newIndex.classes.${draft.classes as "none"}`)}${classesMore(draft.classes, draft)}`,
      ],
    ];
    const parts = families.flatMap(({ root, group, components }) =>
      components.map((one): [string, string] => [
        one.label,
        [
          group === null ? text(root.label) : `${text(root.label)}: ${group.label}`,
          ...(one.part === null
            ? []
            : [say(one.part.polarity === 1 ? "definition.raises" : "definition.lowers"), ...marks(one.part)]),
          ...(draft.weights === "given" ? [say("newIndex.counts", { number: one.weight })] : []),
          ...(draft.weights === "grades" ? [say(`grade.${one.grade as "gering"}`)] : []),
          ...(draft.weights === "importance" ? [say("newIndex.counts", { number: one.importance })] : []),
        ].join(" · "),
      ]),
    );
    const people = families.flatMap(({ root, group, components }): [string, string][] => {
      const where = group?.label ?? text(root.label);
      const keys = components.map(({ key }) => key);
      const name = new Map(components.map(({ key, label }) => [key, label]));
      if (keys.length < 2) return [];
      if (draft.weights === "budget")
        return draft.budgets.map(({ by, points }) => [
          `${where}: ${by}`,
          keys.map((key) => `${name.get(key)} ${points[key] ?? 0}`).join(", "),
        ]);
      if (draft.weights === "order")
        return draft.orders.map(({ by, order }) => [
          `${where}: ${by}`,
          orderWithin(order, keys)
            .map((key) => name.get(key))
            .join(", "),
        ]);
      if (draft.weights !== "pairs") return [];
      return Object.entries(draft.pairs).flatMap(([pair, times]): [string, string][] => {
        const [first = "", second = ""] = pair.split("|");
        if (!keys.includes(first) || !keys.includes(second)) return [];
        return [
          [
            say("newIndex.pair", { first: name.get(first) ?? first, second: name.get(second) ?? second }),
            String(times),
          ],
        ];
      });
    });
    const further = keptSettings(definition).map(({ place, key, setting }): [string, string] => [
      `${place === null ? "" : `${labelOf(place)}: `}${settingName(say, key)}`,
      typeof setting === "string" ? setting : JSON.stringify(setting),
    ]);
    // A point would end the name of a field where two versions are compared.
    const facts = [...rules, ...parts, ...people, ...further];
    return Object.fromEntries(facts.map(([field, words]) => [field.replaceAll(".", " "), words]));
  };
}

function marks({ target, lower, upper }: { readonly target: string; readonly lower: string; readonly upper: string }) {
  return [target, `${lower}${upper}` === "" ? "" : `${lower} – ${upper}`].filter((one) => one !== "");
}

function classesMore(
  method: string,
  draft: { readonly classCount: string; readonly quantileType: string; readonly limits: string },
): string {
  if (method === "none") return "";
  if (method === "deviation" || method === "manual") return ` (${draft.limits})`;
  return ` (${draft.classCount}${method === "quantile" ? `; ${draft.quantileType}` : ""})`;
}
