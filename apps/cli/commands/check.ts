import type { Command } from "../../../runtime/cli/command.ts";
import { withCounty } from "../withCounty.ts";
import type { Examination } from "./examineCounty.ts";

/** `kreislauf check`: does everything that is stored still agree; changes nothing, also beside a running server. */
export const check: Command = {
  words: ["check"],
  summary: {
    de: "Rechnet nach: Dateien, Reihen, Sperrmuster, freigegebene Berichte, Änderungsprotokoll",
    en: "Checks by computing anew: files, series, patterns of protection, released reports, audit trail",
  },
  usage: "[--repair] [--json]",
  options: { repair: { type: "boolean" } },
  run: async (call) => {
    const found = await withCounty(call, async (context) => {
      const { examineCounty, workOutAnew } = await import("./examineCounty.ts");
      const before = await examineCounty(context);
      if (call.values.repair !== true) return before;
      await workOutAnew(context, [...before.series.different, ...before.patterns.different]);
      return examineCounty(context);
    });
    const troubles = troublesIn(found);
    if (call.values.json === true) call.print(JSON.stringify({ ...found, troubles }, null, 2));
    else {
      const { files, series, patterns, reports, trail } = found;
      const figures = reports.reduce((sum, { same, changed, missing }) => sum + same + changed + missing, 0);
      call.print(
        [
          `Gelieferte Dateien: ${files.checked} geprüft, ${files.lost.length} fehlen, ${files.changed.length} verändert.`,
          `Reihen aus angenommenen Lieferungen nachgerechnet: ${series.checked} Grundzahlen, ${series.different.length} verschieden.`,
          `Sperrmuster nachgerechnet: ${patterns.checked} Grundzahlen, ${patterns.different.length} verschieden.`,
          `Freigegebene Berichte nachgerechnet: ${reports.length} mit ${figures} Zahlen, ${reports.filter(isOff).length} mit Abweichung.`,
          `Änderungsprotokoll: ${trail.entries} Einträge, ${trail.broken === null ? "lückenlos und unverändert" : `ab Eintrag ${trail.broken} verändert`}.`,
          ...troubles,
          troubles.length === 0 ? "Alles stimmt." : "Es stimmt nicht alles.",
        ].join("\n"),
      );
    }
    return troubles.length === 0 ? 0 : 3;
  },
};

function troublesIn({ files, series, patterns, reports, trail }: Examination): string[] {
  const some = (list: readonly string[]) => `${list.slice(0, 5).join(", ")}${list.length > 5 ? " …" : ""}`;
  return [
    ...(files.lost.length === 0
      ? []
      : [`Im Datenordner fehlen Dateien: ${some(files.lost)}. Holen Sie sie aus einer Sicherung nach „files“.`]),
    ...(files.changed.length === 0
      ? []
      : [
          `Dateien sind nicht mehr, wie sie geliefert wurden: ${some(files.changed)}. Ersetzen Sie sie aus einer Sicherung.`,
        ]),
    ...(series.different.length === 0
      ? []
      : [
          `Diese Grundzahlen zeigen nicht, was angenommen wurde: ${some(series.different)}. „kreislauf check --repair“ rechnet sie aus den angenommenen Lieferungen neu.`,
        ]),
    ...(patterns.different.length === 0
      ? []
      : [
          `Bei diesen Grundzahlen ist anderes gesperrt, als die Regeln von heute verlangen: ${some(patterns.different)}. „kreislauf check --repair“ rechnet sie neu.`,
        ]),
    ...reports
      .filter(isOff)
      .map(
        ({ id, title, changed, missing, first, hasPdf }) =>
          `Bericht ${id} „${title}“: ${changed} Zahlen kommen heute anders heraus, ${missing} fehlen${first === "" ? "" : ` (zuerst: ${first})`}.${hasPdf ? "" : " Sein PDF fehlt."} Der Bericht selbst bleibt, wie er ist.`,
      ),
    ...(trail.broken === null
      ? []
      : [`Das Änderungsprotokoll ist ab Eintrag ${trail.broken} nicht mehr, wie es geschrieben wurde.`]),
  ];
}

function isOff({ changed, missing, hasPdf }: Examination["reports"][number]): boolean {
  return changed > 0 || missing > 0 || !hasPdf;
}
