import { describe, expect, it } from 'vitest';
import { NO_CHOICES } from '#domain/casework/account-import/account-import-choices.ts';
import { guessColumns } from '#domain/casework/account-import/account-import-columns.ts';
import type { KnownAccount } from '#domain/casework/account-import/account-import.ts';
import {
  planFrameImport,
  toFrameRows,
  type FrameDecisions,
  type FrameImportPlan,
  type KnownFrameUnit,
} from '#domain/fieldwork/frame/plan-frame-import.ts';
import { computeLicenceState } from '#domain/fieldwork/frame/frame-list.ts';
import { getItem } from '#domain/questionnaire/model.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const options = (code: string) => getItem(readSurvey(), code).options ?? [];
const codebook = {
  industry: options('industry'),
  employees: options('employees'),
  sales: options('sales'),
  municipality: options('municipality'),
};
const HEADINGS = [
  '企業名',
  '法人番号',
  '業種',
  '従業員数',
  '市町村',
  '住所',
  '担当者名',
  '担当者メール',
  '備考',
];

/** A file with these rows, the first of them row 2. */
function plan(
  rows: Record<string, string>[],
  known: KnownFrameUnit[] = [],
  accounts: KnownAccount[] = [],
): FrameImportPlan {
  return planFrameImport({
    headings: HEADINGS,
    rows: rows.map((cells, index) => ({
      row: index + 2,
      cells: HEADINGS.map((heading) => cells[heading] ?? ''),
    })),
    mapping: guessColumns(HEADINGS),
    codebook,
    known,
    accounts,
    dropUnreadable: false,
    choices: NO_CHOICES,
  });
}
const written = (made: FrameImportPlan, known: KnownFrameUnit[] = [], given: Partial<FrameDecisions> = {}) =>
  toFrameRows(made, known, {
    added: made.added,
    updates: made.matched,
    isLinking: true,
    isMarkingMissing: false,
    ...given,
  });

/** The list after an import: what it had, and what was written. */
function afterImport(known: KnownFrameUnit[], rows: ReturnType<typeof toFrameRows>): KnownFrameUnit[] {
  const list = new Map(known.map((unit) => [unit.id, unit]));
  for (const [index, row] of rows.entries()) {
    if (row.kind === 'add') list.set(`new${index}`, { id: `new${index}`, fields: row.fields, isGone: false });
    else if (row.kind === 'change')
      list.set(row.unitId, { id: row.unitId, fields: row.fields, isGone: false });
    else list.set(row.unitId, { ...list.get(row.unitId)!, isGone: true });
  }
  return [...list.values()];
}

const FILE: Record<string, string>[] = [
  {
    企業名: '㈱白銀商店',
    法人番号: '7000012050002',
    業種: '製造業',
    従業員数: '42',
    住所: '青森県八戸市白銀町1',
    担当者名: '工藤 一郎',
    担当者メール: 'kudo@example.jp',
    備考: '要注意',
  },
  { 企業名: '種差水産', 従業員数: '3名', 住所: '青森県八戸市鮫町2' },
  { 企業名: '種差水産', 従業員数: '8', 住所: '青森県青森市本町5' },
];

