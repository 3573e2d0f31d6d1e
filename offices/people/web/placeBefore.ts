/**
 * Where to go after signing in: the page one came from, if it is one of ours.
 *
 * @example
 * placeBefore("?zurueck=%2Findikatoren%3Febene%3DGEM") // "/indikatoren?ebene=GEM"
 * placeBefore("?zurueck=%2F%2Fanderswo.example") // "/"
 * placeBefore("?zurueck=%2F%5Canderswo.example") // "/"
 * placeBefore("") // "/"
 */
export function placeBefore(search: string): string {
  const wanted = new URLSearchParams(search).get("zurueck") ?? "/";
  const isOurs = /^\/(?![/\\])/.test(wanted) && !wanted.startsWith("/anmelden") && !wanted.startsWith("/einladung");
  return isOurs ? wanted : "/";
}
