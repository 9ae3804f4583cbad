import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEdition, removeProgramme, replaceProgrammes } from '#domain/catalogue/edition/edition.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { COLUMN_ORDER, headingOf, toCells } from '#domain/catalogue/edition/programme-import-columns.ts';
import {
  planProgrammeImport,
  type ListedRow,
  type ProgrammeImportOptions,
} from '#domain/catalogue/edition/programme-import.ts';
import { programmeOn, REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';

let report: Catalogue;
beforeAll(() => {
  report = parseReport(REPORT_TEXT);
});

let ids = 0;
const createId = () => String((ids += 1));
const planImport = (
  rows: ListedRow[],
  catalogue: Catalogue,
  options: Omit<ProgrammeImportOptions, 'createId'>,
) => planProgrammeImport(rows, catalogue, { ...options, createId });
const listOf = (...rows: string[][]): ListedRow[] => rows.map((cells, index) => ({ row: index + 1, cells }));
const template = (language: 'ja' | 'en') => COLUMN_ORDER.map((column) => headingOf(column, language));

/** Every character that Shift_JIS has, as Windows writes it. */
function listShiftJis(): ReadonlySet<string> {
  const decoder = new TextDecoder('shift_jis');
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const pairs = [...range(0x81, 0x9f), ...range(0xe0, 0xfc)].flatMap((lead) =>
    range(0x40, 0xfc).map((trail) => [lead, trail]),
  );
  return new Set(
    [...range(0, 0x7f), ...range(0xa1, 0xdf)]
      .map((single) => [single])
      .concat(pairs)
      .flatMap((bytes) => [...decoder.decode(Uint8Array.from(bytes))]),
  );
}

describe('a list of programmes', () => {
  it.each(['ja', 'en'] as const)('that was saved (%s) changes nothing when it comes back', (language) => {
    const rows = listOf(
      template(language),
      ...report.programmes.map((programme) => toCells(programme, language)),
    );
    const plan = planImport(rows, report, { isWhole: true });
    expect([plan.faults, plan.unknownHeadings]).toEqual([[], []]);
    expect(plan.comparison).toEqual({ added: [], removed: [], changed: [] });
    expect(plan.unchangedCount).toBe(119);
    expect(plan.programmes).toEqual(report.programmes);
  });

  it('has no character that is lost where a spreadsheet saves it in Shift_JIS, and reads what was saved with another sign', () => {
    const rows = listOf(template('ja'), ...report.programmes.map((programme) => toCells(programme, 'ja')));
    const known = listShiftJis();
    expect(
      [...new Set(rows.flatMap(({ cells }) => cells).join(''))].filter((character) => !known.has(character)),
    ).toEqual([]);
    const older = rows.map(({ row, cells }) => ({
      row,
      cells: cells.map((cell) => cell.replaceAll('¶', '⏎')),
    }));
    expect(planImport(older, report, { isWhole: true }).comparison).toEqual({
      added: [],
      removed: [],
      changed: [],
    });
  });

  it('fills an empty edition', () => {
    const empty = createEdition(2014, report, { withProgrammes: false });
    const rows = listOf(template('ja'), ...report.programmes.map((programme) => toCells(programme, 'ja')));
    const plan = planImport(rows, empty, { isWhole: true });
    expect(plan.faults).toEqual([]);
    expect(plan.comparison.added).toHaveLength(119);
    // Eras, sections and doubts are the report's own; a list does not carry them.
    expect(plan.programmes.map(({ key, name, costThousandYen }) => [key, name, costThousandYen])).toEqual(
      report.programmes.map(({ key, name, costThousandYen }) => [key, name, costThousandYen]),
    );
  });

  it('changes only the columns it has, and finds programmes by name', () => {
    const plan = planImport(listOf(['事業名', '決算額（千円）'], ['就職ガイダンス開催費', '2,000']), report, {
      isWhole: false,
    });
    expect(
      plan.comparison.changed.map(({ after, fields }) => [after.key, fields, after.costThousandYen]),
    ).toEqual([['p019', ['costThousandYen'], 2000]]);
    expect(plan.comparison.removed).toEqual([]);
    expect(plan.programmes).toHaveLength(119);
    expect(plan.unchangedCount).toBe(118);
  });

  it.each(['1-3', '2026-01-03', '1月3日', '01-03', '2026/1/3'])(
    'takes %s for the pillar 1-3, which a spreadsheet has made a day of',
    (cell) => {
      const { faults, comparison } = planImport(
        listOf(['事業名', '施策の柱'], ['就職ガイダンス開催費', cell]),
        report,
        { isWhole: false },
      );
      expect(faults).toEqual([]);
      expect(comparison.changed.map(({ after }) => after.pillar)).toEqual(['1-3']);
    },
  );

  it('adds what it does not know, with keys and pages of their own', () => {
    const headings = [
      '事業名',
      '基本方針',
      '施策の柱',
      '担当課',
      '開始年度',
      '終了年度',
      '事業内容',
      '重点事業',
      '実績',
      '経緯',
    ];
    const row = (name: string) => [
      name,
      '１',
      '若年者の就業支援の強化',
      '労政・能力開発課',
      'R5',
      '',
      '内容',
      '〇',
      '結果｜参加者数｜30名\n経過|申込|40名',
      '2023｜創設｜制度創設',
    ];
    const { faults, comparison } = planImport(listOf(headings, row('新しい事業'), row('もう一つ')), report, {
      isWhole: false,
    });
    expect(faults).toEqual([]);
    expect(comparison.added).toMatchObject([
      {
        key: expect.stringMatching(/^2013-[0-9a-f]{8}$/),
        page: 154,
        pillar: '1-2',
        period: { start: 2023, end: null, open: true },
        marks: { priority: 'yes', mainResult: 'no' },
        results: [
          { kind: 'outcome', item: '参加者数', quantities: [{ number: 30, unit: '名' }] },
          { kind: 'process' },
        ],
        history: [{ fiscalYear: 2023, class: 'created', event: '制度創設' }],
      },
      { key: expect.stringMatching(/^2013-[0-9a-f]{8}$/), page: 155 },
    ]);
    expect(new Set(comparison.added.map(({ key }) => key)).size).toBe(2);
  });

  it('takes no key that somebody made up', () => {
    const headings = [
      '施策番号',
      '事業名',
      '基本方針',
      '施策の柱',
      '担当課',
      '開始年度',
      '終了年度',
      '事業内容',
    ];
    const plan = (key: string) =>
      planImport(
        listOf(headings, [key, '新しい事業', '1', '1-2', '労政・能力開発課', '2013', '2013', '内容']),
        report,
        { isWhole: false },
      );
    for (const key of ['compare', 'p200', 'shin-1', '2014-1', '../x']) {
      expect(plan(key).faults, key).toEqual([{ row: 2, column: 'key', code: 'unknownKey', value: key }]);
    }
    expect(plan('').faults).toEqual([]);
  });

  it('that was saved comes into a new edition with its keys, also those of programmes that are gone from every edition', () => {
    const other = removeProgramme(report, 'p021');
    const own = { ...programmeOn(report, 21), key: '2013-0a1b2c3d', page: 160 };
    const rows = listOf(
      template('ja'),
      ...[...report.programmes, own].map((programme) => toCells(programme, 'ja')),
    );
    const plan = planImport(rows, createEdition(2014, other, { withProgrammes: false }), {
      isWhole: true,
      editions: [other],
    });
    expect(plan.faults).toEqual([]);
    expect(plan.programmes.map(({ key }) => key)).toEqual([
      ...report.programmes.map(({ key }) => key),
      '2013-0a1b2c3d',
    ]);
    const moved = replaceProgrammes(
      report,
      report.programmes.map((programme) =>
        programme.key === 'p021' ? { ...programme, page: 200 } : programme,
      ),
    );
    const movedRows = listOf(
      template('ja'),
      ...moved.programmes.map((programme) => toCells(programme, 'ja')),
    );
    expect(
      planImport(movedRows, createEdition(2014, report, { withProgrammes: false }), {
        isWhole: true,
        editions: [report],
      }).faults,
    ).toEqual([]);
  });

  it('that is the whole list removes what it does not name', () => {
    const rows = listOf(['事業名'], ['就職ガイダンス開催費']);
    expect(planImport(rows, report, { isWhole: true }).comparison.removed).toHaveLength(118);
  });

  it('with faults names row, column and cell, and imports nothing', () => {
    const plan = planImport(
      listOf(
        ['事業名', '決算額', '重点事業', '知らない列'],
        ['就職ガイダンス開催費', 'たくさん', '多分', 'x'],
        ['就職ガイダンス開催費', '', '', ''],
        ['新しい事業', '', '', ''],
      ),
      report,
      { isWhole: false },
    );
    expect(plan.unknownHeadings).toEqual(['知らない列']);
    expect(plan.faults).toContainEqual({ row: 2, column: 'priority', code: 'notChoice', value: '多分' });
    expect(plan.faults).toContainEqual({
      row: 3,
      column: null,
      code: 'repeatedRow',
      value: '就職ガイダンス開催費',
    });
    expect(plan.faults).toContainEqual({ row: 4, column: 'department', code: 'missing', value: '' });
    expect(plan.programmes).toEqual([]);
  });

  it('without the column of names is not a list of programmes', () => {
    expect(planImport(listOf(['企業名'], ['株式会社']), report, { isWhole: true })).toMatchObject({
      missingColumns: ['name'],
      programmes: [],
    });
    expect(planImport([], report, { isWhole: true }).missingColumns).toEqual(['name']);
  });

  it('reads texts that a CSV export kept from being formulas', () => {
    const plan = planImport(listOf(['事業名', '事業内容'], ['就職ガイダンス開催費', "'-10%の補助"]), report, {
      isWhole: false,
    });
    expect(plan.comparison.changed[0]?.after.description).toBe('-10%の補助');
  });

  it('gives no key again that a removed programme had', () => {
    const headings = ['事業名', '基本方針', '施策の柱', '担当課', '開始年度', '終了年度', '事業内容'];
    const add = (name: string) =>
      planImport(listOf(headings, [name, '1', '1-2', '労政・能力開発課', '2013', '2013', '内容']), report, {
        isWhole: false,
      }).comparison.added[0]?.key;
    const removed = add('新しい事業');
    expect(removed).toMatch(/^2013-/);
    expect(add('もう一つ')).not.toBe(removed);
  });

  it('of garbage is refused or imports whole, and never fails', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '',
        '1',
        '1-2',
        '2013',
        '○',
        '△',
        '結果｜項目｜値',
        '2013｜創設｜できごと',
        'p019',
        '\ud800',
        '経過||||',
        '9'.repeat(40),
      ),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: COLUMN_ORDER.length, maxLength: COLUMN_ORDER.length }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.boolean(),
        (rows, isWhole) => {
          const plan = planImport(listOf(template('ja'), ...rows), report, { isWhole });
          expect(plan.faults.length > 0).toBe(plan.programmes.length === 0);
        },
      ),
      { seed: 20_261_120, numRuns: 300 },
    );
  });
});

