import { LINE_LENGTH_LIMIT, TEXT_LENGTH_LIMIT } from '#domain/canonical/text-limits.ts';
import {
  COMPANY_ATTRIBUTES,
  isCompanyAttribute,
  type CompanyAttribute,
} from '#domain/casework/company-attributes.ts';
import type { Account } from '#domain/records/account.ts';
import {
  cleanCell,
  findDamage,
  isAmount,
  readContact,
  readCorporateNumber,
  readEmail,
  readName,
  readPostalCode,
  readTags,
  readText,
  type CellRead,
  type ImportFaultCode,
} from './account-import-cells.ts';
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
      if (otherwise !== undefined && isAmount(field)) {
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
    const damage = findDamage(value, field);
    if (damage) return { fault: damage };
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
