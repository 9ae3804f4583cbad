const PERSON =
  '(?:者|企業|組合|団体|世代|機関|商店街|バイヤー|センター|中央会|連合会|従業員|高校生|生徒|経営幹部)';
/** 「経営者、従業員」 is one: what ends as a person before a comma is enumerated with what follows. */
const PHRASE = new RegExp(
  `((?:[^、。\\n：:]*?${PERSON}等?、)*[^、。\\n：:]*?${PERSON}[^、。\\n：:]{0,2}?)(を対象|に対し|に対する|向け)`,
  'gu',
);
/** What a programme is done for: 「発展を促進するため商工会連合会に対し」. */
const PURPOSE = /^.*ため/u;
const ENDS_AS_PERSON = new RegExp(`${PERSON}等?$`, 'u');
/** 「（１）」 and the like number the parts of a description. */
const NUMBERING = /^\s*(?:[（(][0-9０-９]+[）)]|[①-⑳・○])\s*/u;
/** A phrase that hangs on what stands before it (「これら」「とした」), or that runs over another one, says nothing by itself. */
const CUT_OFF = /^(?:こ[のれ]|その|とした|の|に)|に対す/u;

/**
 * For whom a programme is, in the words of its description: the phrases before 「を対象」,
 * 「に対し」, 「に対する」 and 「向け」 that name people, companies or bodies (「経費に対し」 names
 * money). Empty where the description does not say so; nothing is inferred.
 */
export function listForWhom(description: string): string[] {
  const phrases = [...description.matchAll(PHRASE)].map(([, words, marker]) => {
    const phrase = words!.replace(NUMBERING, '').replace(PURPOSE, '').trim();
    // 「朝会と経営者向けの講座」 is for managers, not for the meeting.
    return marker === '向け'
      ? phrase.slice(Math.max(...['や', 'と', 'の'].map((particle) => phrase.lastIndexOf(particle))) + 1)
      : phrase;
  });
  return [...new Set(phrases.filter((phrase) => ENDS_AS_PERSON.test(phrase) && !CUT_OFF.test(phrase)))];
}