describe('a year begun from a list without keys', () => {
  const begun = () => createEdition(2014, report, { withProgrammes: false });
  const headings = COLUMN_ORDER.filter((column) => column !== 'key').map((column) => headingOf(column, 'ja'));
  const cellsOf = (programme: Programme) =>
    toCells(programme, 'ja').filter((_, index) => COLUMN_ORDER[index] !== 'key');
  const listWith = (change: Partial<Programme>) =>
    listOf(
      headings,
      ...report.programmes.map((programme) =>
        cellsOf(programme.key === 'p019' ? { ...programme, ...change } : programme),
      ),
    );
  const ROW = () => report.programmes.findIndex(({ key }) => key === 'p019') + 2;

  it('carries the programmes of other years on, other spellings and former names too', () => {
    const plan = planImport(listWith({ name: '就職ガイダンス開催' }), begun(), {
      isWhole: true,
      editions: [report],
    });
    expect([plan.faults, plan.matching.uncertain, plan.matching.added]).toEqual([[], [], []]);
    expect(plan.programmes.map(({ key }) => key).sort()).toEqual(
      report.programmes.map(({ key }) => key).sort(),
    );
    const { name, history } = report.programmes.find(({ key }) => key === 'p019')!;
    const renamed = {
      era: '平成26年度',
      fiscalYear: 2014,
      event: `事業名変更「${name}」から`,
      class: 'renamed' as const,
      formerName: name,
      text: '',
    };
    const moved = planImport(
      listWith({ name: '若者しごと発見フェア', history: [...history, renamed] }),
      begun(),
      { isWhole: true, editions: [report] },
    );
    expect(moved.matching.kept.find(({ page }) => page === ROW())).toMatchObject({
      key: 'p019',
      by: 'formerName',
    });
  });

  it('asks by row what is merely alike, and does what is decided', () => {
    const rows = listWith({ name: '就職ガイダンス開催支援費' });
    const plan = (decisions: [number, string | null][]) =>
      planImport(rows, begun(), { isWhole: true, editions: [report], decisions: new Map(decisions) });
    expect(plan([]).matching.uncertain).toMatchObject([
      { page: ROW(), name: '就職ガイダンス開催支援費', candidates: [{ key: 'p019' }] },
    ]);
    expect(
      plan([[ROW(), 'p019']]).programmes.find(({ name }) => name === '就職ガイダンス開催支援費')?.key,
    ).toBe('p019');
    expect(plan([[ROW(), null]])).toMatchObject({
      matching: { uncertain: [], added: [{ page: ROW(), key: expect.stringMatching(/^2014-[0-9a-f]{8}$/) }] },
    });
  });

  it('takes no programme for one that the edition has already', () => {
    const plan = planImport(
      listOf(headings, cellsOf({ ...report.programmes[0]!, page: 900, name: '就職ガイダンス開催' })),
      report,
      { isWhole: false, editions: [report] },
    );
    expect(plan.matching).toMatchObject({ kept: [], uncertain: [], added: [{ name: '就職ガイダンス開催' }] });
    expect(plan.programmes).toHaveLength(120);
  });
});
