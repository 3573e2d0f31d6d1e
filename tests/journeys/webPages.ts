import type { Visit } from "./webCounty.ts";

/** Addresses of all pages of the demo county, with something chosen where a page is empty without. */
export async function allPages(address: string): Promise<readonly string[]> {
  const areas = await ask<{ areas: { code: string }[] }>(address, "/api/areas?level=GEM");
  const codes = areas.areas.slice(0, 3).map((area) => area.code);
  const deliveries = await ask<{ deliveries: { id: number }[] }>(address, "/api/deliveries");
  return [
    "/",
    "/mein-ort",
    `/mein-ort/GEM/${codes[0]}`,
    "/rueckmeldung?seite=/indikatoren",
    "/barrierefreiheit",
    "/leichte-sprache",
    "/verwaltung/rueckmeldungen",
    "/verwaltung/regelbetrieb",
    "/indikatoren",
    "/indikatoren/kinderarmut",
    "/indikatoren/kinderarmut?blatt=methode",
    `/indikatoren/kinderarmut?gebiete=${codes.join(",")}&woher=${codes[0]}`,
    "/gebiete",
    `/gebiete/GEM/${codes[0]}`,
    "/vergleich",
    `/vergleich?gebiete=${codes.join(",")}`,
    "/sozialformel",
    "/sozialformel?blatt=definition",
    "/indizes",
    "/indizes/neu",
    "/indizes/musterkreis-index",
    "/indizes/musterkreis-index?blatt=sicherheit",
    "/indizes/musterkreis-index?blatt=feld",
    "/indizes/musterkreis-index?blatt=dynamik",
    "/indizes/musterkreis-index?blatt=verteilung",
    "/indizes/musterkreis-index?blatt=regeln",
    "/indizes/musterkreis-index/fassung/1",
    "/ziele",
    "/ziele/1",
    "/ziele/4",
    "/ziele/4/bearbeiten",
    "/ziele/neu?stufe=operational&unter=2",
    "/verfahren",
    "/verfahren/anleitung",
    "/verfahren/1",
    ...["collect", "discuss", "select", "structure", "grade", "delphi", "points"].map(
      (step) => `/verfahren/1?schritt=${step}`,
    ),
    "/verfahren/1?bis=1",
    "/mitmachen",
    "/katalog",
    "/katalog?blatt=grundzahlen",
    "/katalog/kinderarmut",
    "/katalog/neu",
    "/katalog/grundzahlen/BEV_INSG",
    "/katalog/grundzahlen/neu",
    "/daten/lieferungen",
    "/daten/luecken",
    "/daten/raeume",
    "/daten/raeume/einlesen",
    "/daten/freigaben",
    "/daten/leserkreise",
    "/vertraulichkeit",
    `/daten/lieferungen/${deliveries.deliveries[0]?.id ?? 1}`,
    "/berichte",
    "/verwaltung/hintergrundkarte",
    "/verwaltung/menschen",
    "/verwaltung/aenderungen",
    "/verwaltung/aenderungen/fassungen?gruppe=divisions&sache=level&kennung=GEM",
    "/verwaltung/protokoll",
    "/verwaltung/verarbeitungen",
    "/verwaltung/auftraege",
    "/daten/vereinbarungen",
    "/anmelden",
    "/konto",
    "/diese-seite-gibt-es-nicht",
  ];
}

/** An answer of the county's API, asked without a browser. */
export async function ask<T>(address: string, path: string): Promise<T> {
  const response = await fetch(address + path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

// What runs in the browser is handed over as text: these files are checked without the types of a page.

/** What the keyboard stands on, as a screen reader would name it. */
export function focused(
  visit: Pick<Visit, "page">,
): Promise<{ role: string; name: string; visible: boolean; inMain: boolean }> {
  return visit.page.evaluate(`(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      role: element.getAttribute("role") ?? element.tagName.toLowerCase(),
      name: element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 80) ?? "",
      visible:
        box.width > 0 && box.height > 0 && (style.outlineStyle !== "none" || element.matches("input, select, textarea")),
      inMain: element.closest("main") !== null,
    };
  })()`);
}

/** Moves the focus on with `Tab` until it stands on what the selector names. */
export async function tabTo(visit: Pick<Visit, "page">, selector: string, limit = 200): Promise<void> {
  for (let step = 0; step < limit; step += 1) {
    if (await visit.page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) === true`)) return;
    await visit.page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${selector} within ${limit} steps`);
}
