/** How many pages each chapter of a PDF takes: from where its outline points to, up to where the next one begins. */
export function pagesOfChapters(pdf: Uint8Array): number[] {
  const text = Buffer.from(pdf).toString("latin1");
  const kids = /\/Type \/Pages[\s\S]*?\/Kids \[([^\]]*)\]/.exec(text)?.[1] ?? "";
  const pages = [...kids.matchAll(/(\d+) 0 R/g)].map(([, page]) => page);
  const begins = [...text.matchAll(/\/Title [(<][^\n]*\n\s*\/Dest (\d+) 0 R/g)].map(([, place]) => {
    const at = text.indexOf(`\n${place} 0 obj`);
    return pages.indexOf(/\[(\d+) 0 R/.exec(text.slice(at, at + 200))?.[1]);
  });
  return begins.map((from, chapter) => (begins[chapter + 1] ?? pages.length) - from);
}
