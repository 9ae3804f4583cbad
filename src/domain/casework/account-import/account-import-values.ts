import { withoutApostrophe } from '#domain/canonical/csv.ts';
import { DASHES, withPlainDashes } from '#domain/canonical/dashes.ts';
import { isSpreadsheetError } from '#domain/canonical/spreadsheet-errors.ts';
import { LINE_LENGTH_LIMIT, TEXT_LENGTH_LIMIT } from '#domain/canonical/text-limits.ts';
import { foldName, withoutInvisible } from '#domain/canonical/text.ts';
import {
  COMPANY_ATTRIBUTES,
  isCompanyAttribute,
  type CompanyAttribute,
} from '#domain/casework/company-attributes.ts';
import { isCorporateNumber, normaliseCorporateNumber } from '#domain/casework/corporate-number.ts';
import { beginsWithLegalForm, hasLegalForm, withoutLegalForm } from '#domain/casework/legal-forms.ts';
import type { Account } from '#domain/records/account.ts';
import type { ContactFields } from './account-import-contacts.ts';
import { findChoice, keyOfValue, type ImportChoices, type ValueChoice } from './account-import-choices.ts';
import {
  createEmployeesReader,
  createIndustryReader,
  createSalesReader,
  findUnit,
  isBareAmount,
  SALES_UNITS,
  type AttributeCodebook,
  type SalesUnit,
} from './account-import-codes.ts';
import type { ColumnMapping, CsvRow, ImportField } from './account-import-columns.ts';
import { createAddressReader, createMunicipalityReader, isOtherPrefecture } from './account-import-places.ts';
import { createLeftOutFinder } from './account-import-rows.ts';
import { readPhone } from './account-import-phones.ts';
import { createCodeRestorer } from './account-import-zeros.ts';

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

/** Something wrong with one row of the file; `row` as a spreadsheet counts. */
export interface ImportFault {
  row: number;
  /** The field whose cell it is, or the whole row. */
  field: ImportField | null;
  code: ImportFaultCode;
  /** The cell as it stands in the file. */
  value: string;
  /** The earlier row that this one repeats. */
  otherRow?: number;
  /** How many characters would have been taken. */
  limit?: number;
  /** Whether the row is left out; else only this value is. */
  refusesRow: boolean;
}

/** A value that is taken otherwise than it stands in the file. */
export interface MendedValue {
  row: number;
  field: ImportField;
  from: string;
  to: string;
}

/** A row as an account's fields, what could not be read, and what was mended on the way. */
export interface RowRead {
  row: number;
  fields: Partial<Account>;
  /** What the row says of a person there. */
  contact: ContactFields;
  faults: ImportFault[];
  mended: MendedValue[];
}

type CellRead =
  | { fields: Partial<Account>; mended?: string }
  | { contact: ContactFields; mended?: string }
  | { fault: ImportFaultCode; limit?: number };

/** How a list is read, as far as a person decides it. */
export interface ReadingChoices {
  /** Whether a row is taken without a value that cannot be read and of which nothing is said in `choices`. */
  dropUnreadable: boolean;
  choices: ImportChoices;
}

/** Faults that leave a row out whatever the person chose about unreadable values. */
const ALWAYS_REFUSING: ReadonlySet<ImportFaultCode> = new Set(['nameMissing', 'tooLong', 'surplusCells']);

/** The parts of an address that stands in several columns; a building follows a number after a space. */
function joinAddress(before: string, part: string): string {
  return /[\d号地]$/.test(before.normalize('NFKC')) ? `${before} ${part}` : `${before}${part}`;
}

/** How lists head the column of prefectures; it is read only to tell towns of the same name apart. */
const PREFECTURE_HEADING = /^(?:都道府県|県)(?:名|コード)?$|^prefecture$/i;

/** How companies in the prefecture are reached by post: 03x, and 018-5 in the far south-west. */
const POSTAL_CODES_OF_PREFECTURE = /^(?:03|018-)/;

/**
 * Reads rows of a list into accounts by a column mapping. A value that cannot be read is what was said
 * of it once, else a fault; with `dropUnreadable` its row is taken all the same, without the value.
 * A municipality that no column gives is read from the beginning of the address.
 *
 * @param rows the whole list: some cells can only be read beside those of the same column
 */
