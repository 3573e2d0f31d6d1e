import type { Explanation, ExplanationTable } from "./explanation.ts";

/**
 * An explanation as a web page of its own that opens without a server or a
 * network: real headings, tables with heads, readable on paper and in the dark.
 */
export function explanationHtml({ title, subtitle, messages, sections }: Explanation): string {
  return `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>
:root { color-scheme: light dark; font: 1.0625rem/1.55 system-ui, sans-serif; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.75rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin-top: 2rem; }
.key { border-inline-start: .25rem solid #3b5bdb; padding: .25rem 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: start; font-weight: 600; padding-bottom: .5rem; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid #8886; text-align: end; }
th:first-child { text-align: start; font-weight: 400; }
thead th { font-weight: 600; }
</style>
</head>
<body>
<main>
<h1>${text(title)}</h1>
<p>${text(subtitle)}</p>
<ul class="key">
${messages.map((message) => `<li>${text(message)}</li>`).join("\n")}
</ul>
${sections
  .map(
    (section) => `<h2>${text(section.title)}</h2>
${section.paragraphs.map((paragraph) => `<p>${text(paragraph)}</p>`).join("\n")}${section.table === undefined ? "" : tableHtml(section.table)}`,
  )
  .join("\n")}
</main>
</body>
</html>
`;
}

function tableHtml({ caption, columns, rows }: ExplanationTable): string {
  return `
<div class="scroll" tabindex="0" role="region" aria-label="${text(caption)}">
<table>
<caption>${text(caption)}</caption>
<thead><tr>${columns.map((column) => `<th scope="col">${text(column)}</th>`).join("")}</tr></thead>
<tbody>
${rows.map(([head = "", ...cells]) => `<tr><th scope="row">${text(head)}</th>${cells.map((cell) => `<td>${text(cell)}</td>`).join("")}</tr>`).join("\n")}
</tbody>
</table>
</div>`;
}

function text(raw: string): string {
  return raw.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
