const LEGAL_FORMS = /株式会社|有限会社|合同会社|合資会社|合名会社|\((?:株|有|同|資|名)\)/g;

/**
 * The form in which texts are compared and searched: NFKC (full and half width
 * become one, ㈱ becomes (株)), lower case, hiragana for katakana, no white space.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/\s+/g, '');
}

/**
 * What was typed without the letters of a kana that is only begun: 「ものd」 on the way to
 * 「ものづ」. A search that looked for the letter would find nothing at every second key.
 */
export function withoutBegunKana(typed: string): string {
  return typed.replace(/([ぁ-ゖー])[a-zａ-ｚ]{1,3}$/, '$1');
}

/**
 * A company's name without its legal form, folded: 「㈱八戸水産」 and
 * 「株式会社 八戸水産」 give the same text.
 */
export function foldCompanyName(name: string): string {
  return foldText(name).replace(LEGAL_FORMS, '');
}
