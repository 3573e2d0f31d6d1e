import { useEffect } from "react";

/** Names the page in the browser's tab and history, most telling part first. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "Kreislauf" : `${title} – Kreislauf`;
  }, [title]);
}
