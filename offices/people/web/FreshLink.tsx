import { useState } from "react";
import { Button } from "../../../runtime/ui/control/Button.tsx";
import { useLanguage } from "../../../runtime/ui/language/useLanguage.ts";

/** A link that can be seen now and never again, ready to be passed on. */
export function FreshLink({ link }: { readonly link: { readonly link: string; readonly expiresAt: string } }) {
  const { say, day } = useLanguage("people");
  const [copied, setCopied] = useState(false);
  return (
    <div className="k-note k-note--info" role="status">
      <div className="k-stack k-stack--tight">
        <p>{say("people.link", { day: day(link.expiresAt) })}</p>
        <code className="o-secret">{link.link}</code>
        <div>
          <Button
            kind="tertiary"
            icon={copied ? "check" : "link"}
            onPress={async () => {
              await navigator.clipboard.writeText(link.link);
              setCopied(true);
            }}
          >
            {say(copied ? "people.copied" : "people.copy")}
          </Button>
        </div>
      </div>
    </div>
  );
}
