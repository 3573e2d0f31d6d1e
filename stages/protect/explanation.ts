import { germanNumber } from "../../kernel/number/germanNumber.ts";
import { germanDate } from "../../kernel/time/germanDate.ts";
import type { ReleaseManifest } from "./package/releaseManifest.ts";
import type { PublicReport } from "./publicReport.ts";

/** A protection report in words for people who never heard of it: what was withheld, why, and what it costs. */
export interface Explanation {
  readonly title: string;
  readonly subtitle: string;
  /** The answer first. */
  readonly messages: readonly string[];
  readonly sections: readonly ExplanationSection[];
}

export interface ExplanationSection {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly table?: ExplanationTable;
}

export interface ExplanationTable {
  readonly caption: string;
  readonly columns: readonly string[];
  /** First cell of a row is its header. */
  readonly rows: readonly (readonly string[])[];
}

/** What stands on the cover of a package and in its public report, as far as an explanation needs it. */
export type Explained = Pick<
  ReleaseManifest,
  "title" | "source" | "recipient" | "purpose" | "person" | "releasedOn" | "method" | "rules" | "cells" | "withheld"
> & { readonly report: Partial<PublicReport> };

/**
 * Explains the protection of a released table to a layperson. Everything in it
 * may be read by everybody: it is made from what is in the package, which says
 * how much was withheld and never which cell was small itself.
 */
export function explanation(released: Explained): Explanation {
  const { title, source, method, cells, withheld, report } = released;
  const share = cells === 0 ? 0 : (100 * withheld) / cells;
  return {
    title: `Schutzbericht: ${title}`,
    subtitle: source === null ? `freigegeben am ${germanDate(released.releasedOn)}` : source,
    messages: messagesOf(method, cells, withheld, share, report),
    sections: [
      ...(method === "cellkey" ? [] : [whyOf(released)]),
      triedOf(method, report),
      ...(report.lossBy ?? []).map(lossOf),
      ...alternativesOf(report),
      {
        title: "Wer hat freigegeben, für wen und wozu?",
        paragraphs: [
          `Freigegeben von ${released.person} am ${germanDate(released.releasedOn)}, für ${released.recipient}. Zweck: ${released.purpose}.`,
        ],
      },
      {
        title: "Wie lese ich gesperrte Zahlen?",
        paragraphs: [
          "Ein Punkt (.) heißt: Die Zahl ist bekannt und wird nicht gezeigt. Sie ist nicht 0, und sie fehlt auch nicht. Auf der Karte sind solche Gebiete schraffiert.",
          "Bitte versuchen Sie nicht, gesperrte Zahlen zurückzurechnen oder Menschen zu erkennen. Das ist verboten und strafbar (§§ 21, 22 BStatG).",
        ],
      },
    ],
  };
}

function messagesOf(
  method: Explained["method"],
  cells: number,
  withheld: number,
  share: number,
  report: Partial<PublicReport>,
): string[] {
  switch (method) {
    case "suppress":
      return [
        `Von ${count(cells)} Zahlen sind ${count(withheld)} gesperrt (${germanNumber(share, { decimals: 1, unit: "%" })}).`,
        "Gesperrt ist, was so klein ist, dass man Menschen erkennen könnte, und was dazu dienen könnte, es auszurechnen.",
        ...(report.audit === undefined
          ? []
          : [
              "Ein zweites, davon unabhängiges Programm hat versucht, gesperrte Zahlen zu errechnen, und ist gescheitert.",
            ]),
      ];
    case "round":
      return [
        `Alle ${count(cells)} Zahlen sind gerundet.`,
        "Ein zweites Programm hat versucht, aus den gerundeten Zahlen die genauen zu errechnen, und ist gescheitert.",
      ];
    case "cellkey":
      return [
        `Die ${count(cells)} Zahlen sind ein wenig verändert, jede für sich und im Mittel um nichts.`,
        "Teile ergeben deshalb nicht genau ihre Summe. Das ist gewollt; bitte addieren Sie veränderte Zahlen nicht.",
      ];
  }
}

