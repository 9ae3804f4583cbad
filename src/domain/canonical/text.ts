import { withUsualCharacters } from './usual-characters.ts';

const LEGAL_FORMS = /株式会社|有限会社|合同会社|合資会社|合名会社|\((?:株|有|同|資|名)\)/g;

/**
 * What nobody sees, as copies from web pages and other programs bring it along: what Unicode lets
 * a screen ignore (joiners, variation selectors, fillers), and the empty Braille pattern.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

const PLAIN = /^[ -~]*$/;

/** A text without the characters that nobody sees. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/**
 * The form in which texts are compared and searched: NFKC (full and half width
 * become one, ㈱ becomes (株)), lower case, hiragana for katakana, no white space,
 * nothing invisible.
 */
export function foldText(text: string): string {
  // Figures and Latin letters, of which lists are full, have one form only.
  if (PLAIN.test(text)) return text.toLowerCase().replaceAll(' ', '');
  return withoutInvisible(text)
    .replace(/[゛゜]/g, (mark) => (mark === '゛' ? '\u3099' : '\u309a'))
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

/** A name or place as it is compared and searched: folded, with the usual forms of characters: 髙﨑 is 高崎. */
export function foldName(text: string): string {
  return withUsualCharacters(foldText(text.replace(ENCIRCLED, (form) => `(${form.normalize('NFKC')})`)));
}

/** Legal forms in a circle, which lists write beside ㈱: ㊑ and ㊒ among them. */
const ENCIRCLED = /[㊑-㊔㊖㊩-㊫㊭-㊯]/g;

/**
 * A company's name without its legal form, folded: 「㈱八戸水産」 and
 * 「株式会社 八戸水産」 give the same text.
 */
export function foldCompanyName(name: string): string {
  return foldName(name).replace(LEGAL_FORMS, '');
}
