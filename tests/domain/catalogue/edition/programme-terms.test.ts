import { beforeAll, describe, expect, it } from 'vitest';
import { putProgramme, createEdition } from '#domain/catalogue/edition/edition.ts';
import { checkProgramme } from '#domain/catalogue/edition/programme-edit.ts';
import {
  emptyEntry,
  readEntry,
  type ProgrammeEntry,
} from '#domain/catalogue/edition/programme-edit-entry.ts';
import { COLUMN_ORDER, headingOf, toCells } from '#domain/catalogue/edition/programme-import-columns.ts';
import { planProgrammeImport } from '#domain/catalogue/edition/programme-import.ts';
import { OUTSIDE_POLICIES, type Catalogue, type Programme } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';

let report: Catalogue;
beforeAll(() => {
  report = parseReport(REPORT_TEXT);
});

const CHAMBER: Partial<ProgrammeEntry> = {
  page: '500',
  name: '架空の持続化補助',
  policy: '0',
  start: '2013',
  open: true,
  description: '販路開拓の費用の一部を補助します。',
  providerKind: 'chamber',
  providerName: '架空商工会',
  eligibility: '従業員20人以下の事業者',
  support: '販路開拓の費用の補助',
  rate: '3分の2以内',
  limit: '50万円',
  applicationFrom: '平成25年4月1日',
  applicationUntil: '2013/6/30',
  applicationNote: '予算がなくなり次第終了',
  contactDepartment: '経営支援課',
  contactTelephone: '000-000-0000',
  contactAddress: '架空市1-1',
  contactUrl: 'https://example.jp/',
  documents: '計画書\n見積書',
  checkedOn: 'H25.4.2',
  checkedBy: '佐藤',
};

function read(changes: Partial<ProgrammeEntry>) {
  return readEntry(
    { ...emptyEntry(1), ...CHAMBER, ...changes },
    { key: '2013-0000aaaa', before: undefined, catalogue: report },
  );
}
const codesOf = (changes: Partial<ProgrammeEntry>): [string, string][] =>
  read(changes).faults.map(({ field, code }) => [field, code]);

describe('a programme outside of the policies', () => {
  it('says whose it is and on what terms, with days in their one form', () => {
    const { programme, faults } = read({});
    expect(faults).toEqual([]);
    expect(programme).toMatchObject({
      policy: OUTSIDE_POLICIES,
      pillar: '',
      department: '架空商工会',
      provider: { kind: 'chamber', name: '架空商工会' },
      terms: {
        rate: '3分の2以内',
        limit: '50万円',
        application: { from: '2013-04-01', until: '2013-06-30', note: '予算がなくなり次第終了' },
        contact: { telephone: '000-000-0000', url: 'https://example.jp/' },
        documents: ['計画書', '見積書'],
        checkedOn: '2013-04-02',
      },
    });
  });

  it('changes neither the list of the eight policies nor their money', () => {
    const after = putProgramme(report, read({}).programme);
    expect(after.programmes).toHaveLength(120);
    expect(after.rows).toEqual(report.rows);
    expect(after.policyYears).toEqual(report.policyYears);
    expect(after.totals.settlementThousandYen).toBe(report.totals.settlementThousandYen);
    const office = createEdition(2014, report, { withProgrammes: false });
    expect(putProgramme(office, read({}).programme).totals.settlementThousandYen).toBe(0);
  });

  it('is refused without a provider, with a cost of the prefecture, or as the prefecture’s own', () => {
    expect(codesOf({ providerName: '' })).toContainEqual(['providerName', 'missing']);
    expect(codesOf({ costThousandYen: '100' })).toEqual([['costThousandYen', 'costOutside']]);
    expect(codesOf({ providerKind: 'prefecture', providerName: '' })).toContainEqual([
      'policy',
      'needsPolicy',
    ]);
    expect(codesOf({ alsoUnder: ['1'] })).toEqual([['alsoUnder', 'placeOutside']]);
  });

  it('is refused with a day that is none, an end before its start, or another address than one of the web', () => {
    expect(codesOf({ applicationFrom: 'そのうち' })).toEqual([['applicationFrom', 'notDate']]);
    expect(codesOf({ applicationFrom: '2013-07-01' })).toEqual([['applicationUntil', 'untilBeforeFrom']]);
    expect(codesOf({ contactUrl: 'javascript:alert(1)' })).toEqual([['contactUrl', 'notAddress']]);
    expect(codesOf({ contactUrl: 'https://example.jp/" onclick="x' })).toEqual([
      ['contactUrl', 'notAddress'],
    ]);
  });
});

describe('a programme of the report', () => {
  it('has none of it, and stays so when it is typed over', () => {
    for (const programme of report.programmes) {
      expect(Object.keys(programme)).not.toContain('terms');
      expect(checkProgramme(programme, report)).toEqual([]);
    }
  });
});

describe('a list with terms', () => {
  const plan = (
    programme: Programme,
    catalogue: Catalogue,
    language: 'ja' | 'en',
    change = (cells: string[]) => cells,
  ) =>
    planProgrammeImport(
      [
        { row: 1, cells: COLUMN_ORDER.map((column) => headingOf(column, language)) },
        { row: 2, cells: change(toCells(programme, language)) },
      ],
      catalogue,
      { isWhole: false, createId: () => 'id' },
    );

  it.each(['ja', 'en'] as const)('comes back as it was saved (%s)', (language) => {
    const { programme } = read({});
    const catalogue = putProgramme(report, programme);
    const { faults, comparison, programmes } = plan(programme, catalogue, language);
    expect([faults, comparison.changed]).toEqual([[], []]);
    expect(programmes).toContainEqual(programme);
  });

  it('confirms a copied programme by a new day of checking, and by nothing else', () => {
    const copied = createEdition(2014, putProgramme(report, read({}).programme), { withProgrammes: true });
    const programme = copied.programmes.find(({ key }) => key === '2013-0000aaaa')!;
    const at = COLUMN_ORDER.indexOf('checkedOn');
    const vouched = (day: string) =>
      plan(programme, copied, 'ja', (cells) => cells.with(at, day)).programmes.find(
        ({ key }) => key === programme.key,
      )?.period.vouchedFor;
    expect(vouched('2013-04-02')).toBe(2013);
    expect(vouched('2014年5月1日')).toBeUndefined();
    expect(plan(programme, copied, 'ja', (cells) => cells.with(at, 'きのう')).faults).toMatchObject([
      { row: 2, column: 'checkedOn', code: 'notDate' },
    ]);
  });
});
