import { expect, it } from 'vitest';
import { bookOfAllItems } from '#domain/tabulation/book/all-items.ts';
import { listTables } from '#domain/tabulation/book/book-spec.ts';
import { computeBook } from '#domain/tabulation/book/compute-book.ts';
import { bookOfFindings } from '#domain/tabulation/book/findings.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import { bookColumns, inventDataset, settings, survey, surveyCodebook } from './invented-survey.ts';

const columns = bookColumns(surveyCodebook());
const steady = { report: () => undefined, rest: () => true };

it('holds every finding of the report of the survey', () => {
  const book = bookOfFindings(survey, columns, settings, 'ja');
  expect(book.omitted).toEqual([]);
  const headings = listTables(book).map(({ heading }) => heading);
  expect(headings).toEqual([
    '認知度',
    '認知度（業種別）',
    '認知度（従業員数別）',
    '認知度（都市部・郡部別）',
    '利用経験',
    '利用経験（業種別）',
    '利用経験（従業員数別）',
    '利用経験（都市部・郡部別）',
    '利用した制度',
    '満足度',
    '満足度（業種別）',
    '利用しない理由',
    '経営課題',
    '経営課題（業種別）',
    '経営課題（従業員数別）',
    '経営課題（地域別）',
    '最も深刻な課題',
    '課題の解決を求める機関（課題ごとの上位3機関）',
    '必要と考える方向性',
    'すでに取り組んでいるもの',
    '新規相談の希望',
    '新規相談の希望（業種別）',
    '新規相談の希望（従業員数別）',
    '新規相談の希望（売上高別）',
    '新規相談の希望（地域別）',
    '新規相談の希望（都市部・郡部別）',
    '新規相談の希望（利用経験別）',
    '新規相談の希望（満足度別）',
  ]);
});

it('names the rows of its grids by the words of the questionnaire', () => {
  const tables = listTables(bookOfFindings(survey, columns, settings, 'ja'));
  const institutions = tables.find(({ heading }) => heading.includes('機関'))!;
  expect(institutions).toMatchObject({ layout: 'grid', ranks: 3 });
  expect(institutions.spec.banner).toHaveLength(13);
  expect(institutions.rowLabels).toMatchObject({ 'institutions.labour': '雇用・労務' });
  const directions = tables.find(({ heading }) => heading.includes('方向性'))!;
  expect(Object.values(directions.rowLabels!)[0]).toContain('IoT');
});

it('leaves out what the questionnaire lacks, and says so', () => {
  const without = columns.filter(({ code }) => code !== 'satisfaction' && !code.startsWith('institutions.'));
  const book = bookOfFindings(survey, without, settings, 'ja');
  expect(book.omitted).toEqual([
    { heading: '満足度', lacks: ['satisfaction'] },
    { heading: '満足度（業種別）', lacks: ['satisfaction'] },
    { heading: '課題の解決を求める機関（課題ごとの上位3機関）', lacks: ['institutions'] },
    { heading: '新規相談の希望（満足度別）', lacks: ['satisfaction'] },
  ]);
  expect(listTables(book).map(({ spec }) => spec.banner[0])).not.toContain('satisfaction');
});

it('can be counted whole, and so can the book of everything', async () => {
  const dataset = inventDataset(300);
  const findings = bookOfFindings(survey, columns, settings, 'ja');
  const all = bookOfAllItems(columns, ['industry', 'region', 'issues', 'founded'], settings, 'すべて');
  for (const book of [findings, all]) {
    const tables = await computeBook(dataset, book, steady);
    const named = (spec: TableSpec) => [spec.stub, spec.banner, spec.base, spec.sort];
    expect(tables?.map(({ spec }) => named(spec))).toEqual(listTables(book).map(({ spec }) => named(spec)));
    const tests = tables!.flatMap(({ blocks }) => blocks.flatMap((block) => block.tests ?? []));
    // Where χ² may not be read there is another p.
    expect(tests.filter(({ valid }) => valid === false).length).toBeGreaterThan(5);
    for (const { valid, monteCarlo } of tests) expect(Boolean(monteCarlo)).toBe(valid === false);
  }
  // Several answers and numbers are no groups; no column stands against itself.
  expect(listTables(all)).toHaveLength(columns.length * 3 - 2);
});

it('tells how far it is and stops when nobody wants it any more', async () => {
  const book = bookOfAllItems(columns, ['industry'], settings, 'すべて');
  const heard: number[] = [];
  const stopped = await computeBook(inventDataset(50), book, {
    report: (done) => heard.push(done),
    rest: () => Promise.resolve(heard.length < 3),
  });
  expect(stopped).toBeNull();
  expect(heard).toEqual([1, 2, 3]);
});
