import type { Block } from "../document.ts";
import { indexPages } from "./indexPages.ts";
import { areaInterpretations, otherInterpretations } from "./interpretationPages.ts";
import { profilePages } from "./profilePages.ts";
import type { Template } from "./templates.ts";

/** Model data sheet: one sheet of at most two pages for every area, made in one go (PI-026). */
export const datenblatt: Template = {
  id: "datenblatt",
  label: { de: "Datenblätter", en: "Data sheets" },
  description: {
    de: "Je Gebiet ein Blatt von höchstens zwei Seiten: Zahlen, Vergleich, Auffälliges.",
    en: "One sheet of at most two pages per area.",
  },
  needs: { indicators: [], atLeast: 0, indices: [], profiles: true },
  make: (material, title) => ({
    title,
    subtitle: "Musterdatenblätter der Gebiete",
    county: material.county.name,
    madeOn: material.madeOn,
    notices: noticesOf(material),
    blocks: [
      ...material.profiles.flatMap((profile, at): Block[] => [
        ...(at === 0 ? [] : [{ kind: "pageBreak" } as const]),
        ...profilePages(profile, 1, 28),
        ...areaInterpretations(material, profile.area.level, profile.area.code),
      ]),
      ...indexPages(material),
      ...otherInterpretations(material),
    ],
  }),
};

/** What must stand on every page: that the county is fictional, that the report is not released yet. */
export function noticesOf(material: {
  readonly county: { readonly notice: { readonly de: string } | null };
  readonly draft: boolean;
}): string[] {
  return [
    ...(material.county.notice === null ? [] : [material.county.notice.de]),
    ...(material.draft ? ["Entwurf: Dieser Bericht ist noch nicht freigegeben."] : []),
  ];
}
