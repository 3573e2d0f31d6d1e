/**
 * The JSON text of an answer in pieces, the same text as in one piece, so that
 * whoever packs or sends it can begin before the last number is written.
 *
 * Long lists directly under the answer are cut, such as the values of 5,000 areas; all else stays whole.
 *
 * @example
 * [...jsonPieces({ level: "GEM", values: [[1, 2], [3, 4], [5, 6]] }, 2)].join("") // "{\"level\":\"GEM\",\"values\":[[1,2],[3,4],[5,6]]}"
 * [...jsonPieces(["a"])] // ["[\"a\"]"]
 */
export function* jsonPieces(answer: unknown, entriesPerPiece = 512): Generator<string> {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer) || "toJSON" in answer) {
    yield JSON.stringify(answer ?? null);
    return;
  }
  let before = "{";
  for (const [key, value] of Object.entries(answer)) {
    if (Array.isArray(value) && value.length > entriesPerPiece) {
      before += `${JSON.stringify(key)}:[`;
      for (let from = 0; from < value.length; from += entriesPerPiece) {
        yield before + JSON.stringify(value.slice(from, from + entriesPerPiece)).slice(1, -1);
        before = ",";
      }
      before = "],";
      continue;
    }
    const text = JSON.stringify(value);
    if (text !== undefined) before += `${JSON.stringify(key)}:${text},`;
  }
  yield `${before === "{" ? "{" : before.slice(0, -1)}}`;
}
