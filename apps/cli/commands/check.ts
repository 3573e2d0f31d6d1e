import type { Text } from "../../../kernel/text/text.ts";
import type { Command } from "../../../runtime/cli/command.ts";
import { readCounty } from "../withCounty.ts";
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
    const found = await readCounty(call, async (context) => {
      const { examineCounty, workOutAnew } = await import("./examineCounty.ts");
      const before = await examineCounty(context);
      if (call.values.repair !== true) return before;
      await workOutAnew(context, [...before.series.different, ...before.patterns.different]);
      return examineCounty(context);
    });
    const troubles = troublesIn(found).map((one) => call.say(one));
    if (call.values.json === true)
      call.print(JSON.stringify({ ...found, troubles: troublesIn(found).map(({ de }) => de) }, null, 2));
    else {
      const { files, series, patterns, reports, trail } = found;
      const figures = reports.reduce((sum, { same, changed, missing }) => sum + same + changed + missing, 0);
      const off = reports.filter(isOff).length;
      const lines: Required<Text>[] = [
        {
          de: `Gelieferte Dateien: ${files.checked} geprüft, ${files.lost.length} fehlen, ${files.changed.length} verändert.`,
          en: `Delivered files: ${files.checked} checked, ${files.lost.length} missing, ${files.changed.length} changed.`,
        },
        {
          de: `Reihen aus angenommenen Lieferungen nachgerechnet: ${series.checked} Grundzahlen, ${series.different.length} verschieden.`,
          en: `Series computed anew from accepted deliveries: ${series.checked} base figures, ${series.different.length} different.`,
        },
        {
          de: `Sperrmuster nachgerechnet: ${patterns.checked} Grundzahlen, ${patterns.different.length} verschieden.`,
          en: `Patterns of protection computed anew: ${patterns.checked} base figures, ${patterns.different.length} different.`,
        },
        {
          de: `Freigegebene Berichte nachgerechnet: ${reports.length} mit ${figures} Zahlen, ${off} mit Abweichung.`,
          en: `Released reports computed anew: ${reports.length} with ${figures} figures, ${off} that differ.`,
        },
        {
          de: `Änderungsprotokoll: ${trail.entries} Einträge, ${trail.broken === null ? "lückenlos und unverändert" : `ab Eintrag ${trail.broken} verändert`}.`,
          en: `Audit trail: ${trail.entries} entries, ${trail.broken === null ? "complete and unchanged" : `changed from entry ${trail.broken} on`}.`,
        },
      ];
      const end: Required<Text> =
        troubles.length === 0
          ? { de: "Alles stimmt.", en: "Everything agrees." }
          : { de: "Es stimmt nicht alles.", en: "Not everything agrees." };
      call.print([...lines.map((line) => call.say(line)), ...troubles, call.say(end)].join("\n"));
    }
    return troubles.length === 0 ? 0 : 3;
  },
};

function troublesIn({ files, series, patterns, reports, trail }: Examination): Required<Text>[] {
  const some = (list: readonly string[]) => `${list.slice(0, 5).join(", ")}${list.length > 5 ? " …" : ""}`;
  const when = (isSo: boolean, said: () => Required<Text>): Required<Text>[] => (isSo ? [said()] : []);
  return [
    ...when(files.lost.length > 0, () => ({
      de: `Im Datenordner fehlen Dateien: ${some(files.lost)}. Holen Sie sie aus einer Sicherung nach „files“.`,
      en: `Files are missing in the data folder: ${some(files.lost)}. Bring them from a backup into “files”.`,
    })),
    ...when(files.changed.length > 0, () => ({
      de: `Dateien sind nicht mehr, wie sie geliefert wurden: ${some(files.changed)}. Ersetzen Sie sie aus einer Sicherung.`,
      en: `Files are no longer as they were delivered: ${some(files.changed)}. Replace them from a backup.`,
    })),
    ...when(series.different.length > 0, () => ({
      de: `Diese Grundzahlen zeigen nicht, was angenommen wurde: ${some(series.different)}. „kreislauf check --repair“ rechnet sie aus den angenommenen Lieferungen neu.`,
      en: `These base figures do not show what was accepted: ${some(series.different)}. “kreislauf check --repair” computes them anew from the accepted deliveries.`,
    })),
    ...when(patterns.different.length > 0, () => ({
      de: `Bei diesen Grundzahlen ist anderes gesperrt, als die Regeln von heute verlangen: ${some(patterns.different)}. „kreislauf check --repair“ rechnet sie neu.`,
      en: `For these base figures other values are withheld than the rules of today demand: ${some(patterns.different)}. “kreislauf check --repair” computes them anew.`,
    })),
    ...reports.filter(isOff).map(({ id, title, changed, missing, first, hasPdf }) => ({
      de: `Bericht ${id} „${title}“: ${changed} Zahlen kommen heute anders heraus, ${missing} fehlen${first === "" ? "" : ` (zuerst: ${first})`}.${hasPdf ? "" : " Sein PDF fehlt."} Der Bericht selbst bleibt, wie er ist.`,
      en: `Report ${id} “${title}”: ${changed} figures come out differently today, ${missing} are missing${first === "" ? "" : ` (first: ${first})`}.${hasPdf ? "" : " Its PDF is missing."} The report itself stays as it was released.`,
    })),
    ...when(trail.broken !== null, () => ({
      de: `Das Änderungsprotokoll ist ab Eintrag ${trail.broken} nicht mehr, wie es geschrieben wurde.`,
      en: `From entry ${trail.broken} on the audit trail is no longer as it was written.`,
    })),
  ];
}

function isOff({ changed, missing, hasPdf }: Examination["reports"][number]): boolean {
  return changed > 0 || missing > 0 || !hasPdf;
}
