// Before the first paint, so that a chosen theme never flashes the other one.
try {
  const chosen = localStorage.getItem("kreislauf.theme");
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.kernTheme = dark ? "dark" : "light";
  const language = localStorage.getItem("kreislauf.language");
  if (language === "en") document.documentElement.lang = "en";
} catch {
  document.documentElement.dataset.kernTheme = "light";
}
