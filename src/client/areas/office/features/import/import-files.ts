import { formatCsv } from '#domain/canonical/csv.ts';
import { IMPORT_FIELDS } from '#domain/casework/account-import/account-import-columns.ts';
import type { ImportFault } from '#domain/casework/account-import/account-import-values.ts';
import type { Language } from '#domain/canonical/language.ts';
import { fillText } from '#domain/canonical/fill-text.ts';
import { formatNumber } from '#ui/format.ts';
import { faultTexts, fieldNames, wholeRow } from './import-texts.ts';

const FAULT_HEADINGS: Record<Language, string[]> = {
  ja: ['行', '項目', '値', '問題', '扱い'],
  en: ['Row', 'Field', 'Value', 'Problem', 'Consequence'],
};
const CONSEQUENCES: Record<Language, { row: string; value: string }> = {
  ja: { row: '行を取り込まない', value: 'この値を除いて取り込む' },
  en: { row: 'row left out', value: 'imported without this value' },
};

/** What is wrong with a row, in words. */
export function describeFault({ code, otherRow, limit }: ImportFault, language: Language): string {
  return fillText(faultTexts[language][code], {
    row: String(otherRow ?? ''),
    limit: limit === undefined ? '' : formatNumber(limit),
  });
}

/** Where in its row a fault is. */
export function nameFaultField({ field }: ImportFault, language: Language): string {
  return field === null ? wholeRow[language].wholeRow : fieldNames[language][field];
}

/** The faults of a dry run as a CSV file, one line each. */
export function faultsAsCsv(faults: readonly ImportFault[], language: Language): string {
  return formatCsv([
    FAULT_HEADINGS[language],
    ...faults.map((fault) => [
      fault.row,
      nameFaultField(fault, language),
      fault.value,
      describeFault(fault, language),
      CONSEQUENCES[language][fault.refusesRow ? 'row' : 'value'],
    ]),
  ]);
}

/** A file to begin with: the headings that are recognised, and one invented company. */
export function templateCsv(language: Language): string {
  const example: Record<Language, Partial<Record<(typeof IMPORT_FIELDS)[number], string>>> = {
    ja: {
      name: '株式会社見本水産',
      nameKana: 'ミホンスイサン',
      industry: '製造業',
      employees: '42',
      sales: '1億円以上 3億円未満',
      municipality: '八戸市',
      postalCode: '031-0000',
      address: '青森県八戸市見本町1-2-3',
      phone: '0178-00-0000',
      contactName: '見本 花子',
      contactPosition: '総務課長',
      contactPhone: '090-0000-0000',
      contactEmail: 'hanako@example.jp',
      note: 'この行は消してください',
      tags: '会員;見本',
    },
    en: {
      name: 'Sample Fisheries KK',
      nameKana: 'ミホンスイサン',
      industry: 'Manufacturing',
      employees: '42',
      sales: '100 to under 300 million yen',
      municipality: 'Hachinohe City',
      postalCode: '031-0000',
      address: '青森県八戸市見本町1-2-3',
      phone: '0178-00-0000',
      contactName: 'Mihon Hanako',
      contactPosition: 'Head of administration',
      contactPhone: '090-0000-0000',
      contactEmail: 'hanako@example.jp',
      note: 'Please delete this row',
      tags: 'member;sample',
    },
  };
  return formatCsv([
    IMPORT_FIELDS.map((field) => fieldNames[language][field]),
    IMPORT_FIELDS.map((field) => example[language][field] ?? null),
  ]);
}
