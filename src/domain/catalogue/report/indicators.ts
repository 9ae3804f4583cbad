import { eraYear } from '#domain/canonical/dates.ts';
import { foldText } from '#domain/canonical/text.ts';
import type { Indicator } from '#domain/catalogue/model.ts';
import { ReportError } from './report-error.ts';
import type { ReportLine } from './report-lines.ts';

interface Column {
  series: string;
  unit: string;
  /** Which of the table's years the column is of; a change belongs to the later one. */
  year: 'earlier' | 'later';
}

/** The columns of 表４－１ in order; the extraction scatters their headings over the lines. */
const BUSINESS_COLUMNS: readonly Column[] = [
  { series: '事業所数', unit: '事業所', year: 'earlier' },
  { series: '事業所数', unit: '事業所', year: 'later' },
  { series: '事業所数の増減率', unit: '％', year: 'later' },
  { series: '従業者数', unit: '人', year: 'earlier' },
  { series: '従業者数', unit: '人', year: 'later' },
  { series: '従業者数の増減率', unit: '％', year: 'later' },
  { series: '１事業所当たり従業者数', unit: '人', year: 'earlier' },
  { series: '１事業所当たり従業者数', unit: '人', year: 'later' },
  { series: '１事業所当たり従業者数の増減', unit: '人', year: 'later' },
];

/** The columns of 表４－２ in order, each printed from the first year to the last. */
const POPULATION_COLUMNS: readonly { series: string; unit: string }[] = [
  { series: '総人口', unit: '人' },
  { series: '年少人口（0-14歳）', unit: '人' },
  { series: '生産年齢人口（15-64歳）', unit: '人' },
  { series: '老年人口（65歳以上）', unit: '人' },
  { series: '年少人口（0-14歳）の構成比', unit: '％' },
  { series: '生産年齢人口（15-64歳）の構成比', unit: '％' },
  { series: '老年人口（65歳以上）の構成比', unit: '％' },
];

/** The population table is of the prefecture whose report it is. */
const PREFECTURE = '青森県';

/**
 * The tables on establishments and employees and on population by age: the printed figures,
 * nothing computed. Years are calendar years.
 * @throws ReportError when a table is missing or incomplete
 */
export function parseIndicators(lines: readonly ReportLine[]): Indicator[] {
  return [
    ...readBusinessTable(tableAfter(lines, '表４－１')),
    ...readPopulationTable(tableAfter(lines, '表４－２')),
  ];
}

function tableAfter(lines: readonly ReportLine[], heading: string): ReportLine[] {
  const start = lines.findIndex(({ text }) => foldText(text).startsWith(foldText(heading)));
  const length = start < 0 ? -1 : lines.slice(start).findIndex(({ text }) => /^(?:資料|[（(]注)/.test(text));
  if (length < 0)
    throw new ReportError('indicators-unreadable', { line: lines[Math.max(start, 0)]?.number }, heading);
  return lines.slice(start, start + length);
}

function readBusinessTable(lines: readonly ReportLine[]): Indicator[] {
  const years = [...new Set(lines.flatMap(({ text }) => headingYears(text)))];
  const rows = lines.filter(
    ({ text }) => /^\S+\s+[\d,]+\s/.test(text.normalize('NFKC')) && headingYears(text).length === 0,
  );
  const [earlier, later] = years;
  if (earlier === undefined || later === undefined || years.length !== 2 || rows.length < 2)
    throw unreadable(lines);
  return rows.flatMap((row) => {
    const [area = ''] = row.text.split(/\s/);
    const values = listNumbers(row.text.slice(area.length));
    if (values.length !== BUSINESS_COLUMNS.length) throw unreadable([row]);
    return BUSINESS_COLUMNS.map(({ series, unit, year }, index) => ({
      series,
      area,
      year: year === 'earlier' ? earlier : later,
      value: values[index] ?? 0,
      unit,
    }));
  });
}

function readPopulationTable(lines: readonly ReportLine[]): Indicator[] {
  const first = lines.findIndex(({ text }) => headingYears(text).length > 0);
  const years = lines.slice(Math.max(first, 0)).flatMap(({ text }) => headingYears(text));
  const values = lines
    .flatMap(({ text }) => (/^[\d,]+(?:\.\d)?$/.test(text.normalize('NFKC')) ? listNumbers(text) : []))
    .slice(years.length - 1);
  if (first < 0 || values.length !== years.length * POPULATION_COLUMNS.length) throw unreadable(lines);
  return POPULATION_COLUMNS.flatMap(({ series, unit }, column) =>
    years.map((year, index) => ({
      series,
      area: PREFECTURE,
      year,
      value: values[column * years.length + index] ?? 0,
      unit,
    })),
  );
}

/** The years that a heading line of its own gives: `21 24` (Heisei), `平成18年`, `令和3年`. */
function headingYears(text: string): number[] {
  const plain = text.normalize('NFKC');
  const [, reiwa] = /^令和(元|\d{1,2})年?$/.exec(plain) ?? [];
  if (reiwa !== undefined) return [eraYear('令和', reiwa === '元' ? 1 : Number(reiwa)) ?? 0];
  if (!/^(?:平成)?\d{2}年?(?:\s+\d{2})*$/.test(plain)) return [];
  return [...plain.matchAll(/\d{2}/g)].flatMap(([digits]) => eraYear('平成', Number(digits)) ?? []);
}

/** Numbers as printed; ▲ stands before a negative one. */
function listNumbers(text: string): number[] {
  return [...text.normalize('NFKC').matchAll(/(▲)?\s*(\d[\d,]*(?:\.\d+)?)/g)].map(
    ([, negative, digits = '']) => Number(digits.replaceAll(',', '')) * (negative ? -1 : 1),
  );
}

function unreadable(lines: readonly ReportLine[]): ReportError {
  return new ReportError('indicators-unreadable', { line: lines[0]?.number }, lines[0]?.text);
}
