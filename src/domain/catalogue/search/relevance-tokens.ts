/** Runs of one script; hiragana between them is grammar and carries no matter. */
const RUN = /[\p{Script=Han}々〆ヵヶ]+|[ァ-ヴー]{2,}|[a-z0-9]{2,}/gu;
const KATAKANA = /^[ァ-ヴー]/;
const LATIN = /^[a-z0-9]/;

/**
 * The tokens by which relevance is weighed, as often as they stand in a text: of Chinese characters the pairs that stand
 * together, a single one alone (売る); of katakana the triples, as pairs join what has nothing in
 * common (ーシ); Latin words and numbers whole. Regardless of width and case.
 */
export function listTokens(text: string): string[] {
  const folded = text.normalize('NFKC').toLowerCase().replaceAll('人財', '人材');
  return [...folded.matchAll(RUN)].flatMap(([run]) => {
    if (LATIN.test(run)) return [run];
    return listPieces(run, KATAKANA.test(run) ? 3 : 2);
  });
}

function listPieces(run: string, length: number): string[] {
  if (run.length <= length) return [run];
  const pieces: string[] = [];
  for (let at = 0; at + length <= run.length; at += 1) pieces.push(run.slice(at, at + length));
  return pieces;
}
