import { speak } from "../language/language.ts";
import { useLanguage } from "../language/useLanguage.ts";

/** German first; English for guests and researchers. The button names the other language in that language. */
export function LanguageSwitch() {
  const { language, say } = useLanguage();
  const other = language === "de" ? "en" : "de";
  return (
    <button type="button" className="kern-btn kern-btn--tertiary k-btn" lang={other} onClick={() => void speak(other)}>
      <span className="kern-label">{say("otherLanguage")}</span>
    </button>
  );
}
