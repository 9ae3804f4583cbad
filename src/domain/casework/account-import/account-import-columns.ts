import { foldText } from '#domain/canonical/text.ts';
import { hasLegalForm } from '#domain/casework/legal-forms.ts';
import { isCorporateNumber } from '#domain/casework/corporate-number.ts';

/** What a column of a company list can hold. */
export const IMPORT_FIELDS = [
  'name',
  'nameKana',
  'corporateNumber',
  'industry',
  'employees',
  'sales',
  'municipality',
  'postalCode',
  'address',
  'phone',
  'contactName',
  'contactPosition',
  'contactPhone',
  'contactEmail',
  'note',
  'tags',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Which field each column holds, by the column's position; `null` for columns that are not taken. */
export type ColumnMapping = (ImportField | null)[];

/** A record of a CSV file; `row` counts as a spreadsheet does, the file's first record being 1. */
export interface CsvRow {
  row: number;
  cells: string[];
  /** What a spreadsheet shows in a cell, by its position, where that is another figure than it holds. */
  shown?: Readonly<Record<number, string>>;
}

/**
 * The words by which lists head their columns, the usual one first. Where one contains
 * another (企業名カナ and 企業名), the field of the longer one stands earlier.
 */
const HEADINGS: Record<ImportField, readonly string[]> = {
  contactPosition: [
    '担当者役職',
    '担当者の役職',
    '役職',
    '担当者部署',
    '部署',
    'position',
    'job title',
    'department',
  ],
  contactPhone: [
    '担当者電話番号',
    '担当者の電話番号',
    '担当者電話',
    '担当者携帯',
    '携帯電話番号',
    '携帯電話',
    '携帯',
    'contact phone',
    'mobile phone',
    'mobile',
  ],
  contactEmail: [
    '担当者メールアドレス',
    'メールアドレス',
    'eメールアドレス',
    '電子メールアドレス',
    '電子メール',
    'eメール',
    'メール',
    'e-mail',
    'email',
    'mail',
    'contact email',
    'contact e-mail',
  ],
  contactName: [
    '担当者',
    '担当者名',
    'ご担当者様',
    '担当者氏名',
    '担当者の氏名',
    'ご担当者',
    'ご担当者名',
    '窓口担当者',
    '窓口',
    '連絡担当者',
    '担当',
    'contact name',
    'contact person',
    'contact',
  ],
  nameKana: [
    'フリガナ',
    '企業名カナ',
    '会社名カナ',
    '商号カナ',
    '法人名カナ',
    '名称カナ',
    '法人名フリガナ',
    '商号又は名称フリガナ',
    'カナ商号',
    'カナ企業名',
    'カナ',
    'よみがな',
    '読み',
    'name kana',
    'kana',
    'reading',
  ],
  corporateNumber: [
    '法人番号',
    '法人番号13桁',
    '国税法人番号',
    '法人no',
    '法人№',
    'corporate number',
    'houjin bangou',
  ],
  name: [
    '企業名',
    '会社名',
    '法人名',
    '商号',
    '商号または名称',
    '事業者名',
    '事業所名',
    '名称',
    '社名',
    '屋号',
    '商号又は名称',
    '商号・名称',
    '漢字商号',
    '漢字企業名',
    '取引先名',
    '顧客名',
    '得意先名',
    '会員名',
    '団体名',
    '店舗名',
    'company name',
    'company',
    'name',
  ],
  industry: [
    '業種',
    '産業分類',
    '主業種',
    '主業',
    '業種コード',
    '主業種コード',
    '営業種目',
    '事業種目',
    '産業',
    '業界',
    'industry',
  ],
  employees: [
    '従業員数',
    '従業者数',
    '従業員',
    '社員数',
    '常用雇用者数',
    '企業規模詳細',
    '従業員数合計',
    '従業員数計',
    '従業員計',
    'employees',
    'number of employees',
    'headcount',
  ],
  sales: [
    '売上高',
    '年間売上高',
    '売上',
    '年商',
    '売上金額',
    '当期売上高',
    '今期売上高',
    '直近期売上高',
    '直近売上高',
    '最新期業績売上高',
    '最新売上高',
    'annual sales',
    'sales',
    'turnover',
    'revenue',
  ],
  municipality: [
    '市町村',
    '市区町村',
    '所在市町村',
    '市町村名',
    '市町村コード',
    '市区町村コード',
    'municipality',
    'city',
  ],
  postalCode: ['郵便番号', '〒', '郵便', 'postal code', 'postcode', 'zip code', 'zip'],
  address: ['住所', '所在地', '本社所在地', '本店所在地', '登記住所', '漢字住所', '本社住所', 'address'],
  phone: ['電話番号', '代表電話', '代表番号', '電話', '連絡先電話番号', 'tel', 'phone', 'telephone'],
  note: ['備考', 'メモ', '摘要', 'note', 'notes', 'remarks', 'comment'],
  tags: ['タグ', 'ラベル', 'tags', 'tag'],
};

const BY_FIELD = (Object.keys(HEADINGS) as ImportField[]).map((field) => ({
  field,
  words: HEADINGS[field].map(foldText),
}));

/** Headings about someone or something else than the company itself: 代表者氏名カナ, 親会社名. */
const OF_OTHERS =
  /代表者|代表取締役|社長|役員|責任者|記入者|申請者|株主|親(?:会社|法人)|取引|銀行|支店|営業所|工場|前年|representative|president|parent|bank|branch/;
/** What faxes are headed by, where no telephone is. */
const OF_FAX = /ふぁっ?くす|fax/;
const OF_PHONE = /電話|tel|phone/;
/** Headings about the person at the company with whom one speaks. */
const OF_CONTACTS = /担当|窓口|contact/;
/** 担当者名 names somebody, 担当者コード and 担当地区 do not. */
const NAMES_SOMEBODY = /(?:者|名|氏名|様|name|person)1?$/;

/** Whether a heading that holds a word of a field is about what the field is about. */
function isAbout(field: ImportField, heading: string): boolean {
  if (OF_OTHERS.test(heading) || (OF_FAX.test(heading) && !OF_PHONE.test(heading))) return false;
  if (field === 'contactName') return NAMES_SOMEBODY.test(heading);
  return field.startsWith('contact') || !OF_CONTACTS.test(heading);
}

const KANA = /^(?:ふりがな|かな|よみ|読み|kana|reading)(?!.*[名号])/;

/** フリガナ or 役職 right behind 代表者名 is of that person. */
function isOfPersonBefore(field: ImportField, heading: string, before: string): boolean {
  if (field === 'nameKana' && KANA.test(heading)) return OF_OTHERS.test(before) || OF_CONTACTS.test(before);
  return field === 'contactPosition' && OF_OTHERS.test(before);
}

/** Title lines may stand above the headings; they are looked for within this many rows. */
const HEADING_ROWS = 20;

/** What a heading says in brackets of the writing: 商号（カナ）. Other brackets hold units and remarks. */
const KANA_IN_BRACKETS = /[(（［[](?:ふりがな|かな|読み|よみ)[)）\]］]/;

function foldHeading(heading: string): string {
  const folded = foldText(heading);
  const plain = folded.replace(/[(（［[].*?[)）\]］]/g, '');
  return KANA_IN_BRACKETS.test(folded) ? `${plain}かな` : plain;
}

/** Headings of the further parts of an address, where it stands in several columns: 住所2, 番地, 建物名. */
const PART_OF_ADDRESS =
  /^(?:(?:本社|本店)?(?:住所|所在地)(?:[2-9二三]|以下|の続き)|町名(?:・?番地|地番)?|町域名?|大字|字|丁目(?:番地等?)?|番地等?|建物(?:名|等)?|びる名?|方書)$/;

/** A guess of what each column holds, from its heading; no field is given twice. */
export function guessColumns(headings: readonly string[]): ColumnMapping {
  const folded = headings.map(foldHeading);
  const mapping: ColumnMapping = headings.map(() => null);
  const waysToFit: ((heading: string, word: string, field: ImportField) => boolean)[] = [
    (heading, word) => heading === word,
    (heading, word, field) => word.length > 1 && heading.includes(word) && isAbout(field, heading),
  ];
  for (const fits of waysToFit) {
    for (const { field, words } of BY_FIELD) {
      if (mapping.includes(field)) continue;
      const column = words
        .map((word) =>
          folded.findIndex(
            (heading, index) =>
              mapping[index] === null &&
              fits(heading, word, field) &&
              !isOfPersonBefore(field, heading, folded[index - 1] ?? ''),
          ),
        )
        .find((index) => index >= 0);
      if (column !== undefined) mapping[column] = field;
    }
  }
  // A position or a mobile telephone by itself says nothing of whom it is.
  const hasPerson = mapping.includes('contactName') || mapping.includes('contactEmail');
  return mapping.map((field, column) => {
    if (field === null && isPartOfAddress(folded, column)) return 'address';
    return !hasPerson && (field === 'contactPosition' || field === 'contactPhone') ? null : field;
  });
}

/** The same heading twice is of two addresses. */
function isPartOfAddress(headings: readonly string[], column: number): boolean {
  const heading = headings[column] ?? '';
  return PART_OF_ADDRESS.test(heading) && headings.indexOf(heading) === column;
}

/** How many of a row's cells are headings that are known. */
export function countHeadings(cells: readonly string[]): number {
  return guessColumns(cells).filter((field) => field !== null).length;
}

/**
 * The position of the row that holds the headings: the one most of whose columns are recognised, else
 * the first; undefined where that is a company, which lists without headings begin with, or a title above one.
 */
export function findHeadingRow(rows: readonly CsvRow[]): number | undefined {
  const counts = rows.slice(0, HEADING_ROWS).map(({ cells }) => countHeadings(cells));
  const position = Math.max(0, counts.indexOf(Math.max(0, ...counts)));
  const row = rows[position];
  const isTitle = position < countTitles(rows);
  return row && (isOfCompany(row) || isTitle) ? undefined : position;
}

/** How many rows of one cell stand above the first company of a list without headings. */
export function countTitles(rows: readonly CsvRow[]): number {
  const first = rows.slice(0, HEADING_ROWS).findIndex(({ cells }) => countFilled(cells) > 1);
  return first > 0 && isOfCompany(rows[first]!) ? first : 0;
}

function countFilled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

/** The rows of a list that hold its headings. */
export interface HeadingRows {
  /** Positions among the rows, both included. */
  first: number;
  last: number;
  /** What stands over each column, of all these rows. */
  headings: string[];
}

/** What stands beneath a heading that holds several columns together: 正社員, パート, 番地, a unit. */
const BENEATH =
  /^(?:\(?(?:人|名|社|千円|百万円|万円|億円|円)\)?|正社員|正規|常用|常勤|ぱーと|非正規|臨時|計|合計|男性?|女性?|役員|番地|建物名?|名称|氏名|役職|ふりがな|かな|fax)$/;

/**
 * The headings around the row at `position`: those of lists with merged cells stand in two rows, 所在地 over 郵便番号
 * and 住所. A row above or below belongs to them where the two together say more than one alone.
 */
export function readHeadings(rows: readonly CsvRow[], position: number): HeadingRows {
  const here = rows[position]?.cells.map((cell) => cell.trim()) ?? [];
  const above = neighbourOf(rows, position, -1);
  if (above && above.filter(Boolean).length > 1) {
    const headings = joinHeadings(above, here);
    if (countHeadings(headings) > countHeadings(here))
      return { first: position - 1, last: position, headings };
  }
  const below = neighbourOf(rows, position, 1);
  if (below) {
    const headings = joinHeadings(here, below);
    const filled = below.map(foldText).filter((cell) => cell !== '');
    const isBeneath = filled.length > 0 && filled.every((cell) => BENEATH.test(cell));
    if (isBeneath || countHeadings(headings) > countHeadings(here))
      return { first: position, last: position + 1, headings };
  }
  return { first: position, last: position, headings: here };
}

/** The cells of the row next to a row of headings, if nothing in it is of a company. */
function neighbourOf(rows: readonly CsvRow[], position: number, step: 1 | -1): string[] | undefined {
  const [row, other] = [rows[position], rows[position + step]];
  if (!row || other?.row !== row.row + step || isOfCompany(other)) return undefined;
  const cells = other.cells.map((cell) => cell.trim());
  return cells.some((cell) => cell.length > 20 || /^\d[\d,.]*$/.test(cell.normalize('NFKC')))
    ? undefined
    : cells;
}

/** What stands in a merged cell stands over all columns that it holds. */
function joinHeadings(upper: readonly string[], lower: readonly string[]): string[] {
  let carried = '';
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => {
    const [over, under] = [upper[column] ?? '', lower[column] ?? ''];
    carried = over || (under === '' ? '' : carried);
    return carried === under ? under : [carried, under].filter(Boolean).join(' ');
  });
}

