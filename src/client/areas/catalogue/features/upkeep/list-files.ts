import { formatCsv } from '#domain/canonical/csv.ts';
import type { Language, LocalisedText } from '#domain/canonical/language.ts';
import type { Programme } from '#domain/catalogue/model.ts';
import {
  COLUMN_ORDER,
  headingOf,
  IMPORT_COLUMNS,
  toCells,
  type ImportColumn,
} from '#domain/catalogue/edition/programme-import-columns.ts';
import {
  describeProgrammeFault,
  MOST_PROGRAMMES,
  type ProgrammeFaultCode,
} from '#domain/catalogue/edition/programme-edit.ts';
import type { ImportFault } from '#domain/catalogue/edition/programme-import.ts';
import type { NewWorkbook, SheetFault } from '#client/workers/sheet/sheet-contract.ts';
import { fillText } from '#domain/canonical/fill-text.ts';
import { formatNumber } from '#ui/format.ts';
import { defineMessages } from '#ui/messages.ts';

/** Widths in characters; what is not here takes `USUAL_WIDTH`. */
const WIDTHS: Partial<Record<ImportColumn, number>> = {
  name: 36,
  description: 60,
  results: 60,
  history: 60,
  pillar: 12,
  department: 18,
  groups: 22,
};
const USUAL_WIDTH = 12;
const NUMBERS: readonly ImportColumn[] = ['page', 'policy', 'start', 'end', 'costThousandYen'];

/** A list of programmes as rows: the headings with what is to be written under them, then the programmes. */
export function toListRows(programmes: readonly Programme[], language: Language): string[][] {
  return [
    COLUMN_ORDER.map((column) => headingOf(column, language)),
    ...programmes.map((programme) => toCells(programme, language)),
  ];
}

/** The list as CSV text. */
export function listAsCsv(programmes: readonly Programme[], language: Language): string {
  return formatCsv(toListRows(programmes, language));
}

/** The list as a workbook, for the spreadsheet worker to write. */
export function toWorkbook(programmes: readonly Programme[], language: Language): NewWorkbook {
  return {
    name: language === 'ja' ? '施策' : 'Programmes',
    rows: toListRows(programmes, language),
    widths: COLUMN_ORDER.map((column) => WIDTHS[column] ?? USUAL_WIDTH),
    numbers: NUMBERS.map((column) => COLUMN_ORDER.indexOf(column)),
  };
}

/** What can be wrong with a row beside what can be with a programme. */
const IMPORT_FAULTS: Record<Exclude<ImportFault['code'], ProgrammeFaultCode>, LocalisedText> = {
  unknownKey: {
    ja: 'この施策番号の施策はどの年度版にもありません。新しい施策なら空欄にしてください',
    en: 'No edition has a programme with this key; leave it empty for a new one',
  },
  repeatedRow: { ja: '同じ施策がこの一覧に二度あります', en: 'The list has this programme twice' },
  spreadsheetError: {
    ja: '表計算ソフトのエラーが入っています。式を直すか、値を入れ直してください',
    en: 'It holds a spreadsheet’s error. Mend the formula or enter the value again',
  },
  brokenCharacter: {
    ja: '読めない文字（�）が入っています。元の一覧から入れ直してください',
    en: 'It holds a character that was lost (�). Enter it again from the original list',
  },
  surplusCells: {
    ja: '見出しより列が多い行です。列がずれているかもしれません',
    en: 'This row has more cells than there are headings; its columns may be shifted',
  },
  shownOtherwise: {
    ja: 'セルに保存されている値と、表示されている値が違います。どちらを使うか選んでください',
    en: 'The cell shows another value than it holds. Choose which of the two is meant',
  },
  noRows: { ja: '見出しの下に施策がありません', en: 'No programme stands under the headings' },
  tooManyRows: {
    ja: `一度に取り込めるのは${formatNumber(MOST_PROGRAMMES)}件までです。この行から先は入りません`,
    en: `At most ${formatNumber(MOST_PROGRAMMES)} programmes can be imported; this row and those after it are too many`,
  },
};
const WHOLE_ROW: LocalisedText = { ja: '行', en: 'Row' };

