/**
 * The e-mail address that was probably meant, where a sentence or a mail program has left
 * something around it: 「name@example.jp、」, 「<name@example.jp>」. `undefined` where nothing is amiss.
 */
export function suggestEmail(text: string): string | undefined {
  const [meant] = /[\w.+-]+@[\w.-]*\w/.exec(text.normalize('NFKC').replace(/\p{Cf}/gu, '')) ?? [];
  return meant === text ? undefined : meant;
}
