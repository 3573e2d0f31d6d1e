/**
 * What kind of device a browser says it runs on, in words that let a person recognise it, and no more:
 * the whole line would tell one device from thousands.
 *
 * @example
 * deviceName("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0") // "Firefox, Linux"
 * deviceName("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1") // "Safari, iPhone"
 * deviceName("Firefox, Linux") // "Firefox, Linux"
 * deviceName("") // "?"
 */
export function deviceName(userAgent: string): string {
  // Handed on from an earlier session of the same device.
  if (!userAgent.includes("/")) return userAgent === "" ? "?" : userAgent.slice(0, 60);
  const browser = browsers.find(([sign]) => userAgent.includes(sign))?.[1] ?? "?";
  const system = systems.find(([sign]) => userAgent.includes(sign))?.[1];
  return system === undefined ? browser : `${browser}, ${system}`;
}

// In this order: each browser also names those before whom it pretends.
const browsers = [
  ["Edg", "Edge"],
  ["OPR/", "Opera"],
  ["Vivaldi/", "Vivaldi"],
  ["SamsungBrowser/", "Samsung Internet"],
  ["Firefox/", "Firefox"],
  ["FxiOS/", "Firefox"],
  ["CriOS/", "Chrome"],
  ["Chrom", "Chrome"],
  ["Safari/", "Safari"],
] as const;

const systems = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;
