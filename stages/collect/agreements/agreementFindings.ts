import type { Finding } from "../../../kernel/trouble/finding.ts";

/** A delivery agreement as far as it decides about a delivery. */
export interface AgreementTerms {
  readonly title: string;
  readonly figures: readonly string[];
  readonly active: boolean;
  /** Last day on which the approval holds, `2026-12-31`; null without end. */
  readonly approvedUntil: string | null;
}

/**
 * Whether figures may be delivered on a day: a figure that any agreement covers needs
 * one that is active and whose approval has not ended. Figures that no agreement
 * covers (open data) need none.
 *
 * Each figure without such an agreement is one finding, an error: inactive or ended.
 *
 * Source: X-021; §§ 67b, 67c, 75 SGB X.
 *
 * @example
 * agreementFindings(["SGB2_U15"], [{ title: "Jobcenter", figures: ["SGB2_U15"], active: true, approvedUntil: "2026-12-31" }], "2027-01-02").map((one) => one.code) // ["collect.agreementEnded"]
 * agreementFindings(["SGB2_U15"], [{ title: "Jobcenter", figures: ["SGB2_U15"], active: true, approvedUntil: "2026-12-31" }], "2026-12-31") // []
 */
export function agreementFindings(
  figures: readonly string[],
  agreements: readonly AgreementTerms[],
  day: string,
): Finding[] {
  return figures.flatMap((figure) => {
    const covering = agreements.filter((agreement) => agreement.figures.includes(figure));
    const [first] = covering;
    if (first === undefined || covering.some((one) => one.active && holdsOn(one, day))) return [];
    const ended = covering.find((one) => one.active && one.approvedUntil !== null);
    return [
      ended === undefined
        ? error("collect.agreementInactive", { figure, title: first.title })
        : error("collect.agreementEnded", {
            figure,
            title: ended.title,
            day: (ended.approvedUntil ?? "").split("-").reverse().join("."),
          }),
    ];
  });
}

function holdsOn(agreement: AgreementTerms, day: string): boolean {
  return agreement.approvedUntil === null || day <= agreement.approvedUntil;
}

function error(code: string, parameters: Finding["parameters"]): Finding {
  return { code, severity: "error", place: null, parameters };
}
