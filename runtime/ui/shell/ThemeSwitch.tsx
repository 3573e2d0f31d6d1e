import { useSyncExternalStore } from "react";
import { Button } from "../control/Button.tsx";
import { useLanguage } from "../language/useLanguage.ts";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function current(): "light" | "dark" {
  return document.documentElement.dataset.kernTheme === "dark" ? "dark" : "light";
}

/** The theme in force; canvases, which know no CSS, draw anew with it. */
export function useTheme(): "light" | "dark" {
  return useSyncExternalStore(subscribe, current);
}

/** Light or dark: as the system says until somebody chooses, then as chosen. */
export function ThemeSwitch() {
  const { say } = useLanguage();
  const theme = useTheme();
  const other = theme === "dark" ? "light" : "dark";
  return (
    <Button
      kind="tertiary"
      icon={theme === "dark" ? "sun" : "moon"}
      iconOnly
      onPress={() => {
        document.documentElement.dataset.kernTheme = other;
        localStorage.setItem("kreislauf.theme", other);
        for (const listener of listeners) listener();
      }}
    >
      {say(`theme.${other}`)}
    </Button>
  );
}
