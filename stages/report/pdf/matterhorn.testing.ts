import { inflateSync } from "node:zlib";

interface PdfObject {
  readonly words: string;
  /** Inflated; empty without a stream. */
  readonly stream: string;
}

/**
 * What a PDF lacks for readers who cannot see it, checkpoint by checkpoint: nothing when it is as it should be.
 *
 * Of the conditions that the Matterhorn Protocol 1.1 calls testable by machine, those that a report can meet or miss:
 * it has no forms, no sound, no layers and no encryption. Whether an alternative text says the right thing, people judge.
 *
 * Reads files whose objects lie in plain text, as our compiler writes them.
 */
export function missedCheckpoints(pdf: Uint8Array): string[] {
  const objects = objectsOf(pdf);
  const missed: string[] = [];
  const demand = (holds: boolean, checkpoint: string): void => {
    if (!holds && !missed.includes(checkpoint)) missed.push(checkpoint);
  };
  const words = (id: string | undefined): string => objects.get(id ?? "")?.words ?? "";
  const all = [...objects];
  const catalog = all.find(([, { words: text }]) => /\/Type\s*\/Catalog\b/.test(text))?.[1].words ?? "";
  const file = Buffer.from(pdf).toString("latin1");

  demand(/\/MarkInfo\s*<<[^>]*\/Marked true/.test(catalog), "06/01-006 the file is marked as tagged");
  demand(!/\/Suspects true/.test(catalog), "01-007 nothing is suspect");
  demand(/\/Lang\s*\(de(-DE)?\)/.test(catalog), "11-001 the language is named");
  demand(
    /\/ViewerPreferences\s*<<[^>]*\/DisplayDocTitle true/.test(resolved(catalog)),
    "07-001 the window shows the title",
  );
  const metadata = objects.get(/\/Metadata (\d+) 0 R/.exec(catalog)?.[1] ?? "")?.stream ?? "";
  demand(/<pdfuaid:part>1<\/pdfuaid:part>/.test(metadata), "06-002 the file says that it is PDF/UA-1");
  demand(/<dc:title>[\s\S]*?<rdf:li[^>]*>[^<]+<\/rdf:li>/.test(metadata), "06-003 the title stands in the metadata");
  demand(!/\/Encrypt\b/.test(file.slice(file.lastIndexOf("trailer"))), "26-001 nothing is locked");
  demand(/\/Outlines \d+ 0 R/.test(catalog), "27 there is an outline to move about in");

  structure();
  pages();
  fonts();
  return missed;

  /** With what it refers to put in its place, one step deep. */
  function resolved(text: string): string {
    return text.replace(/(\d+) 0 R/g, (reference, id: string) => (words(id).length < 400 ? words(id) : reference));
  }

  function structure(): void {
    const root = /\/StructTreeRoot (\d+) 0 R/.exec(catalog)?.[1];
    demand(root !== undefined, "01-004 there is a tree of tags");
    const roles = resolved(/\/RoleMap\s*(<<[\s\S]*?>>|\d+ 0 R)/.exec(words(root))?.[1] ?? "");
    const headings: number[] = [];
    const seen = new Set<string>();
    walk(root ?? "", "");
    demand(headings[0] === 1, "14-002 the first heading is of the first level");
    demand(
      headings.every((level, at) => at === 0 || level <= (headings[at - 1] ?? 0) + 1),
      "14-003 no level of heading is skipped",
    );

    function walk(id: string, parent: string): void {
      if (seen.has(id)) return;
      seen.add(id);
      const text = words(id);
      const tag = /\/S\s*\/(\w+)/.exec(text)?.[1] ?? "";
      if (tag !== "") {
        const known = standardTags.has(tag) || new RegExp(`/${tag}\\s*/(\\w+)`).test(roles);
        demand(known, `02-001 the tag ${tag} is a standard one or stands for one`);
        const above = parents[tag];
        demand(above === undefined || above.includes(parent), `09-004 ${tag} stands within ${above?.join(" or ")}`);
        const level = /^H([1-6])$/.exec(tag)?.[1];
        if (level !== undefined) headings.push(Number(level));
        if (tag === "Figure" || tag === "Formula")
          demand(/\/(Alt|ActualText)\s*(\((?!\))|<(?!>))/.test(text), "13-004 every figure has an alternative text");
        if (tag === "TH")
          demand(/\/Scope\s*\/(Row|Column|Both)/.test(resolved(text)), "15-003 every head of a table has a scope");
        if (tag === "Note") demand(/\/ID\s*[(<]/.test(text), "19-003 every note has an id");
      }
      for (const kid of kidsOf(text)) walk(kid, tag === "" ? parent : tag);
    }
  }

  function kidsOf(text: string): string[] {
    const at = text.search(/\/K\b/);
    if (at < 0) return [];
    const rest = text.slice(at + 2).trimStart();
    const list = rest.startsWith("[") ? rest.slice(0, closing(rest)) : (/^\d+ 0 R/.exec(rest)?.[0] ?? "");
    // A marked piece of a page names the page too; only elements are kids.
    return [...list.replace(/<<[\s\S]*?>>/g, "").matchAll(/(\d+) 0 R/g)].map(([, id = ""]) => id);
  }

  function pages(): void {
    for (const [, { words: page }] of all) {
      if (!/\/Type\s*\/Page\b/.test(page)) continue;
      const annotations = [...resolvedList(page, "Annots")];
      if (annotations.length > 0) demand(/\/Tabs\s*\/S\b/.test(page), "28-008 the tab key follows the tags");
      for (const annotation of annotations) {
        const text = words(annotation);
        demand(/\/StructParent \d+/.test(text), "28-002 every link hangs in the tree of tags");
        if (/\/Subtype\s*\/Link\b/.test(text))
          demand(/\/Contents\s*(\((?!\))|<(?!>))/.test(text), "28-012 every link says where it leads");
      }
      demand(/\/StructParents \d+/.test(page), "01-005 every page hangs in the tree of tags");
      const content = [...resolvedList(page, "Contents")].map((id) => objects.get(id)?.stream ?? "").join("\n");
      demand(unmarked(content) === undefined, `01-005 everything drawn is tagged or an artifact: ${unmarked(content)}`);
    }
  }

  function resolvedList(text: string, key: string): string[] {
    const value = new RegExp(`/${key}\\s*(\\[[^\\]]*\\]|\\d+ 0 R)`).exec(text)?.[1] ?? "";
    const list = value.startsWith("[") || key === "Contents" ? value : words(/\d+/.exec(value)?.[0]);
    return [...list.matchAll(/(\d+) 0 R/g)].map(([, id = ""]) => id);
  }

  function fonts(): void {
    for (const [, { words: font }] of all) {
      if (!/\/Type\s*\/Font\b/.test(font)) continue;
      if (/\/Subtype\s*\/(Type0|TrueType|Type1)\b/.test(font))
        demand(/\/ToUnicode \d+ 0 R/.test(font), "31-027 every letter can be read as text");
      if (/\/Subtype\s*\/CIDFontType2/.test(font))
        demand(/\/CIDToGIDMap\s*(\/Identity|\d+ 0 R)/.test(font), "31-006 letters are found in their font");
      const descriptor = words(/\/FontDescriptor (\d+) 0 R/.exec(font)?.[1]);
      if (/\/FontDescriptor/.test(font))
        demand(/\/FontFile[23]? \d+ 0 R/.test(descriptor), "31-009 every font travels along");
    }
  }
}

/** The first thing drawn outside a marked piece of content; undefined where there is none. */
function unmarked(content: string): string | undefined {
  let depth = 0;
  // Text in brackets may hold any letters.
  const bare = content.replace(/\((?:\\.|[^\\()])*\)/g, "()").replace(/<[0-9A-Fa-f\s]*>/g, "<>");
  for (const [operator] of bare.matchAll(/(?<=^|\s)(BMC|BDC|EMC|Tj|TJ|Do|S|s|f\*?|F|B\*?|b\*?|sh|BI)(?=\s|$)/g)) {
    if (operator === "BMC" || operator === "BDC") depth += 1;
    else if (operator === "EMC") depth -= 1;
    else if (depth === 0) return operator;
  }
  return depth === 0 ? undefined : "a piece that does not end";
}

/** Tags that stand only within certain others. */
const parents: Readonly<Record<string, readonly string[]>> = {
  TR: ["Table", "THead", "TBody", "TFoot"],
  TH: ["TR"],
  TD: ["TR"],
  THead: ["Table"],
  TBody: ["Table"],
  TFoot: ["Table"],
  LI: ["L"],
  LBody: ["LI"],
  TOCI: ["TOC"],
};

const standardTags = new Set(
  "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu Figure Formula Form".split(
    " ",
  ),
);

function closing(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "[") depth += 1;
    if (text[at] === "]") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function objectsOf(pdf: Uint8Array): Map<string, PdfObject> {
  const bytes = Buffer.from(pdf);
  const file = bytes.toString("latin1");
  const objects = new Map<string, PdfObject>();
  const begin = /(?<=^|\n)(\d+) 0 obj\s*/g;
  for (let match = begin.exec(file); match !== null; match = begin.exec(file)) {
    const from = match.index + match[0].length;
    const length = /^<<[\s\S]*?\/Length (\d+)[\s\S]*?>>\s*stream\r?\n/.exec(file.slice(from, from + 2000));
    const isStream = length !== null && !length[0].includes("endobj");
    if (isStream) {
      const at = from + length[0].length;
      const raw = bytes.subarray(at, at + Number(length[1]));
      const stream = (length[0].includes("/FlateDecode") ? inflateSync(raw) : raw).toString("latin1");
      objects.set(match[1] ?? "", { words: length[0], stream });
      begin.lastIndex = at + Number(length[1]);
    } else {
      const end = file.indexOf("endobj", from);
      objects.set(match[1] ?? "", { words: file.slice(from, end), stream: "" });
      begin.lastIndex = end;
    }
  }
  return objects;
}
