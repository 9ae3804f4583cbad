import { foldText } from '#domain/canonical/text.ts';
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
    'company name',
    'company',
    'name',
  ],
  industry: [
    '業種',
    '産業分類',
    '主業種',
    '業種コード',
    '主業種コード',
    '主業',
    '営業種目',
    '事業種目',
    '産業',
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
  phone: ['電話番号', '電話', 'tel', 'phone', 'telephone'],
  note: ['備考', 'メモ', '摘要', 'note', 'notes', 'remarks', 'comment'],
  tags: ['タグ', 'ラベル', 'tags', 'tag'],
};

const BY_FIELD = (Object.keys(HEADINGS) as ImportField[]).map((field) => ({
  field,
  words: HEADINGS[field].map(foldText),
}));

/** Headings about someone or something else than the company itself: 代表者氏名カナ, 親会社名. */
const OF_OTHERS =
  /代表者|代表取締役|社長|役員|責任者|記入者|申請者|株主|親会社|取引|銀行|支店|営業所|工場|前年|representative|president|parent|bank|branch/;
/** Headings about the person at the company with whom one speaks. */
const OF_CONTACTS = /担当|窓口|contact/;
/** 担当者名 names somebody, 担当者コード and 担当地区 do not. */
const NAMES_SOMEBODY = /(?:者|名|氏名|様|name|person)$/;

/** Whether a heading that holds a word of a field is about what the field is about. */
function isAbout(field: ImportField, heading: string): boolean {
  if (OF_OTHERS.test(heading)) return false;
  if (field === 'contactName') return NAMES_SOMEBODY.test(heading);
  return field.startsWith('contact') || !OF_CONTACTS.test(heading);
}

/** Title lines may stand above the headings; they are looked for within this many rows. */
const HEADING_ROWS = 10;

/** A guess of what each column holds, from its heading; no field is given twice. */
export function guessColumns(headings: readonly string[]): ColumnMapping {
  const folded = headings.map((heading) => foldText(heading).replace(/[(（［[].*?[)）］\]]/g, ''));
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
          folded.findIndex((heading, index) => mapping[index] === null && fits(heading, word, field)),
        )
        .find((index) => index >= 0);
      if (column !== undefined) mapping[column] = field;
    }
  }
  // A position or a mobile telephone by itself says nothing of whom it is.
  const hasPerson = mapping.includes('contactName') || mapping.includes('contactEmail');
  return mapping.map((field) =>
    !hasPerson && (field === 'contactPosition' || field === 'contactPhone') ? null : field,
  );
}

/** How many of a row's cells are headings that are known. */
export function countHeadings(cells: readonly string[]): number {
  return guessColumns(cells).filter((field) => field !== null).length;
}

/**
 * The position of the row that holds the headings: the one most of whose columns are recognised, else
 * the first; undefined where that is a company, which lists without headings begin with.
 */
export function findHeadingRow(rows: readonly CsvRow[]): number | undefined {
  const counts = rows.slice(0, HEADING_ROWS).map(({ cells }) => countHeadings(cells));
  const position = Math.max(0, counts.indexOf(Math.max(0, ...counts)));
  const isCompany = rows[position]?.cells.some((cell) => CONTENTS.some(({ fits }) => fits(foldText(cell))));
  return isCompany ? undefined : position;
}

/** What shows by itself what a cell holds, the surest first. */
const CONTENTS: readonly { field: ImportField; fits: (folded: string) => boolean }[] = [
  { field: 'corporateNumber', fits: (text) => /^t?\d{13}$/.test(text) && isCorporateNumber(text.slice(-13)) },
  { field: 'postalCode', fits: (text) => /^〒?\d{3}-?\d{4}$/.test(text) },
  { field: 'phone', fits: (text) => /^0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}$|^0\d{9,10}$/.test(text) },
  {
    field: 'name',
    fits: (text) =>
      /^(?:株式|有限|合同|合資|合名)会社.|.(?:株式|有限|合同|合資|合名)会社$|\([株有同資名]\)|農事組合法人|協同組合$/.test(
        text,
      ),
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