function isOfCompany({ cells }: CsvRow): boolean {
  return cells.some((cell) => CONTENTS.some(({ fits }) => fits(foldText(cell))));
}

/** 「社員数(名)」 counts people, and is no partnership (合名会社). */
const COUNTED = /[数員模]\((?:名|社)\)$/;

/** What shows by itself what a cell holds, the surest first. */
const CONTENTS: readonly { field: ImportField; fits: (folded: string) => boolean }[] = [
  { field: 'corporateNumber', fits: (text) => /^t?\d{13}$/.test(text) && isCorporateNumber(text.slice(-13)) },
  { field: 'postalCode', fits: (text) => /^〒?\d{3}-?\d{4}$/.test(text) },
  { field: 'phone', fits: (text) => /^0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}$|^0\d{9,10}$/.test(text) },
  {
    field: 'name',
    fits: (text) =>
      text.length < 60 &&
      (hasLegalForm(text) || /.協同組合$/.test(text)) &&
      !/[。:]|^[※*]/.test(text) &&
      !COUNTED.test(text),
  },
  { field: 'address', fits: (text) => /^(?:.{2,3}[都道府県])?.{1,6}[市町村郡].*\d/.test(text) },
];

/** So many rows say what a column holds. */
const ENOUGH_ROWS = 200;

