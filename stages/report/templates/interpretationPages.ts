import { germanDate } from "../../../kernel/time/germanDate.ts";
import { localDay } from "../../../kernel/time/localDay.ts";
import type { Interpretation } from "../../describe/describe.ts";
import type { Block } from "../document.ts";
import type { Material } from "../material.ts";

/** What people make of an indicator, each with its status and the figure that it speaks of (PM08-032). */
export function indicatorInterpretations({ interpretations = [] }: Material, indicator: string): Block[] {
  return interpretations.filter((one) => one.indicator.id === indicator).map((one) => inWords(one, one.area.name));
}

/** The same for an area, of indicators that have no place of their own in the report. */
export function areaInterpretations(
  { interpretations = [], indicators }: Material,
  level: string,
  code: string,
): Block[] {
  return interpretations
    .filter(({ area }) => area.level === level && area.code === code)
    .filter(({ indicator }) => !indicators.some(({ map }) => map.indicator.id === indicator.id))
    .map((one) => inWords(one, one.indicator.label.de));
}

/** Those that stand nowhere else, in a chapter of their own. */
export function otherInterpretations(material: Material): Block[] {
  const { interpretations = [], indicators, profiles } = material;
  const others = interpretations.filter(
    ({ indicator, area }) =>
      !indicators.some(({ map }) => map.indicator.id === indicator.id) &&
      !profiles.some((profile) => profile.area.level === area.level && profile.area.code === area.code),
  );
  if (others.length === 0) return [];
  return [
    { kind: "heading", level: 1, text: "Deutungen und Befunde" },
    ...others.map((one) => inWords(one, `${one.indicator.label.de}, ${one.area.name}`)),
  ];
}

function inWords(one: Interpretation, about: string): Block {
  const status =
    one.confirmedAt === null
      ? `Deutung vom ${germanDate(localDay(one.writtenAt))}, nicht bestätigt`
      : `Befund, bestätigt am ${germanDate(localDay(one.confirmedAt))}`;
  const changed = one.dataChanged ? " Seit dies geschrieben wurde, hat sich die Zahl geändert." : "";
  return { kind: "paragraph", text: `${about}, ${one.period} (${status}): ${one.text}${changed}`, by: "editor" };
}
