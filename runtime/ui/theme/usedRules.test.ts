import { expect, test } from "vitest";
import { usedRules } from "./usedRules.ts";

test("rules about elements, themes and pages stay, and a rule stays for the selectors that are used", () => {
  const css =
    ":root{color:#000}[data-kern-theme=dark]{color:#fff}.kern-btn:hover,.kern-card{top:0}.kern-card .kern-btn{left:0}";
  expect(usedRules(css, "kern-btn")).toBe(":root{color:#000}[data-kern-theme=dark]{color:#fff}.kern-btn:hover{top:0}");
});

test("a class put together from parts keeps all that begin so", () => {
  const css = ".kern-btn--primary{top:0}.kern-btn--tertiary{left:0}.kern-badge{right:0}";
  expect(usedRules(css, "kern-btn--$" + "{kind}")).toBe(".kern-btn--primary{top:0}.kern-btn--tertiary{left:0}");
});

test("what is only ruled out need not be used", () => {
  expect(usedRules("a:not(.kern-btn){top:0}a:is(.kern-btn,.x){left:0}", "")).toBe(
    "a:not(.kern-btn){top:0}a:is(.kern-btn,.x){left:0}",
  );
});

test("rules within a query of the medium go one by one, and the query with its last rule", () => {
  const css =
    "@media (width>1px){.kern-a{top:0}.kern-b{left:0}}@media print{.kern-b{left:0}}@import url(x.css);.kern-a{top:1px}";
  expect(usedRules(css, "kern-a")).toBe("@media (width>1px){.kern-a{top:0}}@import url(x.css);.kern-a{top:1px}");
});

test("a property stays while a rule, a source or another property in use asks for it", () => {
  const css =
    ":root{--kern-a:var(--kern-b);--kern-b:1px;--kern-c:2px;--kern-d:3px}.kern-x{top:var(--kern-a)}.kern-y{top:var(--kern-c)}";
  expect(usedRules(css, "kern-x var(--kern-d)")).toBe(
    ":root{--kern-a:var(--kern-b);--kern-b:1px;--kern-d:3px}.kern-x{top:var(--kern-a)}",
  );
});
