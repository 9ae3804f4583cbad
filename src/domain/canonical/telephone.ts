/**
 * A telephone number in figures with hyphens between them, as rules ask of it, without the words and signs that
 * companies write around it: 「017-777-4066（代）内線 12」, 「TEL：０１７…」, 「☎017（777）4066 担当 佐藤」. A text without
 * figures stays as it is.
 */
export function withoutPhoneWords(text: string): string {
  const plain = text.normalize('NFKC').replace(/(?:内|ext).*/is, '');
  return plain.replace(/[^\d+]+/g, '-').replace(/^-|-$/g, '') || text;
}

/** What a telephone dials for what was written: the first number, without its extension. */
export function readDialledNumber(text: string): string {
  const [first = ''] = text.normalize('NFKC').split(/内線|内|ext|[、,;/\n]/i);
  return first.replace(/[^\d+]/g, '');
}
