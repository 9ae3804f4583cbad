/**
 * Legal forms in full, by what lists write in brackets for them. Sources: the abbreviations of the banks
 * (全国銀行協会「法人略語」, the kana ones) and of the forms of the offices.
 */
const IN_BRACKETS: Readonly<Record<string, string>> = {
  株: '株式会社',
  有: '有限会社',
  同: '合同会社',
  資: '合資会社',
  名: '合名会社',
  医: '医療法人',
  医社: '医療法人社団',
  医財: '医療法人財団',
  社医: '社会医療法人',
  一社: '一般社団法人',
  公社: '公益社団法人',
  一財: '一般財団法人',
  公財: '公益財団法人',
  社: '社団法人',
  財: '財団法人',
  農: '農事組合法人',
  福: '社会福祉法人',
  社福: '社会福祉法人',
  特非: '特定非営利活動法人',
  非営利: '特定非営利活動法人',
  npo: '特定非営利活動法人',
  学: '学校法人',
  宗: '宗教法人',
  企: '企業組合',
  企組: '企業組合',
  協: '協同組合',
  弁: '弁護士法人',
  税: '税理士法人',
  司: '司法書士法人',
  行: '行政書士法人',
  労: '社会保険労務士法人',
  独: '独立行政法人',
  か: '株式会社',
  ゆ: '有限会社',
  ど: '合同会社',
  し: '合資会社',
  め: '合名会社',
  い: '医療法人',
  がく: '学校法人',
  しゅう: '宗教法人',
  ふく: '社会福祉法人',
  とくひ: '特定非営利活動法人',
  のう: '農事組合法人',
};
const LONGEST_FIRST = Object.keys(IN_BRACKETS).sort((one, other) => other.length - one.length);
/** 「カ）」 and 「（カ」 stand with one bracket only, at the beginning and at the end of a name. */
const SHORT = new RegExp(
  `\\((${LONGEST_FIRST.join('|')})\\)|^(${LONGEST_FIRST.join('|')})\\)|\\((${LONGEST_FIRST.join('|')})$`,
  'g',
);
const NPO = /^(?:認定)?npo法人/;

/** These stand before or behind a name; 協同組合 behind one is a part of it. */
const FULL =
  /株式会社|有限会社|合同会社|合資会社|合名会社|(?:特定|認定)?医療法人(?:社団|財団)?|社会医療法人(?:社団|財団)?|(?:一般|公益)?(?:社団|財団)法人|農事組合法人|社会福祉法人|(?:認定)?特定非営利活動法人|学校法人|宗教法人|企業組合|(?:弁護士|税理士|司法書士|行政書士|社会保険労務士)法人|(?:地方)?独立行政法人|農業生産法人|農地所有適格法人|\(合\)|^協同組合/g;

/** A folded name (`foldName`) with its legal form in full: 「(株)八戸水産」 is 「株式会社八戸水産」. */
export function withFullLegalForm(folded: string): string {
  return folded
    .replace(SHORT, (_, whole?: string, first?: string, last?: string) => {
      return IN_BRACKETS[whole ?? first ?? last ?? '']!;
    })
    .replace(NPO, '特定非営利活動法人');
}

/** A folded name without its legal form. */
export function withoutLegalForm(folded: string): string {
  return withFullLegalForm(folded).replace(FULL, '');
}

/** Whether a folded text begins with a legal form. */
export function beginsWithLegalForm(folded: string): boolean {
  const full = withFullLegalForm(folded);
  return new RegExp(`^(?:${FULL.source})`).test(full);
}

/** Whether a folded text names a legal form, as only names of companies do. */
export function hasLegalForm(folded: string): boolean {
  return withoutLegalForm(folded) !== folded;
}
