/**
 * Names of the fictional county. None of them is a German municipality in the
 * Gemeindeverzeichnis of 31.12.2023 or in the list of all keys of October 2024;
 * a test looks there when the lists are at hand.
 */
export const countyName = "Musterkreis (fiktiv)";

/** The county's fictional key: no German state has the number 00, so nobody takes it for a real one. */
export const countyCode = "00990";

export const townNames = ["Wendelsund", "Hallerförde", "Kolmünde", "Rethhaven", "Marnau"] as const;

export const freeMunicipalityNames = ["Grotenmarsch", "Lindmarau"] as const;

export const quarterNames = ["Altstadt", "Hafenviertel", "Nordhang", "Wiesengrund"] as const;

/** The eight Ämter with the number of their municipalities of today: 88 together. */
export const amtNames = [
  "Amt Westermarn",
  "Amt Ostermarn",
  "Amt Norderlund",
  "Amt Süderlund",
  "Amt Geestmark",
  "Amt Moorgeest",
  "Amt Seengeest",
  "Amt Auenland",
] as const;

/** Two villages that merged, and what they became; one that was split, and into what. */
export const changedNames = {
  merged: ["Tievelstedt", "Odenhagen"],
  mergedInto: "Tievelstedt-Odenhagen",
  split: "Kronenbrook",
  splitInto: ["Alt Kronenbrook", "Neu Kronenbrook"],
} as const;

export const villageNames = (
  "Vogtenbrook Grimmelkamp Brinkenhorn Gauderhagen Tarmelkamp Kiebitzkamp Wilmersee Schwanenrade Birkenwisch " +
  "Aarnbrook Marwerehm Rellentorf Eilerwohld Gaudermoor Rungenwisch Farnfelde Hankenloh Farnwohld Rungenbrook " +
  "Uhlenwisch Nettelmühlen Mollenhagen Wisperbek Brodelwisch Erlkenfelde Heidersholt Varnhagen Marwekamp " +
  "Ummelkuhle Eilerau Kaldenhorn Nettelwisch Wilmermoor Rellenwisch Immelbek Dornerhorn Varnförde Lundersee " +
  "Dornerkuhle Elmerholt Aarnfelde Birkenmoor Dachsensee Ginsterdorf Uhlentorf Jarnelwohld Plaggenhorn " +
  "Grimmelmühlen Zarnelförde Wisperwohld Vogtenkoog Tarmelbrook Schwanenstedt Jarnelkuhle Zarnelstedt " +
  "Mollenstedt Kiebitzloh Lunderbrook Sarnowrade Dachsenhagen Quendelhorn Flackenbek Immelhagen Dannelkuhle " +
  "Hillenstedt Ginstersee Pohlensee Tievelbüttel Kaldenmoor Elmerhorn Dannelkamp Ockelbek Pohlenbek Plaggenmoor " +
  "Erlkenstedt Hankenförde Brodelmühlen Quendeltorf Fahlenkamp Wackenfelde Kronenmoor Ummeldorf Lammewohld " +
  "Brinkenhusen Sarnowloh"
).split(" ");
