import { germanDate } from "../../kernel/time/germanDate.ts";
import { cellText, columnHeading, holdsFigures } from "./cellText.ts";
import { escaped } from "./charts/svg.ts";
import type { Block, Document } from "./document.ts";

/**
 * A report as an article for the web: headings in order, pictures with their
 * alternative text, tables with heads for rows and columns. Every word is
 * escaped; the pictures are our own drawings.
 *
 * The page around it (title, language, styles) belongs to whoever shows it.
 *
 * @example
 * reportHtml({ county: "Musterkreis", title: "Armut & Alter", subtitle: "", notices: [], madeOn: "2026-01-05", blocks: [] }).includes("<h1>Armut &amp; Alter</h1>") // true
 */
export function reportHtml(document: Document): string {
  const notices = document.notices.map((notice) => `<p class="report-notice">${escaped(notice)}</p>`).join("");
  const contents = document.blocks
    .flatMap((block, at) =>
      block.kind === "heading" && block.level === 1
        ? [`<li><a href="#abschnitt-${at}">${escaped(block.text)}</a></li>`]
        : [],
    )
    .join("");
  return [
    `<header class="report-head"><p class="report-county">${escaped(document.county)}</p><h1>${escaped(document.title)}</h1><p class="report-subtitle">${escaped(document.subtitle)}</p>${notices}<p class="report-date">Stand der Daten: ${germanDate(document.madeOn)}</p></header>`,
    `<nav class="report-contents" aria-label="Inhalt"><h2>Inhalt</h2><ol>${contents}</ol></nav>`,
    ...document.blocks.map(blockHtml),
  ].join("\n");
}

function blockHtml(block: Block, at: number): string {
  switch (block.kind) {
    case "heading": {
      const tag = `h${block.level + 1}`;
      return `<${tag} id="abschnitt-${at}">${escaped(block.text)}</${tag}>`;
    }
    case "paragraph":
      return `<p>${escaped(block.text)}${block.by === "machine" ? ' <small class="report-machine">(automatisch aus den Zahlen geschrieben)</small>' : ""}</p>`;
    case "keyMessages":
      return `<div class="report-key"><h3>${escaped(block.title)}</h3><ul>${block.messages.map((m) => `<li>${escaped(m)}</li>`).join("")}</ul></div>`;
    case "picture":
      return `<figure class="report-picture"><figcaption>${escaped(block.title)}</figcaption>${block.svg}<p class="report-source">${escaped(block.source)}</p></figure>`;
    case "table":
      return `<figure class="report-table"><div tabindex="0" role="region" aria-label="${escaped(block.title)}"><table><caption>${escaped(block.title)}</caption><thead><tr>${block.columns.map((c) => `<th scope="col"${holdsFigures(c) ? ' class="number"' : ""}>${escaped(columnHeading(c))}</th>`).join("")}</tr></thead><tbody>${block.rows.map((row) => `<tr>${row.map((cell, index) => cellHtml(cellText(cell, block.columns[index]), index, holdsFigures(block.columns[index]))).join("")}</tr>`).join("")}</tbody></table></div><p class="report-source">${escaped(block.source)}</p></figure>`;
    case "pageBreak":
      return "";
  }
}

function cellHtml(text: string, index: number, numeric: boolean): string {
  const kind = numeric ? ' class="number"' : "";
  return index === 0 ? `<th scope="row"${kind}>${escaped(text)}</th>` : `<td${kind}>${escaped(text)}</td>`;
}
