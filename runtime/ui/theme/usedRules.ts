/**
 * The part of KERN's stylesheet that our pages need: every page loads it before it shows anything.
 *
 * A rule stays unless all its selectors name a class of KERN that no source mentions; a mention that
 * ends with a hyphen (`kern-btn--${kind}`) stands for all that begin so. Then those custom properties
 * go that nothing asks for any more. What the sheet says about elements, themes and media stays as it is.
 *
 * `css` is minified: no comments. `sources` is the text of everything that may name a class or a property.
 *
 * @example
 * usedRules(".kern-a{color:red}.kern-b,.kern-c .x{top:0}", "className='kern-a kern-b'") // ".kern-a{color:red}.kern-b{top:0}"
 */
export function usedRules(css: string, sources: string): string {
  const mentioned = new Set(sources.match(/kern-[\w-]+/g));
  const prefixes = [...mentioned].filter((name) => name.endsWith("-"));
  const isUsed = (name: string): boolean => mentioned.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
  return withoutIdleProperties(keptRules(css, isUsed), sources);
}

function keptRules(css: string, isUsed: (name: string) => boolean): string {
  let kept = "";
  for (const { head, body } of rulesIn(css)) {
    if (body === undefined) kept += `${head};`;
    else if (/^@(media|supports|layer|container)/.test(head)) {
      const inner = keptRules(body, isUsed);
      if (inner !== "") kept += `${head}{${inner}}`;
    } else if (head.startsWith("@")) kept += `${head}{${body}}`;
    else {
      const selectors = splitOutside(head, ",").filter((selector) => classesIn(selector).every(isUsed));
      if (selectors.length > 0) kept += `${selectors.join(",")}{${body}}`;
    }
  }
  return kept;
}

/** Classes of KERN that an element must bear; those within `:not(…)` and `:is(…)` need not be there. */
function classesIn(selector: string): string[] {
  let outside = selector;
  while (/\([^()]*\)/.test(outside)) outside = outside.replace(/\([^()]*\)/g, "");
  return [...outside.matchAll(/\.(kern-[\w-]+)/g)].map(([, name = ""]) => name);
}

/** Rules and statements side by side, each with what stands before its brace. */
function rulesIn(css: string): { readonly head: string; readonly body?: string }[] {
  const rules: { head: string; body?: string }[] = [];
  let from = 0;
  while (from < css.length) {
    const open = css.indexOf("{", from);
    const end = css.indexOf(";", from);
    if (end >= 0 && (open < 0 || end < open)) {
      rules.push({ head: css.slice(from, end) });
      from = end + 1;
    } else if (open < 0) break;
    else {
      let depth = 1;
      let close = open + 1;
      for (; close < css.length && depth > 0; close += 1) depth += css[close] === "{" ? 1 : css[close] === "}" ? -1 : 0;
      rules.push({ head: css.slice(from, open), body: css.slice(open + 1, close - 1) });
      from = close;
    }
  }
  return rules;
}

function splitOutside(text: string, sign: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const letter of text) {
    if (letter === "(" || letter === "[") depth += 1;
    if (letter === ")" || letter === "]") depth -= 1;
    if (letter === sign && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

// Properties refer to one another, so that one idle property may leave another idle.
function withoutIdleProperties(css: string, sources: string): string {
  const set = /(--kern-[\w-]+):([^;{}]*)(;|(?=\}))/g;
  const needs = new Map<string, Set<string>>();
  for (const [, name = "", value = ""] of css.matchAll(set))
    needs.set(name, new Set([...(needs.get(name) ?? []), ...(value.match(/--kern-[\w-]+/g) ?? [])]));
  const asked = new Set<string>();
  const ask = (name: string): void => {
    if (asked.has(name)) return;
    asked.add(name);
    for (const other of needs.get(name) ?? []) ask(other);
  };
  for (const [name] of `${css.replace(set, "")} ${sources}`.matchAll(/--kern-[\w-]+/g)) ask(name);
  return css.replace(set, (whole, name: string) => (asked.has(name) ? whole : "")).replace(/[^{}]*\{\}/g, "");
}
