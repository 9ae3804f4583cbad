/** That something is wanted: 借りたい, 貸してほしい; 持ちこたえ and かたい want nothing. */
export const WISH =
  /(?<![あかがさざただなはばまやらわおこごそぞとどのほぼもよろうくぐすずつづぬふぶむゆる])た(?:い|く|かった|がる|え|ぇ)|てほし|てもらい|てくれ/u;
/** 「店を出したい」: a thing and what is to be done with it. */
const OBJECT = /^[^を]+を[^を]+$/u;

/**
 * Whether what is wished for stands before the wish, and is what is wished for: 「誇りを持てる会社にしたい」 and
 * 「会社と組んで何か作れないか」 have all the words of 「会社を持ちたい」 and 「会社を作りたい」 and say something else.
 * What is said otherwise may turn around: 作りたい商品, 広い工場, 古い機械.
 */
export function isWishInOrder(
  text: string,
  { stems, begun, folded }: { stems: readonly string[]; begun: ReadonlyMap<string, string>; folded: string },
): boolean {
  if (stems.length < 2 || !WISH.test(folded)) return true;
  const verb = stems.at(-1)!;
  const to = folded.indexOf('を');
  const object = stems
    .slice(0, -1)
    .filter((stem, at) => at === 0 || to < 0 || folded.indexOf(stem) < to)
    .at(-1)!;
  const ends = listPlaces(text, object, begun.get(object)).map((at) => at + object.length);
  return listPlaces(text, verb, begun.get(verb)).some((at) => {
    const [tail] = /^[ぁ-ゖー]*/u.exec(text.slice(at + verb.length))!;
    if (WISH.test(tail) && !ends.some((end) => end <= at)) return true;
    if (/^し?[いく]/u.test(tail)) return true;
    return ends.some((end) => end <= at && (!OBJECT.test(folded) || isObject(text.slice(end, at))));
  });
}

/** Whether what stands between a thing and a verb leaves the thing its object: no other thing with を, no 「と組んで」. */
function isObject(between: string): boolean {
  if (/^(?:と(?!か)|で|に|へ|から)/u.test(between)) return false;
  const at = between.indexOf('を');
  return at < 0 || /^[ぁ-ゖー]*$/u.test(between.slice(0, at));
}

/** Where a word stands; a single Chinese character only where it is no part of a longer word, or has its own ending. */
function listPlaces(text: string, word: string, withEnding: string | undefined): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const isAlone = word.length > 1 || !/\p{Script=Han}/u.test(`${text[at - 1] ?? ''}${text[at + 1] ?? ''}`);
    if (isAlone || (withEnding !== undefined && text.startsWith(withEnding, at))) places.push(at);
  }
  return places;
}
