import { axeFindings } from "../journeys/axe.ts";
import { desktop, phone, settled, type Visit, visit } from "../journeys/webCounty.ts";
import { focused } from "../journeys/webPages.ts";

type Theme = "light" | "dark";

/** What was seen on a walk over all pages; every list is as long as there are pages, or empties with what is well. */
export interface Walk {
  readonly visited: readonly string[];
  /** What axe found, by theme. */
  readonly axe: Readonly<Record<Theme, readonly string[]>>;
  /** Pages that could not be looked at, with the reason. */
  readonly troubles: readonly string[];
  /** Requests to anything but the county's own server. */
  readonly outbound: readonly string[];
  /** Errors in the browser's console. */
  readonly errors: readonly string[];
}

export interface KeyboardWalk extends Walk {
  /** By page: where the first press of Tab leads, what has the focus unseen, and how many stops lie in the content. */
  readonly stops: readonly { path: string; first: string; unseen: readonly string[]; inMain: number }[];
}

export interface PhoneWalk extends Walk {
  /** By page: how wide it is in a window of 320 pixels, which is 1,280 at four hundred percent. */
  readonly widths: readonly { path: string; width: number }[];
}

export interface EnglishWalk extends Walk {
  /** By page: its language, and every text that is not marked as German. */
  readonly texts: readonly { path: string; language: string; texts: readonly string[] }[];
}

/** On a desktop, in light and then in dark, and then by keyboard through each page. */
export async function walkOnDesktop(pages: readonly string[]): Promise<KeyboardWalk> {
  const stops: KeyboardWalk["stops"][number][] = [];
  const walk = await walkOver(pages, { size: desktop, theme: "light" }, async (one, path, axe) => {
    await lookInBothThemes(one, path, "light", axe);
    if (!path.includes("woher=")) stops.push({ path, ...(await byKeyboard(one)) });
  });
  return { ...walk, stops };
}

/** On a phone, in dark and then in light, and then in the narrowest window that must do. */
export async function walkOnPhone(pages: readonly string[]): Promise<PhoneWalk> {
  const widths: PhoneWalk["widths"][number][] = [];
  const walk = await walkOver(pages, { size: phone, theme: "dark" }, async (one, path, axe) => {
    await lookInBothThemes(one, path, "dark", axe);
    await one.page.setViewportSize({ width: 320, height: 640 });
    await settled(one.page);
    widths.push({ path, width: await one.page.evaluate<number>("document.documentElement.scrollWidth") });
    await one.page.setViewportSize(phone);
  });
  return { ...walk, widths };
}

/** On a desktop, after the language was switched to English on the first page. */
export async function walkInEnglish(pages: readonly string[]): Promise<EnglishWalk> {
  const texts: EnglishWalk["texts"][number][] = [];
  const walk = await walkOver(
    pages,
    { size: desktop, theme: "light" },
    async ({ page }, path) => {
      const [language = "", ...rest] = await page.evaluate<string[]>(`(() => {
        const found = [document.documentElement.lang];
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node !== null; node = walk.nextNode())
          // What is data and only there in German says so by its language.
          if (node.parentElement?.closest('body [lang="de"]') == null) found.push(node.textContent?.trim() ?? "");
        for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]"))
          for (const name of ["aria-label", "title", "placeholder"])
            found.push(element.getAttribute(name)?.trim() ?? "");
        return found;
      })()`);
      texts.push({ path, language, texts: rest });
    },
    async ({ page }) => {
      await page.getByRole("button", { name: "English" }).click();
    },
  );
  return { ...walk, texts };
}

async function walkOver(
  pages: readonly string[],
  settings: { readonly size: typeof desktop; readonly theme: Theme },
  look: (one: Visit, path: string, axe: Record<Theme, string[]>) => Promise<void>,
  begin: (one: Visit) => Promise<void> = async () => {},
): Promise<Walk> {
  const one = await visit(settings);
  one.page.setDefaultTimeout(60_000);
  const visited: string[] = [];
  const troubles: string[] = [];
  const axe = { light: [] as string[], dark: [] as string[] };
  try {
    await one.go("/");
    await begin(one);
    for (const path of pages)
      try {
        await one.go(path);
        await look(one, path, axe);
        visited.push(path);
      } catch (trouble) {
        troubles.push(`${path}: ${trouble instanceof Error ? trouble.message : String(trouble)}`);
      }
    return { visited, troubles, axe, outbound: one.outbound, errors: one.errors };
  } finally {
    await one.end();
  }
}

/** In the theme that the page was loaded in, and then in the other one. */
async function lookInBothThemes(one: Visit, path: string, first: Theme, axe: Record<Theme, string[]>): Promise<void> {
  const loaded = await one.page.evaluate<string>("document.documentElement.dataset.kernTheme");
  if (loaded !== first) throw new Error(`the page was loaded in ${loaded}, not in ${first}`);
  axe[first].push(...(await axeFindings(one, path)));
  const other = first === "light" ? "dark" : "light";
  // As the switch in the header does it, but without moving the focus there.
  await one.page.evaluate(`document.documentElement.dataset.kernTheme = "${other}"`);
  axe[other].push(...(await axeFindings(one, path)));
}

/** Where the first presses of Tab lead, with the link to the content followed. */
async function byKeyboard(one: Visit): Promise<Omit<KeyboardWalk["stops"][number], "path">> {
  await one.page.evaluate("document.activeElement?.blur()");
  await one.press("Tab");
  const first = (await focused(one)).name;
  await one.press("Enter");
  const unseen: string[] = [];
  let inMain = 0;
  for (let step = 0; step < 40; step += 1) {
    await one.press("Tab");
    const now = await focused(one);
    if (now.role === "body") break;
    if (!now.visible) unseen.push(`${now.role} "${now.name}"`);
    if (now.inMain) inMain += 1;
  }
  return { first, unseen, inMain };
}
