import type { Account } from '#domain/records/account.ts';
import {
  createAddressReader,
  createEmployeesReader,
  createIndustryReader,
  createMunicipalityReader,
  createSalesReader,
  type AttributeCodebook,
} from './account-import-codes.ts';
import type { ColumnMapping, CsvRow, ImportField } from './account-import-columns.ts';
import { isCorporateNumber, normaliseCorporateNumber } from '#domain/casework/corporate-number.ts';

/** What can be wrong with a row. */
export type ImportFaultCode =
  | 'nameMissing'
  | 'tooLong'
  | 'notCorporateNumber'
  | 'wrongCheckDigit'
  | 'unknownIndustry'
  | 'unknownEmployees'
  | 'unknownSales'
  | 'unknownMunicipality'
  | 'notPostalCode'
  | 'repeatedInFile'
  | 'sameAccount';

/** Something wrong with one row of the file; `row` as a spreadsheet counts. */
export interface ImportFault {
  row: number;
  field: ImportField;
  code: ImportFaultCode;
  /** The cell as it stands in the file. */
  value: string;
  /** The earlier row that this one repeats. */
  otherRow?: number;
  /** Whether the row is left out; else only this value is. */
  refusesRow: boolean;
}

/** A row as an account's fields, and what could not be read. */
export interface RowRead {
  row: number;
  fields: Partial<Account>;
  faults: ImportFault[];
}

/** The longest texts that a record takes (as the server checks them). */
const MAX_LINE_LENGTH = 500;
const MAX_NOTE_LENGTH = 50_000;

type CellRead = { fields: Partial<Account> } | { fault: ImportFaultCode };

/** Faults that leave a row out whatever the person chose about unreadable values. */
const ALWAYS_REFUSING: ReadonlySet<ImportFaultCode> = new Set(['nameMissing', 'tooLong']);

/**
 * Reads rows of a list into accounts by a column mapping. A value that cannot be read is
 * a fault; with `dropUnreadable` its row is taken all the same, without the value.
 * A municipality that no column gives is read from the beginning of the address.
 */
export function createRowReader(
  headings: readonly string[],
  mapping: ColumnMapping,
  codebook: AttributeCodebook,
  { dropUnreadable }: { dropUnreadable: boolean },
): (row: CsvRow) => RowRead {
  const columns = mapping.flatMap((field, column) => (field === null ? [] : [{ field, column }]));
  const readCell = createCellReader(codebook, headings[mapping.indexOf('sales')] ?? '');
  const readAddress = createAddressReader(codebook.municipality);

  return ({ row, cells }) => {
    const fields: Partial<Account> = {};
    const faults: ImportFault[] = [];
    for (const { field, column } of columns) {
      const value = cleanCell(cells[column] ?? '', field);
      if (value === '') continue;
      const read = readCell(field, value);
      if ('fields' in read) Object.assign(fields, read.fields);
      else
        faults.push({
          row,
          field,
          code: read.fault,
          value,
          refusesRow: ALWAYS_REFUSING.has(read.fault) || !dropUnreadable,
        });
    }
    if (!fields.name && !faults.some(({ field }) => field === 'name')) {
      faults.unshift({ row, field: 'name', code: 'nameMissing', value: '', refusesRow: true });
    }
    if (!fields.municipality && fields.address) {
      const municipality = readAddress(fields.address);
      if (municipality !== undefined) fields.municipality = municipality;
    }
    return { row, fields, faults };
  };
}

function createCellReader(
  codebook: AttributeCodebook,
  salesHeading: string,
): (field: ImportField, value: string) => CellRead {
  const readIndustry = createIndustryReader(codebook.industry);
  const readEmployees = createEmployeesReader(codebook.employees);
  const readSales = createSalesReader(codebook.sales, salesHeading);
  const readMunicipality = createMunicipalityReader(codebook.municipality);

  return (field, value) => {
    switch (field) {
      case 'corporateNumber':
        return readCorporateNumber(value);
      case 'industry':
        return asField('industry', readIndustry(value), 'unknownIndustry');
      case 'municipality':
        return asField('municipality', readMunicipality(value), 'unknownMunicipality');
      case 'sales':
        return asField('sales', readSales(value), 'unknownSales');
      case 'employees': {
        const employees = readEmployees(value);
        return employees ? { fields: { ...employees } } : { fault: 'unknownEmployees' };
      }
      case 'postalCode':
        return readPostalCode(value);
      case 'tags':
        return {
          fields: {
            tags: [
              ...new Set(
                value
                  .split(/[;；]/)
                  .map((tag) => tag.trim())
                  .filter(Boolean),
              ),
            ],
          },
        };
      case 'note':
        return value.length > MAX_NOTE_LENGTH ? { fault: 'tooLong' } : { fields: { note: value } };
      default:
        return value.length > MAX_LINE_LENGTH ? { fault: 'tooLong' } : { fields: { [field]: value } };
    }
  };
}

function asField(
  field: 'industry' | 'municipality' | 'sales',
  code: string | undefined,
  fault: ImportFaultCode,
): CellRead {
  return code === undefined ? { fault } : { fields: { [field]: code } };
}

function readCorporateNumber(value: string): CellRead {
  const corporateNumber = normaliseCorporateNumber(value);
  if (!/^\d{13}$/.test(corporateNumber)) return { fault: 'notCorporateNumber' };
  return isCorporateNumber(corporateNumber) ? { fields: { corporateNumber } } : { fault: 'wrongCheckDigit' };
}

/** Seven digits, six where a spreadsheet dropped the leading zero. */
function readPostalCode(value: string): CellRead {
  const digits = value.normalize('NFKC').replace(/[\s〒\-‐–—ー]/g, '');
  if (!/^\d{6,7}$/.test(digits)) return { fault: 'notPostalCode' };
  const seven = digits.padStart(7, '0');
  return { fields: { postalCode: `${seven.slice(0, 3)}-${seven.slice(3)}` } };
}

/** A cell's text without what spreadsheets add around it and control characters, which no database takes. */
function cleanCell(text: string, field: ImportField): string {
  // eslint-disable-next-line no-control-regex
  const plain = text.replace(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, ' ');
  return (field === 'note' ? plain : plain.replace(/\s+/g, ' ')).trim();
}