/** What is wrong with a row, in words. */
export function describeImportFault({ code, limit }: ImportFault, language: Language): string {
  return isOfList(code) ? IMPORT_FAULTS[code][language] : describeProgrammeFault({ code, limit }, language);
}

function isOfList(code: ImportFault['code']): code is keyof typeof IMPORT_FAULTS {
  return Object.hasOwn(IMPORT_FAULTS, code);
}

/** The column of a fault as its heading names it. */
export function nameColumn(column: ImportColumn | null, language: Language): string {
  return column === null ? WHOLE_ROW[language] : (IMPORT_COLUMNS[column]?.name[language] ?? column);
}

const FAULT_TEXTS = defineMessages({
  ja: {
    spreadsheet: 'Excel のファイルとして読めません。Excel で .xlsx として保存し直してから選んでください。',
    oldSpreadsheet:
      '古い形式の Excel ファイル（.xls）は読めません。Excel で .xlsx として保存してから選んでください。',
    binary:
      '施策の一覧として読めません。.xlsx か、UTF-8 または Shift_JIS の CSV として保存し直して選んでください。',
    brokenCharacter:
      '{at}行目に読めない文字があります。.xlsx か、UTF-8 または Shift_JIS の CSV として保存し直してください。',
    brokenQuotes: '{at}行目から始まる引用符（"）が閉じていません。ファイルのその行を直してください。',
    encrypted:
      'パスワードのかかったファイルは読めません。Excel でパスワードを外して保存してから選んでください。',
    openDocument: 'ODS ファイルは読めません。表計算ソフトで .xlsx として保存してから選んでください。',
    binaryWorkbook: '.xlsb ファイルは読めません。Excel で .xlsx として保存してから選んでください。',
    webPage:
      'Excel のファイルに見えますが、中身はウェブページです。Excel で開き、.xlsx として保存してから選んでください。',
    brokenWorkbook: '.xlsx ファイルとして読めません。壊れているか、Excel の一覧ではありません。',
    tooLarge: '.xlsx ファイルが大きすぎます。一覧だけを残すか、CSV として保存し直してください。',
    empty: 'ファイルが空です。',
  },
  en: {
    spreadsheet: 'Not readable as an Excel file. Save it in Excel as .xlsx again and choose that file.',
    oldSpreadsheet:
      'An old Excel file (.xls) cannot be read. Save it in Excel as .xlsx and choose that file.',
    binary:
      'This cannot be read as a list of programmes. Save it again as .xlsx, or as CSV in UTF-8 or Shift_JIS, and choose that file.',
    brokenCharacter:
      'Line {at} has characters that cannot be read. Save the file again as .xlsx, or as CSV in UTF-8 or Shift_JIS.',
    brokenQuotes:
      'A quotation mark (") that opens in row {at} is never closed. Please mend that row of the file.',
    encrypted: 'A file with a password cannot be read. Take the password off in Excel and choose that file.',
    openDocument: 'An ODS file cannot be read. Save it as .xlsx and choose that file.',
    binaryWorkbook: 'An .xlsb file cannot be read. Save it in Excel as .xlsx and choose that file.',
    webPage:
      'It looks like an Excel file but is a web page. Open it in Excel, save it as .xlsx and choose that file.',
    brokenWorkbook: 'Not readable as an .xlsx file: it is damaged or no list from Excel.',
    tooLarge: 'The .xlsx file is too large. Leave only the list in it, or save it as CSV.',
    empty: 'The file is empty.',
  },
});

/** Why a file is no list, in words. */
export function describeSheetFault({ reason, at }: SheetFault, language: Language): string {
  return fillText(FAULT_TEXTS[language][reason], { at: String(at ?? '') });
}
