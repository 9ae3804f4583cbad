/**
 * A telephone number in figures and what stands between them, as rules ask of it, without the
 * words that companies write around it: 「017-777-4066（代）内線 12」, 「TEL：０１７…」.
 */
export function withoutPhoneWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\(?(?:大?代表?|直通|内線|ext\.?|tel\.?|電話|:)\)?/gi, '')
    .trim();
}

/** What a telephone dials for what was written: the first number, without its extension. */
export function readDialledNumber(text: string): string {
  const [first = ''] = text.normalize('NFKC').split(/内線|内|ext|[、,;/\n]/i);
  return first.replace(/[^\d+]/g, '');
}
