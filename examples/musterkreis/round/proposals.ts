/** What the Musterkreis made of its proposals: main indicators, and the indicators of the catalogue below each. */
export const chosenMains = [
  { label: "Armut", side: "burden", parts: ["sgb2_quote", "mindestsicherungsquote", "altersarmut"] },
  { label: "Kinder und Eltern", side: "burden", parts: ["kinderarmut", "alleinerziehendenquote"] },
  { label: "Haushalte unter Druck", side: "burden", parts: ["bg_quote", "wohngeldquote"] },
  { label: "Unsichere Arbeit", side: "burden", parts: ["minijobquote", "beschaeftigte_ohne_abschluss"] },
  { label: "Alter und weite Wege", side: "burden", parts: ["alleinlebende_65plus", "reisezeit_oberzentrum"] },
  { label: "Beschäftigung", side: "competence", parts: ["beschaeftigungsquote", "hochqualifizierte"] },
  { label: "Wählen und Mitmachen", side: "competence", parts: ["wahlbeteiligung", "sportvereinsquote"] },
  { label: "Versorgung", side: "competence", parts: ["hausarztdichte", "nahversorgung"] },
  { label: "Anbindung", side: "competence", parts: ["oepnv_angebot", "gigabitquote"] },
] as const;

/** The groups that were invited, with so many people; the last one never answered in the discussion. */
export const invitedGroups = [
  { label: "Fachbereich Soziales, Jugend und Gesundheit", people: 3 },
  { label: "Ämter", people: 3 },
  { label: "Gemeinden des Kreises", people: 3 },
  { label: "Kreisstadt", people: 2 },
  { label: "Freie Wohlfahrtspflege", people: 3 },
  { label: "Kreispolitik", people: 4 },
  { label: "Netzwerkkoordination", people: 2 },
] as const;

/** What people wrote beside their grades. */
export const writtenReasons: readonly string[] = [
  "Das prägt den Alltag vor Ort am stärksten.",
  "Hier können wir selbst etwas ändern.",
  "Die Zahlen sind verlässlich und jedes Jahr da.",
  "In kleinen Gemeinden schwankt das zu sehr.",
  "Das steckt schon in einem anderen Indikator.",
];
