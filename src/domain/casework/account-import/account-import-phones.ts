import { restorePhone } from './account-import-zeros.ts';

/** An address, where a row has lost a cell. */
const ADDRESS = /^(?!(?:.*[\d０-９]){5}).*[都道府県市町村郡丁]/;
/** The same machine rings for both: 「TEL/FAX 0178-22-1111」, 「0178-22-1111（FAX兼用）」. */
const SHARED =
  /(?:tel|電話)[.:番号]*\s*[/・･&＆、,と兼]\s*(?:fax|ファッ?クス)|(?:fax|ファッ?クス)\s*(?:[/・･&＆、,と]\s*(?:tel|電話)|兼|共)/i;
const FAX = /[([]?\s*(?:fax|ファッ?クス)[.:番号]*/i;
const PHONE = /(?:tel|電話)[.:番号]*/i;

/**
 * The telephone number of a cell in half width, with the zero that a spreadsheet took and without the fax that stands beside
 * it; undefined where there is none: an address, or a fax alone.
 */
export function readPhone(value: string): { phone: string; mended?: { mended: string } } | undefined {
  if (ADDRESS.test(value)) return undefined;
  const plain = value.normalize('NFKC');
  const own = SHARED.test(plain) ? plain : withoutFax(plain);
  if (own === undefined) return undefined;
  const phone = restorePhone(own);
  return { phone, ...(phone !== plain && { mended: { mended: phone } }) };
}

function withoutFax(text: string): string | undefined {
  const at = text.search(FAX);
  if (at < 0) return text;
  const [before, behind] = [text.slice(0, at), text.slice(at)];
  // A label behind the only number tells what that is.
  if (hasNumber(before)) return hasNumber(behind) ? before.replace(/[\s/・･、,;|]+$/, '') : undefined;
  const phone = behind.search(PHONE);
  return phone < 0 ? undefined : behind.slice(phone);
}

/** Long enough for a number within a town. */
const hasNumber = (text: string): boolean => text.replace(/\D/g, '').length >= 5;
