/**
 * A telephone number in figures and hyphens, as rules ask of it, without the words and signs that
 * companies write around it: 「017-777-4066（代）内線 12」, 「TEL：０１７…」, 「☎017（777）4066」. Other words stay where they
 * are: they may say that it is no number.
 */
export function withoutPhoneWords(text: string): string {
  return text.normalize('NFKC').replace(/(?:内|ext).*|大?代表?|直通|tel|電話|[^\p{L}\d+-]/gisu, '');
}

/** What a telephone dials for what was written: the first number, without its extension. */
export function readDialledNumber(text: string): string {
  const [first = ''] = text.normalize('NFKC').split(/内線|内|ext|[、,;/\n]/i);
  return first.replace(/[^\d+]/g, '');
}
