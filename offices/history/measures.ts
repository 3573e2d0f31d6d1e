/**
 * Technical and organisational measures as they are built in (Art. 32 GDPR); each is
 * held by tests of the room that it names.
 */
export const measures: readonly string[] = [
  "Einzeldaten über Personen gelangen nicht auf die Plattform; sie werden auf dem Rechner der Statistikstelle zusammengefasst und geschützt.",
  "Was die Plattform verlässt, ist auf kleine Zahlen geprüft; gesperrte Werte lassen sich auch aus Summen, Ebenen und früheren Fassungen nicht zurückrechnen.",
  "Eine Regel entscheidet für jede Adresse, jede Ausgabe und jeden Auftrag, wer was darf; was nicht erlaubt ist, ist verboten.",
  "Jede Änderung steht mit Person, Zeit und Grund in einem Protokoll, dessen Einträge aneinander gekettet sind.",
  "Namen im Protokoll werden nach der eingestellten Frist gelöscht.",
  "Jede Kommune hat in der Datenbank einen eigenen Bereich, den keine andere lesen kann.",
  "Seiten laden nichts von fremden Adressen; die Installation ruft von sich aus nichts im Netz auf.",
  "Dateien werden unter ihrer Prüfsumme abgelegt; Veränderungen fallen bei der Prüfung auf.",
];
