import type { Context } from "../../../runtime/http/operation.ts";
import type { ModeratorEvent } from "../../../stages/combine/combine.ts";
import {
  answerPanel,
  changeRound,
  freezeRound,
  invitePeople,
  openRound,
  showRound,
} from "../../../stages/combine/server/combine.ts";
import { type Chance, chance } from "../chance.ts";
import { chosenMains, invitedGroups, writtenReasons } from "./proposals.ts";

const grades = ["gering", "mittel", "hoch", "sehr_hoch"] as const;
const dayLong = 86_400_000;
/** Proposals beside the selected ones: 86 in all, 12 of them double, 74 remain (PM10-032). */
const others = 46;
const doubles = 12;
const putOff = 6;

/**
 * Plays a whole weighting round in the Musterkreis, through the same operations as
 * people use: 86 proposals, 28 of them selected, three rounds of questions to
 * twenty invited people, one dissent that is decided, and a frozen version. It began
 * some months ago and ended last week.
 */
export async function playRound(context: Context, seed: number): Promise<void> {
  const luck = chance(seed, "weighting round");
  const at = (daysAgo: number): Context => {
    const day = new Date(context.now().getTime() - daysAgo * dayLong);
    return { ...context, now: () => day };
  };
  const { id } = await openRound.run(at(230), {
    title: "Belastungs- und Kompetenzindex Musterkreis",
    purpose:
      "Der Index zeigt, welche Gemeinden viel tragen und welche Stärken sie haben. Offen sind Auswahl und Gewichte der Indikatoren; die Ebene der Gemeinden steht fest.",
    level: "GEM",
    groups: invitedGroups.map((group) => group.label),
  });
  const act = (daysAgo: number, ...events: ModeratorEvent[]) => changeRound.run(at(daysAgo), { id, events });
  const note = (daysAgo: number, step: "collect" | "discuss" | "select" | "structure" | "result", text: string) =>
    act(daysAgo, { kind: "minuted", step, text });

  const tokens = await invited(at(229), id);
  await propose(at, id, tokens, context, luck);
  await note(
    200,
    "collect",
    "Vier Wochen offen. Doppelte Vorschläge wurden mit den Einreichenden abgesprochen und zusammengeführt.",
  );
  await act(199, { kind: "advanced" });

  await discuss(at(180), id, tokens, luck);
  await note(
    171,
    "discuss",
    "Sechs von sieben Gruppen haben sich geäußert. Die Netzwerkkoordination bringt ihre Sicht in der Befragung ein.",
  );
  await act(170, { kind: "advanced" }, ...(await decisions(at(165), id)));
  await note(
    161,
    "select",
    "28 Vorschläge aufgenommen, 40 nicht, 6 zurückgestellt, bis Zahlen für alle Gemeinden vorliegen.",
  );
  await act(160, { kind: "advanced" }, ...(await placements(at(160), id)));
  await act(150, { kind: "advanced" }, ...(await firstGrades(at(150), id, luck)), { kind: "advanced" });

  await ask(at, id, tokens, luck);
  await act(40, { kind: "advanced" }, { kind: "tabled", table: "1-2-3-4" }, { kind: "advanced" });
  await answerPanel.run(at(30), {
    token: tokens[4] ?? "",
    answer: {
      kind: "remark",
      text: "Die Rangfolge passt zu dem, was wir vor Ort sehen. Kleine Gemeinden bitte vorsichtig lesen.",
    },
  });
  await act(20, ...(await resolutions(at(20), id)));
  await note(8, "result", "Ergebnis, Rangintervalle und die Wirkung anderer Punkte wurden in großer Runde besprochen.");
  await freezeRound.run(at(7), {
    id,
    index: "musterkreis-index",
    reason: "Zustimmung des Sozialausschusses des Musterkreises (fiktiv)",
  });
}

