import { withoutApostrophe } from '#domain/canonical/csv.ts';
import { DASHES, withPlainDashes } from '#domain/canonical/dashes.ts';
import { isSpreadsheetError } from '#domain/canonical/spreadsheet-errors.ts';
import { LINE_LENGTH_LIMIT } from '#domain/canonical/text-limits.ts';
import { foldName, withoutInvisible } from '#domain/canonical/text.ts';
import { isCorporateNumber, normaliseCorporateNumber } from '#domain/casework/corporate-number.ts';
import { beginsWithLegalForm, hasLegalForm, withoutLegalForm } from '#domain/casework/legal-forms.ts';
import type { Account } from '#domain/records/account.ts';
import type { ImportField } from './account-import-columns.ts';
import type { ContactFields } from './account-import-contacts.ts';

/*
 * What single cells of a list say, whatever stands beside them.
 */

/** What can be wrong with a row. */
export type ImportFaultCode =
  | 'nameMissing'
  | 'tooLong'
  | 'spreadsheetError'
  | 'brokenCharacter'
  | 'surplusCells'
  | 'notCorporateNumber'
  | 'wrongCheckDigit'
  | 'unknownIndustry'
  | 'uncertainIndustry'
  | 'unknownEmployees'
  | 'unknownSales'
  | 'unknownMunicipality'
  | 'otherPrefecture'
  | 'notPostalCode'
  | 'notEmail'
  | 'lostDigits'
  | 'shownOtherwise'
  | 'notPhone'
  | 'placesDiffer'
  | 'repeatedInFile'
  | 'sameAccount';

/** A cell as fields of the company or of its contact person, with what it was mended to; or what is wrong with it. */
export type CellRead =
  | { fields: Partial<Account>; mended?: string }
  | { contact: ContactFields; mended?: string }
  | { fault: ImportFaultCode; limit?: number };

/** Marks and numbers of the list before a name: 「・㈱八戸水産」「1. 株式会社八戸水産」. */
const LED_BY_BULLET = /^[・･●■◆▲▼○◎★☆※*＊□△▽◇①-⑳]\s*(?=\S)/;
const LED_BY_NUMBER = /^[(（]?\d{1,5}(?:[)）.．、:：]\s*|\s+)(?=\S)/;

/** A name without what the list put before it, which only a legal form tells from a part of the name. */
export function readName(value: string): CellRead {
  const withoutBullet = value.replace(LED_BY_BULLET, '');
  const withoutNumber = value.replace(LED_BY_NUMBER, '');
  const name =
    withoutBullet !== value && hasLegalForm(foldName(withoutBullet))
      ? withoutBullet
      : withoutNumber !== value && beginsWithLegalForm(foldName(withoutNumber))
        ? withoutNumber
        : value;
  // A legal form is a part of a name.
  if (withoutLegalForm(foldName(name)) === '') return { fault: 'nameMissing' };
  return { ...readText('name', name, LINE_LENGTH_LIMIT), ...(name !== value && { mended: name }) };
}

/** Any text, as long as it may be. */
export function readText(
  field: 'name' | 'nameKana' | 'address' | 'phone' | 'note',
  value: string,
  limit: number,
): CellRead {
  return value.length > limit ? { fault: 'tooLong', limit } : { fields: { [field]: value } };
}

/** The same of the company's contact person. */
export function readContact(field: keyof ContactFields, value: string): CellRead {
  return value.length > LINE_LENGTH_LIMIT
    ? { fault: 'tooLong', limit: LINE_LENGTH_LIMIT }
    : { contact: { [field]: value } };
}

/** An address as it can be written to, whatever a mail program or a sentence has left around it, if it is one. */
export function readEmail(value: string): CellRead {
  const written = value.normalize('NFKC').replace(/^mailto:/i, '');
  const whole = written.replace(/\s/g, '');
  if (/^[^@,、;<>()]+@[^@,、。;<>()]+\.[^@.,、。;<>()]+$/.test(whole)) return readContact('email', whole);
  const [email, ...others] = written.match(/[\w.+-]+@[\w.-]+\.\w+/g) ?? [];
  return email === undefined || others.length > 0
    ? { fault: 'notEmail' }
    : { ...readContact('email', email), mended: email };
}