describe('the dry run of a list', () => {
  it('adds every row of a new list, with what lists keep and nothing else', () => {
    const made = plan(FILE);
    expect([made.added.length, made.missing.length]).toEqual([3, 0]);
    expect(written(made)[0]).toEqual({
      kind: 'add',
      fields: {
        name: '㈱白銀商店',
        corporateNumber: '7000012050002',
        industry: 'manufacturing',
        employees: 'e21_50',
        employeeCount: 42,
        municipality: 'hachinohe',
        address: '青森県八戸市白銀町1',
        contactName: '工藤 一郎',
      },
    });
  });

  it('of the same file again adds nothing and changes nothing, also among companies of one name', () => {
    const list = afterImport([], written(plan(FILE)));
    const again = plan(FILE, list);
    expect(again).toMatchObject({ added: [], matched: [], uncertain: [], missing: [], unchangedCount: 3 });
    expect(written(again, list, { isMarkingMissing: true })).toEqual([]);
  });

  it('tells what changes, and writes an address whole with what it does not say any more kept', () => {
    const list = afterImport([], written(plan(FILE)));
    const made = plan(
      [{ ...FILE[0]!, 従業員数: '60', 業種: '', 担当者名: '佐藤 花子' }, FILE[1]!, FILE[2]!],
      list,
    );
    expect([made.added.length, made.matched.length, made.unchangedCount]).toEqual([0, 1, 2]);
    expect(written(made, list)).toEqual([
      {
        kind: 'change',
        unitId: 'new0',
        fields: expect.objectContaining({
          name: '㈱白銀商店',
          industry: 'manufacturing',
          employees: 'e51_100',
          employeeCount: 60,
          contactName: '佐藤 花子',
        }) as object,
      },
    ]);
  });

  it('names what the file does not have any more, marks it only where that is said, and takes it in again', () => {
    const list = afterImport([], written(plan(FILE)));
    const made = plan(FILE.slice(0, 2), list);
    expect(made.missing).toEqual(['new2']);
    expect(written(made, list)).toEqual([]);
    const gone = afterImport(list, written(made, list, { isMarkingMissing: true }));
    expect(gone.filter(({ isGone }) => isGone).map(({ id }) => id)).toEqual(['new2']);
    expect(plan(FILE.slice(0, 2), gone).missing).toEqual([]);
    const back = plan(FILE, gone);
    expect(back.returned).toEqual(['new2']);
    expect(afterImport(gone, written(back, gone)).some(({ isGone }) => isGone)).toBe(false);
  });

  it('takes no two companies for one by their name alone: a person is asked', () => {
    const list = afterImport([], written(plan([{ 企業名: '株式会社種差', 住所: '青森県八戸市鮫町2' }])));
    const made = plan([{ 企業名: '有限会社種差', 住所: '青森県八戸市鮫町2' }], list);
    expect(made.uncertain.map(({ doubt }) => doubt)).toEqual(['otherLegalForm']);
    expect(made.missing).toEqual([]);
    expect(written(made, list)).toEqual([]);
  });

  it('links what is a registered company without a doubt, and only counts what may be one', () => {
    const accounts: KnownAccount[] = [
      { id: 'a1', fields: { name: '白銀商店', corporateNumber: '7000012050002' } },
      { id: 'a2', fields: { name: '種差水産', address: '青森県十和田市1' } },
    ];
    const made = plan(FILE, [], accounts);
    expect([made.links, made.unsureLinks]).toEqual([[{ row: 2, accountId: 'a1' }], 2]);
    expect(written(made).map((row) => 'accountId' in row && row.accountId)).toEqual(['a1', false, false]);
    expect(written(made, [], { isLinking: false }).some((row) => 'accountId' in row)).toBe(false);
  });

  it('of 7,500 companies against as many takes a few seconds at most', () => {
    const rows = Array.from({ length: 7_500 }, (_, index) => ({
      企業名: `会社${index}`,
      業種: '製造業',
      住所: `青森県八戸市白銀町${index}`,
    }));
    const list = afterImport([], written(plan(rows)));
    const from = performance.now();
    expect(plan(rows, list)).toMatchObject({ added: [], matched: [], unchangedCount: 7_500 });
    expect(performance.now() - from).toBeLessThan(8_000);
  });
});

describe('a licence', () => {
  it.each([
    [null, 'unlimited'],
    ['2027-01-01', 'running'],
    ['2026-12-20', 'soon'],
    ['2026-11-20', 'soon'],
    ['2026-11-19', 'over'],
  ] as const)('until %s is %s on 20 November 2026', (endsOn, state) => {
    expect(computeLicenceState(endsOn, '2026-11-20')).toBe(state);
  });
});