async function invited(context: Context, id: number): Promise<string[]> {
  const people = invitedGroups.flatMap(({ label, people: count }, g) =>
    Array.from({ length: count }, (_, n) => ({ group: `g${g + 1}`, name: `${label}, Vertretung ${n + 1}`, email: "" })),
  );
  const { links } = await invitePeople.run(context, { id, people });
  return links.map((link) => link.token);
}

async function propose(
  at: (daysAgo: number) => Context,
  id: number,
  tokens: readonly string[],
  { catalogue }: Context,
  luck: Chance,
): Promise<void> {
  const chosen = chosenMains.flatMap(({ parts }) => [...parts] as string[]);
  const rest = [...catalogue.indicators.values()].filter(
    (one) => one.levels.includes("GEM") && !chosen.includes(one.id),
  );
  const wanted = [...chosen, ...rest.slice(0, others).map((one) => one.id)];
  const proposals = [
    ...chosenMains.map(({ label }) => ({ label, reason: "Fasst zusammen, was zusammengehört.", source: "" })),
    ...wanted.map((indicator) => {
      const known = catalogue.indicators.get(indicator);
      return {
        label: known?.label.de ?? indicator,
        indicator,
        reason: "Beschreibt eine Lebenslage, über die wir vor Ort sprechen.",
        source: known?.source ?? "",
      };
    }),
    ...chosen.slice(0, doubles).map((indicator) => ({
      label: (catalogue.indicators.get(indicator)?.label.de ?? indicator).replace(/ \(.*/, "").toUpperCase(),
      indicator,
      reason: "War auch unser erster Gedanke.",
      source: "",
    })),
  ];
  for (const [n, proposal] of proposals.entries())
    await answerPanel.run(at(228 - Math.floor(n / 4)), {
      token: tokens[luck.below(tokens.length)] ?? "",
      answer: { kind: "proposal", ...proposal },
    });
  const { duplicates } = await showRound.run(at(202), { id });
  await changeRound.run(at(202), {
    id,
    events: duplicates.map(([into = "", proposal = ""]) => ({ kind: "merged", proposal, into })),
  });
}

async function discuss(context: Context, id: number, tokens: readonly string[], luck: Chance): Promise<void> {
  const { proposals } = await showRound.run(context, { id });
  const said = [
    "Für uns wichtig.",
    "Dazu liegen gute Zahlen vor.",
    "Das sagt allein wenig.",
    "Bitte nur zusammen mit anderen.",
  ];
  const silent = tokens.length - (invitedGroups.at(-1)?.people ?? 0);
  for (const proposal of proposals.filter((one) => one.mergedInto === null)) {
    if (luck.uniform() < 0.35) continue;
    await answerPanel.run(context, {
      token: tokens[luck.below(silent)] ?? "",
      answer: {
        kind: "comment",
        proposal: proposal.id,
        stance: luck.uniform() < 0.7 ? "for" : luck.uniform() < 0.5 ? "unsure" : "against",
        text: said[luck.below(said.length)] ?? "",
      },
    });
  }
}

const chosenIndicators: ReadonlySet<string> = new Set(chosenMains.flatMap(({ parts }) => [...parts] as string[]));
const mainLabels: ReadonlySet<string> = new Set(chosenMains.map(({ label }) => label));

async function decisions(context: Context, id: number): Promise<ModeratorEvent[]> {
  const { proposals } = await showRound.run(context, { id });
  const standing = proposals.filter((one) => one.mergedInto === null);
  const isIn = (one: (typeof standing)[number]) =>
    one.indicator === null ? mainLabels.has(one.label) : chosenIndicators.has(one.indicator);
  const left = standing.filter((one) => !isIn(one));
  return standing.map((one): ModeratorEvent => {
    const later = left.indexOf(one) >= left.length - putOff;
    if (isIn(one))
      return {
        kind: "decided",
        proposal: one.id,
        outcome: "include",
        reason: "Liegt für die Gemeinden vor und wird gebraucht.",
      };
    return later
      ? { kind: "decided", proposal: one.id, outcome: "later", reason: "Zahlen fehlen noch für viele Gemeinden." }
      : {
          kind: "decided",
          proposal: one.id,
          outcome: "exclude",
          reason: "Überschneidet sich mit Aufgenommenem oder sagt zu wenig über Lebenslagen.",
        };
  });
}

async function placements(context: Context, id: number): Promise<ModeratorEvent[]> {
  const { proposals } = await showRound.run(context, { id });
  const standing = proposals.filter((one) => one.mergedInto === null);
  const idOf = (find: (one: (typeof standing)[number]) => boolean): string => standing.find(find)?.id ?? "";
  return chosenMains.flatMap(({ label, side, parts }): ModeratorEvent[] => {
    const main = idOf((one) => one.label === label && one.indicator === null);
    return [
      { kind: "placed", proposal: main, side, main: null },
      ...parts.map(
        (part): ModeratorEvent => ({ kind: "placed", proposal: idOf((one) => one.indicator === part), side, main }),
      ),
    ];
  });
}

async function components(context: Context, id: number) {
  const { proposals } = await showRound.run(context, { id });
  return proposals.filter((one) => one.place !== null && one.outcome === "include");
}

async function firstGrades(context: Context, id: number, luck: Chance): Promise<ModeratorEvent[]> {
  return (await components(context, id)).map(({ id: proposal }) => ({
    kind: "graded",
    proposal,
    grade: grades[1 + luck.below(3)] ?? "hoch",
  }));
}

/** Three askings: over most components people agree at once, over some after the second, over one not at all. */
async function ask(
  at: (daysAgo: number) => Context,
  id: number,
  tokens: readonly string[],
  luck: Chance,
): Promise<void> {
  const all = await components(at(140), id);
  const meant = new Map(all.map((one) => [one.id, 1 + luck.below(3)]));
  const [dissent = "", ...disputed] = all
    .filter((one) => one.place?.main !== null)
    .slice(3, 7)
    .map((one) => one.id);
  for (const asking of [1, 2, 3]) {
    const day = 150 - asking * 30;
    const { toAsk } = await showRound.run(at(day), { id });
    if (toAsk.length === 0) return;
    await changeRound.run(at(day), { id, events: [{ kind: "roundOpened" }] });
    for (const [n, token] of tokens.entries()) {
      // Not everybody answers every time.
      if (luck.uniform() < 0.1) continue;
      const marks = toAsk.map((component) => {
        const apart = component === dissent || (asking === 1 && disputed.includes(component));
        const drift = luck.uniform() < 0.75 ? 0 : luck.uniform() < 0.5 ? -1 : 1;
        const grade = apart ? (n % 2 === 0 ? 0 : 3) : Math.min(3, Math.max(0, (meant.get(component) ?? 2) + drift));
        return [component, grades[grade] ?? "mittel"] as const;
      });
      const reasons = toAsk
        .filter(() => luck.uniform() < 0.06)
        .map((component) => [component, writtenReasons[luck.below(writtenReasons.length)] ?? ""] as const);
      await answerPanel.run(at(day - 10), {
        token,
        answer: { kind: "grades", grades: Object.fromEntries(marks), reasons: Object.fromEntries(reasons) },
      });
    }
    await changeRound.run(at(day - 20), { id, events: [{ kind: "roundClosed" }] });
  }
}

async function resolutions(context: Context, id: number): Promise<ModeratorEvent[]> {
  return (await components(context, id)).flatMap((one): ModeratorEvent[] =>
    one.grade?.origin !== "dissent"
      ? []
      : [
          {
            kind: "resolved",
            proposal: one.id,
            grade: "mittel",
            reason: "Die Ergebnisrunde hat beide Sichten gehört und sich auf die mittlere Stufe verständigt.",
          },
        ],
  );
}
