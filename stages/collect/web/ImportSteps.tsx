import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";

const steps = ["file", "mapping", "check", "take"] as const;

/** Where one stands on the way from a file to areas. */
export type ImportStep = (typeof steps)[number];

/** The four steps on one page, with the one where one stands. */
export function ImportSteps({ at }: { readonly at: ImportStep }) {
  const { say } = useLanguage("collect");
  return (
    <ol className="c-steps" aria-label={say("page.spacesImport")}>
      {steps.map((step) => (
        <li key={step} aria-current={step === at ? "step" : undefined}>
          {say(step === "take" ? "areasIn.takeTitle" : `step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
