import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEdition } from '#domain/catalogue/edition.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/parse-report.ts';
import { COLUMN_ORDER, headingOf, toCells } from '#domain/catalogue/programme-import-columns.ts';
import { planProgrammeImport, type ListedRow } from '#domain/catalogue/programme-import.ts';
import { REPORT_TEXT } from './report-text.ts';

let report: Catalogue;
beforeAll(() => {
  report = parseReport(REPORT_TEXT);
});

const listOf = (...rows: string[][]): ListedRow[] => rows.map((cells, index) => ({ row: index + 1, cells }));
const template = (language: 'ja' | 'en') => COLUMN_ORDER.map((column) => headingOf(column, language));

describe('a list of programmes', () => {
  it.each(['ja', 'en'] as const)('that was saved (%s) changes nothing when it comes back', (language) => {
    const rows = listOf(template(language), ...report.programmes.map((programme) => toCells(programme, language)));
    const plan = planProgrammeImport(rows, report, { isWhole: true });
    expect([plan.faults, plan.unknownHeadings]).toEqual([[], []]);
    expect(plan.comparison).toEqual({ added: [], removed: [], changed: [] });
    expect(plan.unchangedCount).toBe(119);
    expect(plan.programmes).toEqual(report.programmes);
  });

  it('fills an empty edition', () => {
    const empty = createEdition(2014, report, { withProgrammes: false });
    const rows = listOf(template('ja'), ...report.programmes.map((programme) => toCells(programme, 'ja')));
    const plan = planProgrammeImport(rows, empty, { isWhole: true });
    expect(plan.faults).toEqual([]);
    expect(plan.comparison.added).toHaveLength(119);
    // Eras, sections and doubts are the report's own; a list does not carry them.
    expect(plan.programmes.map(({ key, name, costThousandYen }) => [key, name, costThousandYen])).toEqual(
      report.programmes.map(({ key, name, costThousandYen }) => [key, name, costThousandYen]),
    );
  });

  it('changes only the columns it has, and finds programmes by name', () => {
    const plan = planProgrammeImport(listOf(['事業名', '決算額（千円）'], ['就職ガイダンス開催費', '2,000']), report, { isWhole: false });
    expect(plan.comparison.changed.map(({ after, fields }) => [after.key, fields, after.costThousandYen])).toEqual([['p019', ['costThousandYen'], 2000]]);
    expect(plan.comparison.removed).toEqual([]);
    expect(plan.programmes).toHaveLength(119);
    expect(plan.unchangedCount).toBe(118);
  });

  it('adds what it does not know, with keys and pages of their own', () => {
    const headings = ['事業名', '基本方針', '施策の柱', '担当課', '開始年度', '終了年度', '事業内容', '重点事業', '実績', '経緯'];
    const row = (name: string) => [name, '１', '若年者の就業支援の強化', '労政・能力開発課', 'R5', '', '内容', '〇', '結果｜参加者数｜30名\n経過|申込|40名', '2023｜創設｜制度創設'];
    const { faults, comparison } = planProgrammeImport(listOf(headings, row('新しい事業'), row('もう一つ')), report, { isWhole: false });
    expect(faults).toEqual([]);
    expect(comparison.added).toMatchObject([
      {
        key: '2013-001', page: 154, pillar: '1-2', period: { start: 2023, end: null, open: true }, marks: { priority: 'yes', mainResult: 'no' },
        results: [{ kind: 'outcome', item: '参加者数', quantities: [{ number: 30, unit: '名' }] }, { kind: 'process' }],
        history: [{ fiscalYear: 2023, class: 'created', event: '制度創設' }],
      },
      { key: '2013-002', page: 155 },
    ]);
  });

  it('that is the whole list removes what it does not name', () => {
    const rows = listOf(['事業名'], ['就職ガイダンス開催費']);
    expect(planProgrammeImport(rows, report, { isWhole: true }).comparison.removed).toHaveLength(118);
  });

  it('with faults names row, column and cell, and imports nothing', () => {
    const plan = planProgrammeImport(
      listOf(['事業名', '決算額', '重点事業', '知らない列'], ['就職ガイダンス開催費', 'たくさん', '多分', 'x'], ['就職ガイダンス開催費', '', '', ''], ['新しい事業', '', '', '']),
      report,
      { isWhole: false },
    );
    expect(plan.unknownHeadings).toEqual(['知らない列']);
    expect(plan.faults).toContainEqual({ row: 2, column: 'priority', code: 'notChoice', value: '多分' });
    expect(plan.faults).toContainEqual({ row: 3, column: null, code: 'repeatedRow', value: '就職ガイダンス開催費' });
    expect(plan.faults).toContainEqual({ row: 4, column: 'department', code: 'missing', value: '' });
    expect(plan.programmes).toEqual([]);
  });

  it('without the column of names is not a list of programmes', () => {
    expect(planProgrammeImport(listOf(['企業名'], ['株式会社']), report, { isWhole: true })).toMatchObject({ missingColumns: ['name'], programmes: [] });
    expect(planProgrammeImport([], report, { isWhole: true }).missingColumns).toEqual(['name']);
  });

  it('reads texts that a CSV export kept from being formulas', () => {
    const plan = planProgrammeImport(listOf(['事業名', '事業内容'], ['就職ガイダンス開催費', "'-10%の補助"]), report, { isWhole: false });
    expect(plan.comparison.changed[0]?.after.description).toBe('-10%の補助');
  });

  it('of garbage is refused or imports whole, and never fails', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('', '1', '1-2', '2013', '○', '△', '結果｜項目｜値', '2013｜創設｜できごと', 'p019', '\ud800', '経過||||', '9'.repeat(40)),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: COLUMN_ORDER.length, maxLength: COLUMN_ORDER.length }), { minLength: 1, maxLength: 4 }), fc.boolean(), (rows, isWhole) => {
        const plan = planProgrammeImport(listOf(template('ja'), ...rows), report, { isWhole });
        expect(plan.faults.length > 0).toBe(plan.programmes.length === 0);
      }),
      { seed: 20_261_120, numRuns: 300 },
    );
  });
});