export function createRowReader(
  headings: readonly string[],
  rows: readonly CsvRow[],
  mapping: ColumnMapping,
  codebook: AttributeCodebook,
  { dropUnreadable, choices }: ReadingChoices,
): (row: CsvRow) => RowRead {
  const columns = mapping.flatMap((field, column) => (field === null ? [] : [{ field, column }]));
  const readCell = createCellReader(headings, rows, mapping, codebook, choices);
  const readChosen = createChoiceReader(codebook, choices);
  const readAddress = createAddressReader(codebook.municipality);
  const prefectureColumn = headings.findIndex((heading) => PREFECTURE_HEADING.test(heading.trim()));

  return ({ row, cells, shown }) => {
    const fields: Partial<Account> = {};
    const contact: ContactFields = {};
    const faults: ImportFault[] = [];
    const mended: MendedValue[] = [];
    const addFault = (
      field: ImportField | null,
      value: string,
      fault: { fault: ImportFaultCode; limit?: number },
      isRowSkipped = !dropUnreadable,
    ): void => {
      const { fault: code, ...more } = fault;
      // Without its name there is nothing to take.
      const refusesRow = ALWAYS_REFUSING.has(code) || field === 'name' || isRowSkipped;
      faults.push({ row, field, code, value, ...more, refusesRow });
    };

    const surplus = cells.slice(headings.length).filter((cell) => cell.trim() !== '');
    if (surplus.length > 0) addFault(null, surplus.join(', '), { fault: 'surplusCells' });
    for (const { field, column } of columns) {
      const value = cleanCell(cells[column] ?? '', field);
      if (value === '') continue;
      const otherwise = shown?.[column];
      if (otherwise !== undefined && OF_AMOUNTS.has(field)) {
        addFault(field, `${value} / ${otherwise}`, { fault: 'shownOtherwise' });
        continue;
      }
      const read = readCell(field, value);
      if ('fault' in read) {
        const choice = readChosen(field, value);
        if (typeof choice === 'object') Object.assign(fields, { [field]: choice.code });
        else addFault(field, value, read, choice && choice === 'skipRows');
      } else {
        if ('contact' in read) Object.assign(contact, read.contact);
        else if (field === 'address' && fields.address !== undefined && read.fields.address !== undefined)
          fields.address = joinAddress(fields.address, read.fields.address);
        else Object.assign(fields, read.fields);
        if (read.mended !== undefined) mended.push({ row, field, from: value, to: read.mended });
      }
    }
    if (!fields.name && !faults.some(({ field }) => field === 'name' || field === null)) {
      faults.unshift({ row, field: 'name', code: 'nameMissing', value: '', refusesRow: true });
    }

    const address = readAddress(fields.address ?? '');
    const isOutside =
      address.isOutside ||
      isOtherPrefecture(cells[prefectureColumn] ?? '') ||
      !POSTAL_CODES_OF_PREFECTURE.test(fields.postalCode ?? '03');
    if (fields.municipality && isOutside) {
      delete fields.municipality;
      addFault('municipality', cells[mapping.indexOf('municipality')] ?? '', { fault: 'otherPrefecture' });
    } else if (
      fields.municipality &&
      address.municipality !== undefined &&
      address.municipality !== fields.municipality
    ) {
      delete fields.municipality;
      addFault('municipality', cells[mapping.indexOf('municipality')] ?? '', { fault: 'placesDiffer' });
    } else if (!fields.municipality && !isOutside && address.municipality) {
      fields.municipality = address.municipality;
    }
    return { row, fields, contact, faults, mended };
  };
}

/** What lists head their parts with: the names of industries and of places. */
export function listGroupLabels({ industry, municipality }: AttributeCodebook): string[] {
  return [...industry, ...municipality].map(({ label }) => label.ja);
}

/** What was said of a value of an attribute that cannot be read. */
function createChoiceReader(
  codebook: AttributeCodebook,
  choices: ImportChoices,
): (field: ImportField, value: string) => ValueChoice | undefined {
  const codes = new Map(
    COMPANY_ATTRIBUTES.map((attribute) => [attribute, new Set(codebook[attribute].map(({ code }) => code))]),
  );
  const { bareSales } = choices;
  return (field, value) => {
    if (!isCompanyAttribute(field)) return undefined;
    if (
      field === 'sales' &&
      isBareAmount(value) &&
      (bareSales === 'withoutValue' || bareSales === 'skipRows')
    )
      return bareSales;
    return findChoice(choices, field, value, codes.get(field)!);
  };
}

