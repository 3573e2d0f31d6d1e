import { type ReactNode, useContext } from "react";
import { OpenCalls, useMayCall } from "../call/openCalls.ts";
import { useLanguage } from "../language/useLanguage.ts";

/** A form or button for those who may use it; for others nothing, or on a page that is nothing else a sentence. */
export function IfMay({
  call,
  wholePage = false,
  children,
}: {
  readonly call: { readonly name: string };
  readonly wholePage?: boolean;
  readonly children: ReactNode;
}) {
  const { say } = useLanguage();
  const isKnown = useContext(OpenCalls) !== null;
  if (useMayCall(call)) return children;
  return wholePage && isKnown ? <p className="k-note">{say("notYours")}</p> : null;
}
