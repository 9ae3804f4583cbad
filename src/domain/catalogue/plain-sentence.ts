import type { Programme } from './model.ts';

/** A sentence that only announces a list, and where the entries of the list begin. */
const ANNOUNCES_LIST = /(?:以下|下記|次)の(?:事業|取組み?|とおり)/u;
const LIST_MARK = /[（(][0-9０-９]{1,2}[）)]|[①-⑳]/u;
/** 「また、当該財団において、…」: what companies get of money that the prefecture gives to a body. */
const BY_THE_BODY = /^また、(?:当該|同)[^、]{1,12}(?:において|では)、/u;
const BODY = /財団|センター|連合会|中央会|商工会|協会/u;
const MONEY = /経費|費用|事業費|原資|資金/u;
const GIVING = /補助|助成|貸付|交付/u;
/** What it is done for stands before what is done: 「…を図るため、」「…を目的として、」. */
const PURPOSE =
  /^.*?(?:(?:ため|に向けて?|に向け|を目的とし(?:て|、)|を目指し(?:て)?|をめざし(?:て)?)(?:に)?、)/u;
/** 「これら指導機関に対し」 says nothing without what stood before it. */
const LEANS_BACK = /^(?:こ[のれ]|その|当該|同)/u;
/** Where a long sentence can end: 「…を開催するとともに、…」. */
const FIRST_STATEMENT =
  /^(.{16,}?(?:する|行う|図る|努める|取り組む))(?:とともに|ほか)、|^(.{16,}?(?:した|行った))ほか、/u;
/** The report tells what was done in a year; a programme does it. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/(?:を|の)?(?:実施|展開)しました?$|を?実施した$/u, 'を実施する'],
  [/行った$/u, '行う'],
  [/図った$/u, '図る'],
  [/努めた$/u, '努める'],
  [/取り組んだ$/u, '取り組む'],
  [/進めた$/u, '進める'],
  [/設けた$/u, '設ける'],
  [/高めた$/u, '高める'],
  [/した$/u, 'する'],
];
const MOST_CHARACTERS = 90;
const MOST_ENTRIES = 3;

/**
 * What a programme does, in one sentence made of its description: without the purpose that the
 * report puts first, and in the present. What the office has written under „what is given“ says it
 * better where it is there. Words stay those of the sheet; nothing is added.
 */
export function describePlainly({
  description,
  name,
  terms,
}: Pick<Programme, 'description' | 'name' | 'terms'>): string {
  const [given] = (terms?.support ?? '').replace(/\s+/gu, '').split('。');
  if (given) return shorten(given);
  const text = description.replace(/\s+/gu, '');
  const sentences = text.split('。').filter((sentence) => sentence !== '');
  const listed = ANNOUNCES_LIST.test(sentences[0] ?? '') ? listEntries(text) : [];
  if (listed.length > 0) return shorten(listed.slice(0, MOST_ENTRIES).join('、'));
  const own = isToABody(sentences[0] ?? '')
    ? sentences.find((sentence) => BY_THE_BODY.test(sentence))
    : undefined;
  const chosen = own?.replace(BY_THE_BODY, '') ?? sentences[0];
  return chosen === undefined ? name : shorten(toPresent(withoutPurpose(chosen)));
}

/**
 * That money goes to a body: body, money, giving, in this order. Looked for one after the other: one
 * pattern would try them all against each other.
 */
function isToABody(sentence: string): boolean {
  let rest = sentence;
  for (const part of [BODY, MONEY, GIVING]) {
    const at = rest.search(part);
    if (at < 0) return false;
    rest = rest.slice(at + 1);
  }
  return true;
}

function listEntries(text: string): string[] {
  return text
    .split(LIST_MARK)
    .slice(1)
    .map((entry) => entry.split('。')[0]!.replace(/[、・]$/u, ''))
    .filter((entry) => entry !== '');
}

/** As long as something is left that is a statement of its own. */
function withoutPurpose(sentence: string): string {
  const rest = sentence.replace(LIST_MARK, '').replace(PURPOSE, '');
  return rest.length >= 12 && !LEANS_BACK.test(rest) ? rest : sentence;
}

function toPresent(sentence: string): string {
  const bare = sentence.replace(/（[^（）]*）$/u, '');
  for (const [past, present] of FORMS) if (past.test(bare)) return bare.replace(past, present);
  return bare;
}

function shorten(text: string): string {
  let short = text;
  if (short.length > MOST_CHARACTERS) short = short.replace(/（[^（）]*）/gu, '');
  if (short.length > MOST_CHARACTERS) {
    const [, present, past] = FIRST_STATEMENT.exec(short) ?? [];
    short = present ?? (past === undefined ? short : toPresent(past));
  }
  return short.length > MOST_CHARACTERS ? `${short.slice(0, MOST_CHARACTERS)}…` : `${short}。`;
}