/** A value that cannot be read by itself, once for all its rows. */
export interface UnreadValue {
  attribute: CompanyAttribute;
  /** As it stands in the first of its rows. */
  value: string;
  code: ImportFaultCode;
  rowCount: number;
  firstRow: number;
}

/** What of a list a person has to say once. */
export interface UnreadValues {
  /** By attribute, what stands in most rows first. */
  values: UnreadValue[];
  /** Amounts of sales beside which no unit stands, neither there nor in the heading. */
  bareSales: { rowCount: number; examples: string[] } | null;
}

/** Faults of values for which a person can say once what they mean. */
const MAPPABLE: ReadonlySet<ImportFaultCode> = new Set([
  'unknownIndustry',
  'uncertainIndustry',
  'unknownEmployees',
  'unknownSales',
  'unknownMunicipality',
  'otherPrefecture',
]);
const EXAMPLES = 3;

/** The values of a list's attributes that cannot be read, each once, whatever was said of them before. */
export function listUnreadValues(
  headings: readonly string[],
  rows: readonly CsvRow[],
  mapping: ColumnMapping,
  codebook: AttributeCodebook,
  choices: ImportChoices,
): UnreadValues {
  const readCell = createCellReader(headings, rows, mapping, codebook, choices);
  const findLeftOutReason = createLeftOutFinder(headings, mapping, listGroupLabels(codebook));
  const isUnitKnown = findUnit(headings[mapping.indexOf('sales')] ?? '') !== undefined;
  const found = new Map<string, UnreadValue>();
  const bare = { rowCount: 0, examples: new Set<string>() };
  for (const csvRow of rows) {
    if (findLeftOutReason(csvRow)) continue;
    for (const attribute of COMPANY_ATTRIBUTES) {
      const value = cleanCell(csvRow.cells[mapping.indexOf(attribute)] ?? '', attribute);
      if (value === '') continue;
      if (attribute === 'sales' && !isUnitKnown && isBareAmount(value)) {
        bare.rowCount += 1;
        if (bare.examples.size < EXAMPLES) bare.examples.add(value);
        continue;
      }
      const read = readCell(attribute, value);
      if (!('fault' in read) || !MAPPABLE.has(read.fault)) continue;
      const key = `${attribute} ${keyOfValue(value)}`;
      const known = found.get(key);
      if (known) known.rowCount += 1;
      else found.set(key, { attribute, value, code: read.fault, rowCount: 1, firstRow: csvRow.row });
    }
  }
  const order = (value: UnreadValue): number => COMPANY_ATTRIBUTES.indexOf(value.attribute);
  return {
    values: [...found.values()].sort(
      (one, other) =>
        order(one) - order(other) || other.rowCount - one.rowCount || one.firstRow - other.firstRow,
    ),
    bareSales: bare.rowCount > 0 ? { rowCount: bare.rowCount, examples: [...bare.examples] } : null,
  };
}

