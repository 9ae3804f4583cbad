import { foldText } from '#domain/canonical/text.ts';
import { hasLegalForm } from '#domain/casework/legal-forms.ts';
import type { ColumnMapping, CsvRow, ImportField } from './account-import-columns.ts';

/** Why a row is no company. */
export type LeftOutReason = 'total' | 'remark' | 'headings' | 'closed' | 'group' | 'blank' | 'hidden';

/** A row that stands in a list without being a company. */
export interface LeftOutRow {
  row: number;
  reason: LeftOutReason;
  /** What stands in it. */
  text: string;
}

const COUNT = /^(?:全|計|以上)?[\d,]+(?:[社件名人者]|企業|法人|事業所)$/;
const TOTAL =
  /^(?:(?:[総小累]?合?計|総合計|.{1,8}(?:合計|小計)|.{1,6}[市町村郡県]計)[:(]?[\d,]*(?:[社件名人]|企業)?\)?|(?:総?件|総|企業|会社|法人|事業所)数|平均|(?:sub|grand)?total|average|sum)$/;
/** How remarks begin, whatever stands beside them. */
const REMARK =
  /^(?:[※*＊]|\(?注|[(<【]?備考[)>】:]|[(【]?(?:出典|出所|資料|作成|調査|出力|印刷|更新|抽出|発行|集計)(?:[:者日元所)】]|$)|最終更新|\(?単位|以上(?:[、,。.\d]|$)|[^\p{L}\d]*以下(?:余白|省略)|-+$|note:|source:|end$|(?:本|この|当該?)(?:表|一覧|名簿|リスト|りすと|資料|でーた)|無断|(?:\(c\)|©|copyright))|現在\)?$/u;
/** What a line is that stands all by itself: a sentence, a day, a page, the list's title, whom to ask, a name behind a colon. */
const SENTENCE =
  /\d{2,4}-\d{2,4}-\d{4}|.@.+\.|https?:|(?:名簿|一覧表?)(?:\(.{1,12}\))?(?:\d+(?:ぺーじ|頁))?$|。|(?:です|ます|ません|ください|下さい|による|に基づく|作成|調べ|参照|禁止|含む|除く|含まない|続く)\)?$|^[^:]{1,8}:(?!\d+$)|^(?:\d{4}|(?:明治|大正|昭和|平成|令和|[mtshr])(?:\d+|元))[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?|^-?(?:p\.?|page)?\d+(?:(?:\/|of)\d+)?(?:ぺーじ|頁|page)?-?$/;
/** What lists head their parts with. */
const BULLET = /^[■●◆▲▼▶►□◇○◎★☆【〔《〈<]/;

/** What only companies have, by its form: a remark may stand in any column. */
const IDENTITY: readonly { field: ImportField; form: RegExp }[] = [
  { field: 'phone', form: /^(?:\D*\d){9}/ },
  { field: 'corporateNumber', form: /\d{12}/ },
  { field: 'postalCode', form: /^〒?\d{3}-?\d{4}$/ },
  { field: 'address', form: /[市町村区郡丁番字].*\d|\d.*[市町村区郡丁番]/ },
];
/** What companies have too, but totals of a place as well. */
const PLACE: readonly { field: ImportField; form: RegExp }[] = [
  { field: 'address', form: /[都道府県市町村区郡丁番字]/ },
  { field: 'municipality', form: /./ },
];
const HEADING_OF_CLOSING = /閉鎖|廃業日|解散日/;
const HEADING_OF_STATE = /^(?:すてーたす|状況|状態|法人の状態|status)$/;
const CLOSED = /^(?:閉鎖|解散|廃業|清算|倒産|消滅|closed)/;

/**
 * Finds why a row of a list is no company: a line of totals, a remark, the headings once more, what heads a part of
 * the list, a company that is closed. What has an address, a telephone or a number of its own is one, whatever
 * it is called.
 *
 * @param labels the names of industries and places, which head parts of lists
 */
export function createLeftOutFinder(
  headings: readonly string[],
  mapping: ColumnMapping,
  labels: readonly string[] = [],
): (row: CsvRow) => LeftOutReason | undefined {
  const folded = headings.map(foldText);
  const groups = new Set(labels.map(foldText));
  const closing = folded.findIndex((heading) => HEADING_OF_CLOSING.test(heading));
  const state = folded.findIndex((heading) => HEADING_OF_STATE.test(heading));
  const columnsOf = (field: ImportField): number[] =>
    mapping.flatMap((other, column) => (other === field ? [column] : []));
  const columns = new Map(
    (['name', ...[...IDENTITY, ...PLACE].map(({ field }) => field)] as const).map((field) => [
      field,
      columnsOf(field),
    ]),
  );

  return ({ cells }) => {
    // Most rows are companies, which few cells show: the others are folded only where those do not.
    const fold = (column: number): string => foldText(cells[column] ?? '');
    const isHeadings = cells.every((cell, column) => foldText(cell) === (folded[column] ?? ''));
    if (isHeadings && cells.filter((cell) => cell.trim() !== '').length > 1) return 'headings';
    if (/\d/.test(fold(closing)) || CLOSED.test(fold(state))) return 'closed';
    const at = (field: ImportField): string => (columns.get(field) ?? []).map(fold).join('');
    const has = ({ field, form }: (typeof IDENTITY)[number]): boolean => {
      const cell = at(field);
      return form.test(cell) && !isAside(cell);
    };
    if (IDENTITY.some(has)) return undefined;
    const filled = cells.map(foldText).filter((cell) => cell !== '');
    const name = at('name');
    if (name !== '' && hasLegalForm(name)) return undefined;
    const isTotal =
      name === '' || COUNT.test(name) || /^\d+$/.test(name)
        ? filled.some((cell) => TOTAL.test(cell)) || filled.every((cell) => COUNT.test(cell))
        : TOTAL.test(name);
    if (isTotal) return 'total';
    if (PLACE.some(has) && !(filled.length === 1 && groups.has(filled[0]!))) return undefined;
    const text = name || filled[0] || '';
    if (REMARK.test(text)) return 'remark';
    if (filled.length !== 1) return undefined;
    if (name === '' && /^\d{1,6}$/.test(text)) return 'blank';
    if (groups.has(text) || BULLET.test(text)) return 'group';
    return SENTENCE.test(text) ? 'remark' : undefined;
  };
}

/** Whether a cell says something of the list instead of a company. */
function isAside(cell: string): boolean {
  return TOTAL.test(cell) || COUNT.test(cell) || REMARK.test(cell);
}

/** How lists say that a cell holds what stands above it. */
const DITTO = /^(?:同上|上に同じ|同じ|〃|″|〝|〟|"|”|“|''|´´|々|仝)$/;

function isDitto(cell: string): boolean {
  return cell.length > 0 && cell.length < 10 && DITTO.test(cell.replace(/\s/g, ''));
}

/**
 * Rows in which what stands above is written out where a list says 「同上」. Above is the company before, not a sum or
 * a remark between; nothing is above the first of the list and of each part, and such a cell says nothing there.
 */
export function writeOutDittos(
  rows: readonly CsvRow[],
  headings: readonly string[],
  mapping: ColumnMapping,
): CsvRow[] {
  // Most lists have none.
  if (!rows.some(({ cells }) => cells.some(isDitto))) return [...rows];
  const findLeftOutReason = createLeftOutFinder(headings, mapping);
  let above: readonly string[] = [];
  return rows.map((listed) => {
    const { row, cells } = listed;
    const dittos = cells.map(isDitto);
    const written = dittos.includes(true)
      ? cells.map((cell, column) => (dittos[column] ? (above[column] ?? '') : cell))
      : cells;
    const reason = findLeftOutReason({ row, cells: written });
    const isAlone = written.filter((cell) => cell.trim() !== '').length === 1;
    if (reason === 'group' || (isAlone && reason === undefined)) above = [];
    else if (reason === undefined) above = written;
    return { ...listed, cells: written };
  });
}