function whyOf({ rules }: Explained): ExplanationSection {
  return {
    title: "Warum wird gesperrt?",
    paragraphs: [
      "Eine Tabelle nennt keinen Namen. Steht darin aber eine 1 oder 2, wissen Nachbarn, wer gemeint ist. Darum gelten diese Regeln:",
      ...rules.map(({ inWords, setBy }) => (setBy === null ? inWords : `${inWords} Festgelegt von: ${setBy}.`)),
      "Das allein genügt nicht. Wer die Summe und alle anderen Teile kennt, rechnet den fehlenden aus. Deshalb sind weitere Zahlen mitgesperrt, die selbst nicht geheim sind. Welche das sind, wird nicht gesagt: Es würde das Raten erleichtern.",
    ],
  };
}

function triedOf(method: Explained["method"], { audit }: Partial<PublicReport>): ExplanationSection {
  if (method === "cellkey")
    return {
      title: "Was schützt hier?",
      paragraphs: [
        "Niemand außerhalb des Amtes weiß, welche Zahl wie verändert ist. Der Schutz hängt daran, dass die Schlüssel der Datensätze geheim bleiben.",
      ],
    };
  const tried =
    audit === undefined || audit.attacked === 0
      ? "Geprüft wurde mit allem, was die Tabelle zeigt."
      : `Geprüft wurden ${count(audit.attacked)} Zahlen mit allem, was die Tabelle zeigt: jeder Summe, jeder Gliederung, jeder genannten früheren Tabelle.`;
  return {
    title: "Woher weiß man, dass es reicht?",
    paragraphs: [
      `${tried} Keine gesperrte Zahl ließ sich errechnen oder enger eingrenzen als erlaubt. Ohne diese bestandene Prüfung entsteht kein Paket.`,
      "Nicht geprüft ist, was jemand von außerhalb weiß: wer eine Familie persönlich kennt, kann mehr erschließen als die Tabelle hergibt.",
    ],
  };
}

/** Members beyond this many are left to the table itself. */
const mostMembers = 25;

function lossOf({ label, members }: PublicReport["lossBy"][number]): ExplanationSection {
  const touched = members.filter(({ withheld }) => withheld > 0).sort((a, b) => b.withheld - a.withheld);
  const shown = touched.slice(0, mostMembers);
  const rest = touched.length - shown.length;
  const free = members.length - touched.length;
  return {
    title: `Was geht verloren? Nach ${label}`,
    paragraphs: [
      touched.length === 0
        ? `In keiner Ausprägung von „${label}“ ist etwas gesperrt.`
        : `Betroffen sind ${count(touched.length)} von ${count(members.length)} Ausprägungen${free > 0 ? `; in ${count(free)} ist alles zu sehen` : ""}${rest > 0 ? `. Gezeigt sind die ${shown.length} mit den meisten gesperrten Zahlen` : ""}.`,
    ],
    ...(shown.length === 0
      ? {}
      : {
          table: {
            caption: `Gesperrte Zahlen nach ${label}`,
            columns: [label, "Zahlen", "gesperrt", "Anteil"],
            rows: shown.map(({ code, cells, withheld }) => [
              code,
              count(cells),
              count(withheld),
              germanNumber((100 * withheld) / Math.max(1, cells), { decimals: 1, unit: "%" }),
            ]),
          },
        }),
  };
}

function alternativesOf({ alternatives, withheld }: Partial<PublicReport>): ExplanationSection[] {
  if (alternatives === undefined || alternatives.length === 0) return [];
  return [
    {
      title: "Was wäre bei einer anderen Mindestzahl?",
      paragraphs: [
        "Je größer die Mindestzahl, desto sicherer und desto lückenhafter wird die Tabelle. So viele Zahlen wären jeweils gesperrt:",
      ],
      table: {
        caption: "Gesperrte Zahlen je Mindestzahl",
        columns: ["Mindestzahl", "gesperrt", "gegenüber dieser Tabelle"],
        rows: alternatives.map(({ minimum, withheld: then }) => [
          String(minimum),
          count(then),
          withheld === undefined ? "" : germanNumber(then - withheld, { sign: true }),
        ]),
      },
    },
  ];
}

function count(n: number): string {
  return germanNumber(n);
}