function createCellReader(
  headings: readonly string[],
  rows: readonly CsvRow[],
  mapping: ColumnMapping,
  codebook: AttributeCodebook,
  { bareSales }: ImportChoices,
): (field: ImportField, value: string) => CellRead {
  const headingOf = (field: ImportField): string => headings[mapping.indexOf(field)] ?? '';
  const industryColumn = mapping.indexOf('industry');
  const restoreIndustry = createCodeRestorer(
    industryColumn < 0 ? [] : rows.map(({ cells }) => cells[industryColumn] ?? ''),
    headingOf('industry'),
  );
  const readIndustry = createIndustryReader(codebook.industry);
  const readEmployees = createEmployeesReader(codebook.employees);
  const chosenUnit = SALES_UNITS.find((unit): unit is SalesUnit => unit === bareSales);
  const readSales = createSalesReader(codebook.sales, findUnit(headingOf('sales')) ?? chosenUnit);
  const readMunicipality = createMunicipalityReader(codebook.municipality);

  return (field, value) => {
    if (isSpreadsheetError(value)) return { fault: 'spreadsheetError' };
    if (BROKEN.test(value)) return { fault: 'brokenCharacter' };
    if (OF_NUMBERS.has(field) && LOST_DIGITS.test(value)) return { fault: 'lostDigits' };
    switch (field) {
      case 'corporateNumber':
        return readCorporateNumber(value);
      case 'industry': {
        const code = restoreIndustry(value);
        if (code === undefined) return { fault: 'uncertainIndustry' };
        const industry = readIndustry(code);
        if (industry === undefined) return { fault: 'unknownIndustry' };
        return { fields: { industry }, ...(code !== value && { mended: code }) };
      }
      case 'municipality': {
        const read = readMunicipality(value);
        return 'fault' in read ? read : { fields: read };
      }
      case 'sales': {
        const sales = readSales(value);
        return sales === undefined ? { fault: 'unknownSales' } : { fields: { sales } };
      }
      case 'employees': {
        const employees = readEmployees(value);
        return employees ? { fields: { ...employees } } : { fault: 'unknownEmployees' };
      }
      case 'postalCode':
        return readPostalCode(value);
      case 'phone': {
        const read = readPhone(value);
        if (!read) return { fault: 'notPhone' };
        return { ...readText('phone', read.phone, LINE_LENGTH_LIMIT), ...read.mended };
      }
      case 'contactName':
        return readContact('name', value);
      case 'contactPosition':
        return readContact('position', value);
      case 'contactPhone': {
        const read = readPhone(value);
        if (!read) return { fault: 'notPhone' };
        return { ...readContact('phone', read.phone), ...read.mended };
      }
      case 'contactEmail':
        return readEmail(value);
      case 'name':
        return readName(value);
      case 'tags':
        return readTags(value);
      case 'note':
        return readText('note', value, TEXT_LENGTH_LIMIT);
      default:
        return readText(field, value, LINE_LENGTH_LIMIT);
    }
  };
}

/** Marks and numbers of the list before a name: 「・㈱八戸水産」「1. 株式会社八戸水産」. */
const LED_BY_BULLET = /^[・･●■◆▲▼○◎★☆※*＊□△▽◇①-⑳]\s*(?=\S)/;
const LED_BY_NUMBER = /^[(（]?\d{1,5}(?:[)）.．、:：]\s*|\s+)(?=\S)/;

/** A name without what the list put before it, which only a legal form tells from a part of the name. */
function readName(value: string): CellRead {
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

function readText(
  field: 'name' | 'nameKana' | 'address' | 'phone' | 'note',
  value: string,
  limit: number,
): CellRead {
  return value.length > limit ? { fault: 'tooLong', limit } : { fields: { [field]: value } };
}

function readContact(field: keyof ContactFields, value: string): CellRead {
  return value.length > LINE_LENGTH_LIMIT
    ? { fault: 'tooLong', limit: LINE_LENGTH_LIMIT }
    : { contact: { [field]: value } };
}

/** An address as it can be written to, whatever a mail program or a sentence has left around it, if it is one. */
function readEmail(value: string): CellRead {
  const written = value.normalize('NFKC').replace(/^mailto:/i, '');
  const whole = written.replace(/\s/g, '');
  if (/^[^@,、;<>()]+@[^@,、。;<>()]+\.[^@.,、。;<>()]+$/.test(whole)) return readContact('email', whole);
  const [email, ...others] = written.match(/[\w.+-]+@[\w.-]+\.\w+/g) ?? [];
  return email === undefined || others.length > 0
    ? { fault: 'notEmail' }
    : { ...readContact('email', email), mended: email };
}

function readTags(value: string): CellRead {
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

function readCorporateNumber(value: string): CellRead {
  const corporateNumber = normaliseCorporateNumber(value);
  if (!/^\d{13}$/.test(corporateNumber)) return { fault: 'notCorporateNumber' };
  return isCorporateNumber(corporateNumber) ? { fields: { corporateNumber } } : { fault: 'wrongCheckDigit' };
}

/** Seven digits, with or without words around them; six where a spreadsheet dropped the leading zero. */
function readPostalCode(value: string): CellRead {
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
function cleanCell(cell: string, field: ImportField): string {
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
/** Cells of amounts, which a spreadsheet may show in thousands. */
const OF_AMOUNTS: ReadonlySet<ImportField> = new Set(['sales', 'employees']);
const LED_BY_MARK = /^['’`](?=[\d０-９])/;
const ENDS_AS_NUMBER = /^(\d+)\.0+$/;
/** What stands for a character that is none, or that only the program that wrote it knows (外字). */
const BROKEN = /[\ufffd\p{Co}]/u;
const LOST_DIGITS = /^\d(?:\.\d+)?e\+?\d+$/i;
