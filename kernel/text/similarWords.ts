/**
 * Words that were probably meant, such as ids and options: the same in other letters, beginnings, and those
 * few typing errors away; at most three, the nearest first.
 *
 * @example
 * similarWords("BEV_U51", ["BEV_U15", "BEV_INSG", "ALO"]) // ["BEV_U15"]
 * similarWords("bev_insg", ["BEV_INSG"]) // ["BEV_INSG"]
 * similarWords("Kinderarmutt", ["kinderarmut", "altersarmut"]) // ["kinderarmut"]
 */
export function similarWords(word: string, known: Iterable<string>): string[] {
  const wanted = word.toUpperCase();
  const reach = Math.max(1, Math.floor(wanted.length / 3));
  return [...known]
    .map((candidate) => ({ candidate, far: distance(wanted, candidate.toUpperCase()) }))
    .filter(({ candidate, far }) => far <= reach || (wanted.length > 3 && candidate.toUpperCase().startsWith(wanted)))
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

// Typing errors between two words: letters put in, left out, changed, or two neighbours swapped.
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
