/**
 * The number that a person wrote, full-width digits and thousands separators allowed:
 * 「１，２００」 gives 1200. `undefined` if it is no number (yet).
 */
export function parseNumberText(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,、]/g, '')
    .replace(/[−ー―]/g, '-');
  return /^[-+]?(?:\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}