/** Words to find the company by, parted by semicolons. */
export function readTags(value: string): CellRead {
  const tags = new Set(
    value
      .split(/[;；]/)
      .map((tag) => tag.trim())
      .filter(Boolean),
  );
  if ([...tags].some((tag) => tag.length > LINE_LENGTH_LIMIT))
    return { fault: 'tooLong', limit: LINE_LENGTH_LIMIT };
  return { fields: { tags: [...tags] } };
}

/** Thirteen digits of which the first checks the others. */
export function readCorporateNumber(value: string): CellRead {
  const corporateNumber = normaliseCorporateNumber(value);
  if (!/^\d{13}$/.test(corporateNumber)) return { fault: 'notCorporateNumber' };
  return isCorporateNumber(corporateNumber) ? { fields: { corporateNumber } } : { fault: 'wrongCheckDigit' };
}

/** Seven digits, with or without words around them; six where a spreadsheet dropped the leading zero. */
export function readPostalCode(value: string): CellRead {
  const digits = withPlainDashes(value.normalize('NFKC')).replace(/(?<=\d)[\s\-~〜]+(?=\d)|^\D+|\D+$/g, '');
  if (!/^\d{6,7}$/.test(digits)) return { fault: 'notPostalCode' };
  const seven = digits.padStart(7, '0');
  const postalCode = `${seven.slice(0, 3)}-${seven.slice(3)}`;
  return { fields: { postalCode }, ...(digits.length === 6 && { mended: postalCode }) };
}

/** What nobody sees in a line, but for what chooses the form of the character before it (葛󠄀城). */
const INVISIBLE_IN_LINE = /(?![\ufe00-\ufe0f\u{e0100}-\u{e01ef}])[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * A cell's text without what spreadsheets and our own CSV files add around it, control characters,
 * which no database takes, and what nobody sees; what shows nothing at all is empty.
 */
export function cleanCell(cell: string, field: ImportField): string {
  const text = withoutApostrophe(cell.replaceAll('\0', ''));
  // eslint-disable-next-line no-control-regex
  const plain = text.replace(/[\u0001-\u0009\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, ' ');
  if (withoutInvisible(plain).trim() === '') return '';
  if (field === 'note') return plain.trim();
  const line = plain.replace(INVISIBLE_IN_LINE, '').replace(/\s+/g, ' ').trim();
  if (NOTHING.test(line) || (SAYS_NOTHING.test(line) && !MEANT_SO.has(field))) return '';
  return OF_DIGITS.has(field) ? line.replace(LED_BY_MARK, '').replace(ENDS_AS_NUMBER, '$1') : line;
}

/** What lists write into a cell for which they have nothing. */
const NOTHING = new RegExp(`^[${DASHES}ー－.・*＊]+$`);
const SAYS_NOTHING =
  /^(?:なし|無し?|不明|未記入|未登録|未設定|未定|未回答|非公開|非公表|該当なし|n\/a|null|none|unknown)$/i;
/** Where such words mean something: nobody is employed, an industry that is not known. */
const MEANT_SO: ReadonlySet<ImportField> = new Set(['name', 'employees', 'industry', 'tags']);

/** Cells of which spreadsheets may have kept the first digits only: 1.78E+08. */
const OF_NUMBERS: ReadonlySet<ImportField> = new Set(['postalCode', 'phone', 'contactPhone']);
/** Cells of figures, of which other programs make numbers (30.0), or which they keep from it ('0310801). */
const OF_DIGITS: ReadonlySet<ImportField> = new Set([
  ...OF_NUMBERS,
  'corporateNumber',
  'industry',
  'employees',
  'municipality',
]);
const LED_BY_MARK = /^['’`](?=[\d０-９])/;
const ENDS_AS_NUMBER = /^(\d+)\.0+$/;
/** What stands for a character that is none, or that only the program that wrote it knows (外字). */
const BROKEN = /[\ufffd\p{Co}]/u;
const LOST_DIGITS = /^\d(?:\.\d+)?e\+?\d+$/i;

/** What a program has done to a cell, so that nothing can be read in it; undefined where it is whole. */
export function findDamage(value: string, field: ImportField): ImportFaultCode | undefined {
  if (isSpreadsheetError(value)) return 'spreadsheetError';
  if (BROKEN.test(value)) return 'brokenCharacter';
  return OF_NUMBERS.has(field) && LOST_DIGITS.test(value) ? 'lostDigits' : undefined;
}

/** Whether a cell holds an amount, which a spreadsheet may show in thousands. */
export function isAmount(field: ImportField): boolean {
  return field === 'sales' || field === 'employees';
}
