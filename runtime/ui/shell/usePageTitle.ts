import { useEffect } from "react";

/** Names the page in the browser's tab and history, most telling part first; the usual name of the page stays while there is none. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    if (title !== "") document.title = `${title} – Kreislauf`;
  }, [title]);
}