/**
 * A guess from headings, completed by what stands in the columns whose headings are not known: the
 * lists of credit firms head them by abbreviations. Who speaks for a company is left alone.
 */
export function completeByContent(
  guessed: ColumnMapping,
  headings: readonly string[],
  rows: readonly CsvRow[],
): ColumnMapping {
  const open = guessed.map(
    (field, column) => field === null && isAbout('name', foldText(headings[column] ?? '')),
  );
  const hidden = rows
    .slice(0, ENOUGH_ROWS)
    .map(({ row, cells }) => ({ row, cells: cells.map((cell, column) => (open[column] ? cell : '')) }));
  const byContent = guessColumnsByContent(hidden);
  return guessed.map((field, column) => {
    const found = byContent[column] ?? null;
    return field ?? (found !== null && !guessed.includes(found) ? found : null);
  });
}

/** A guess of what each column holds where nothing stands over them, from what stands in them. */
export function guessColumnsByContent(rows: readonly CsvRow[]): ColumnMapping {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const mapping: ColumnMapping = Array.from({ length: width }, () => null);
  const columns = mapping.map((_, column) =>
    rows.map(({ cells }) => foldText(cells[column] ?? '')).filter((cell) => cell !== ''),
  );
  for (const { field, fits } of CONTENTS) {
    const shares = columns.map((cells, column) =>
      mapping[column] === null && cells.length > 0 ? cells.filter(fits).length / cells.length : 0,
    );
    const best = Math.max(0, ...shares);
    if (best >= 0.5) mapping[shares.indexOf(best)] = field;
  }
  return mapping;
}

/**
 * The same for a list without headings, whose names may have no legal form: the first column in which nearly
 * each row has words of its own.
 */
export function guessColumnsWithoutHeadings(rows: readonly CsvRow[]): ColumnMapping {
  const mapping = guessColumnsByContent(rows);
  if (mapping.includes('name') || !mapping.some((field) => field !== null)) return mapping;
  const column = mapping.findIndex((field, index) => {
    const cells = rows
      .map((row) => foldText(row.cells[index] ?? ''))
      .filter((cell) => /\p{L}{2}/u.test(cell));
    return field === null && cells.length > 0.8 * rows.length && new Set(cells).size > 0.8 * cells.length;
  });
  return mapping.map((field, index) => (index === column ? 'name' : field));
}
