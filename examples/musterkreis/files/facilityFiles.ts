import type { Mapping } from "../../../stages/collect/collect.ts";
import type { Facility } from "../facilities.ts";
import type { Yearbook } from "../figures/yearbook.ts";
import { type DeliveryFile, fictional } from "./deliveries.ts";
import { type Cell, csvBytes } from "./sheet.ts";

interface List {
  readonly file: string;
  readonly title: string;
  /** Kind in the store. */
  readonly kind: string;
  readonly of: readonly Facility["kind"][];
  readonly publisher: string;
}

const lists: readonly List[] = [
  { file: "kitas", title: "Kindertageseinrichtungen", kind: "kita", of: ["kita"], publisher: "Jugendamt" },
  { file: "schulen", title: "Schulen", kind: "schule", of: ["grundschule", "schule"], publisher: "Schulverwaltung" },
  {
    file: "jugendeinrichtungen",
    title: "Offene Kinder- und Jugendarbeit",
    kind: "jugendeinrichtung",
    of: ["jugend"],
    publisher: "Jugendamt",
  },
  {
    file: "pflegeheime",
    title: "Vollstationäre Pflegeeinrichtungen",
    kind: "pflege",
    of: ["pflegeheim"],
    publisher: "Heimaufsicht",
  },
  {
    file: "beratungsstellen",
    title: "Beratungsstellen",
    kind: "beratung",
    of: ["beratung"],
    publisher: "Kreisverwaltung",
  },
  {
    file: "familienzentren",
    title: "Familienzentren",
    kind: "familienzentrum",
    of: ["familienzentrum"],
    publisher: "Jugendamt",
  },
  {
    file: "seniorentreffs",
    title: "Seniorentreffs und Begegnungsstätten",
    kind: "seniorentreff",
    of: ["seniorentreff"],
    publisher: "Kreisverwaltung",
  },
];

/** Lists of places to go to, as their offices keep them: name, provider, street, town, places, coordinates. */
export function facilityFiles(book: Yearbook): DeliveryFile[] {
  return lists.map((list) => {
    const own = book.facilities.filter((f) => list.of.includes(f.kind));
    const rows = own.map((f): Cell[] => {
      const [street = "", town = ""] = f.address.split(", ");
      const places =
        list.kind === "kita"
          ? (f.capacity[0] ?? 0) + (f.capacity[1] ?? 0)
          : list.kind === "pflege"
            ? (f.capacity[0] ?? 0)
            : "";
      return [f.name, f.provider, street, town, places, f.at[0], f.at[1]];
    });
    const sheet = {
      name: list.file,
      above: [],
      heads: ["Name", "Träger", "Straße", "Ort", "Plätze", "Längengrad", "Breitengrad"],
      rows,
      below: [],
    };
    const mapping: Mapping = {
      reader: "facilityList",
      figures: [],
      facilityKind: list.kind,
      source: {
        title: `${list.title} (fiktiv)`,
        publisher: `${list.publisher} des Musterkreises (fiktiv)`,
        licence: fictional,
        referenceDate: "31.12.2023",
      },
    };
    return { name: `einrichtungen_${list.file}.csv`, bytes: csvBytes(sheet, "utf8"), mapping };
  });
}
