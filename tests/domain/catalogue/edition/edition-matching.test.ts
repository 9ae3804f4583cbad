import { beforeAll, describe, expect, it } from 'vitest';
import { carryKeys, matchEditions } from '#domain/catalogue/edition/edition-matching.ts';
import type { Catalogue, HistoryEvent, Programme } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { nextReport, PAGES_MORE } from '#tests/domain/catalogue/report/next-report.ts';
import { programmeOn, REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';

let report: Catalogue;
beforeAll(() => {
  report = parseReport(REPORT_TEXT);
});

const renamed = (formerName: string): HistoryEvent => ({
  era: '平成26年度',
  fiscalYear: 2014,
  event: '事業名変更',
  class: 'renamed',
  formerName,
  text: '',
});
const changeOn = (page: number, changes: Partial<Programme>) => (programmes: Programme[]) =>
  programmes.map((programme) => (programme.page === page ? { ...programme, ...changes } : programme));
const keyOn = (catalogue: Catalogue, page: number) =>
  catalogue.programmes.find((programme) => programme.page === page + PAGES_MORE)?.key;
/** The following year's report after a change, recognised beside this one. */
const match = (
  change?: (programmes: Programme[]) => Programme[],
  decisions?: ReadonlyMap<number, string | null>,
) => {
  const next = nextReport(report, change);
  const matching = matchEditions(next, [report], decisions);
  return { matching, carried: carryKeys(next, matching) };
};

describe('the report of another year', () => {
  it('keeps the key of every programme that goes on, though its page is another’s of the year before', () => {
    const { matching, carried } = match();
    expect([matching.uncertain, matching.added, matching.gone]).toEqual([[], [], []]);
    expect(carried.programmes.map(({ key, name }) => [key, name])).toEqual(
      report.programmes.map(({ key, name }) => [key, name]),
    );
    expect(carried.rows.map(({ programme }) => programme)).toEqual(
      report.rows.map(({ programme }) => programme),
    );
    expect(carried.sheets.map(({ programme }) => programme)).toEqual(
      report.sheets.map(({ programme }) => programme),
    );
  });

  it('recognises a name in other widths and without its 費', () => {
    const { name } = programmeOn(report, 19);
    expect(name).toBe('就職ガイダンス開催費');
    const { matching, carried } = match(changeOn(19, { name: '就職 ｶﾞｲﾀﾞﾝｽ開催', aliases: [] }));
    expect(keyOn(carried, 19)).toBe('p019');
    expect(matching.kept.find(({ key }) => key === 'p019')).toMatchObject({
      by: 'name',
      before: { name, fiscalYear: 2013 },
    });
  });

  it('follows a new name through the history, but not to a programme that still has the old one', () => {
    const { name, history } = programmeOn(report, 19);
    const { matching, carried } = match(
      changeOn(19, { name: '若者しごと発見フェア', aliases: [], history: [...history, renamed(name)] }),
    );
    expect(keyOn(carried, 19)).toBe('p019');
    expect(matching.kept.find(({ key }) => key === 'p019')?.by).toBe('formerName');
    // The former name of page 117 is the name of page 56, which goes on.
    expect([keyOn(match().carried, 56), keyOn(match().carried, 117)]).toEqual(['p056', 'p117']);
  });

  it('gives a new programme a key that no edition has, and says which are gone', () => {
    const { matching, carried } = match(
      changeOn(19, { name: '水素社会の実現に向けた調査', aliases: [], history: [] }),
    );
    const given = keyOn(carried, 19);
    expect(given).toMatch(/^2014-[0-9a-f]{8}$/);
    expect(carried.rows.filter(({ programme }) => programme === given).map(({ policy }) => policy)).toEqual([
      1,
    ]);
    expect(matching.added).toMatchObject([{ key: given, page: 24 }]);
    expect(matching.gone.map(({ key }) => key)).toEqual(['p019']);
  });

  it('lets department and policy decide between programmes of one name', () => {
    const twin = { ...programmeOn(report, 19), key: 'p500', page: 500, department: '商工政策課', policy: 2 };
    const before = { ...report, programmes: [...report.programmes, twin] };
    const next = nextReport(before);
    const carried = carryKeys(next, matchEditions(next, [before]));
    expect([keyOn(carried, 19), keyOn(carried, 500)]).toEqual(['p019', 'p500']);
  });

  it('asks where two programmes were one, and where a name is merely alike', () => {
    const half = (programmes: Programme[]) => [
      ...programmes,
      { ...programmeOn(report, 19), key: 'p500', page: 500 },
    ];
    const split = match(half).matching.uncertain;
    expect(split.map(({ page, candidates }) => [page, candidates.map(({ key }) => key)])).toEqual([
      [24, ['p019']],
      [505, ['p019']],
    ]);
    const alike = match(
      changeOn(19, { name: '就職ガイダンス開催支援費', aliases: [], history: [] }),
    ).matching;
    expect(alike.uncertain).toMatchObject([
      {
        page: 24,
        key: expect.stringMatching(/^2014-/),
        candidates: [{ key: 'p019', name: '就職ガイダンス開催費', fiscalYear: 2013 }],
      },
    ]);
    expect(alike.gone.map(({ key }) => key)).toEqual(['p019']);
  });

  it('does what a person decides of what is uncertain', () => {
    const change = changeOn(19, { name: '就職ガイダンス開催支援費', aliases: [], history: [] });
    expect(keyOn(match(change, new Map([[24, 'p019']])).carried, 19)).toBe('p019');
    const asNew = match(change, new Map([[24, null]]));
    expect([asNew.matching.uncertain, keyOn(asNew.carried, 19)]).toEqual([
      [],
      expect.stringMatching(/^2014-/),
    ]);
  });

  it('lets a person overrule what was certain, and says what that leaves free', () => {
    const split = match(undefined, new Map([[24, null]]));
    expect(keyOn(split.carried, 19)).toMatch(/^2014-[0-9a-f]{8}$/);
    expect(split.matching.added.map(({ page }) => page)).toEqual([24]);
    expect([split.matching.gone, split.matching.free].map((list) => list.map(({ key }) => key))).toEqual([
      ['p019'],
      ['p019'],
    ]);

    // Page 14 of this year is page 19 of the next, page 19 is page 24.
    const crossed = match(
      undefined,
      new Map([
        [19, 'p019'],
        [24, 'p014'],
      ]),
    );
    expect([keyOn(crossed.carried, 14), keyOn(crossed.carried, 19)]).toEqual(['p019', 'p014']);
    expect(crossed.matching.kept.filter(({ by }) => by === 'decision').map(({ page }) => page)).toEqual([
      19, 24,
    ]);
    expect(crossed.matching.kept).toHaveLength(119);
  });

  it('takes no programme away from another page that nobody has decided', () => {
    const { matching, carried } = match(undefined, new Map([[24, 'p014']]));
    expect(matching.uncertain).toMatchObject([{ page: 24, candidates: [{ key: 'p019' }] }]);
    expect(keyOn(carried, 14)).toBe('p014');
    expect(match(undefined, new Map([[24, 'p999']])).matching.uncertain.map(({ page }) => page)).toEqual([
      24,
    ]);
  });

  it('comes to the same again when a report is read once more over what was decided', () => {
    const next = nextReport(report);
    const decisions = new Map([
      [24, null],
      [19, 'p019'],
    ]);
    const first = carryKeys(next, matchEditions(next, [report], decisions));
    expect(keyOn(first, 19)).toMatch(/^2014-/);
    expect(carryKeys(next, matchEditions(next, [first, report], decisions))).toEqual(first);
    expect(carryKeys(next, matchEditions(next, [first, report]))).toEqual(first);
  });

  it('gives one key to one programme, whatever is decided', () => {
    const half = (programmes: Programme[]) => [
      ...programmes,
      { ...programmeOn(report, 19), key: 'p500', page: 500 },
    ];
    const { matching, carried } = match(
      half,
      new Map([
        [24, 'p019'],
        [505, 'p019'],
      ]),
    );
    expect(matching.uncertain.map(({ page }) => page)).toEqual([505]);
    expect(new Set(carried.programmes.map(({ key }) => key)).size).toBe(120);
  });
});

describe('keys', () => {
  it('stay as read beside nothing', () => {
    expect(carryKeys(report, matchEditions(report, []))).toEqual(report);
  });

  it('stay with the programmes of the same year’s edition when a corrected report moves them to other pages', () => {
    const corrected = { ...nextReport(report), fiscalYear: 2013 };
    const carried = carryKeys(corrected, matchEditions(corrected, [report]));
    expect(carried.programmes.map(({ key, name }) => [key, name])).toEqual(
      report.programmes.map(({ key, name }) => [key, name]),
    );
  });

  it('are new for what the same year’s edition does not have, whatever its page', () => {
    const left = { ...report, programmes: report.programmes.filter(({ page }) => page !== 19) };
    const carried = carryKeys(report, matchEditions(report, [left]));
    expect(
      carried.programmes.filter(({ key }, index) => key !== report.programmes[index]?.key),
    ).toMatchObject([{ page: 19, key: expect.stringMatching(/^2013-/) }]);
  });

  it('stay with programmes of one name, department and policy when the same report is read again', () => {
    const twins = {
      ...report,
      programmes: [...report.programmes, { ...programmeOn(report, 19), key: 'p500', page: 500 }],
    };
    expect(carryKeys(twins, matchEditions(twins, [twins]))).toEqual(twins);
  });

  it('of what is new are the same for the same report, and others for another programme on that page', () => {
    const keyOfNew = (name: string) =>
      keyOn(match(changeOn(19, { name, aliases: [], history: [] })).carried, 19);
    expect(keyOfNew('水素社会の実現に向けた調査')).toBe(keyOfNew('水素社会の実現に向けた調査'));
    expect(keyOfNew('水素社会の実現に向けた調査')).not.toBe(keyOfNew('ロケット産業の誘致'));
  });

  it('are the same when a report is read again after the next one, also of programmes that ended between', () => {
    const next = nextReport(report, (programmes) => programmes.filter(({ page }) => page !== 19));
    const carried = carryKeys(next, matchEditions(next, [report]));
    expect(carryKeys(report, matchEditions(report, [carried, report]))).toEqual(report);
    expect(carryKeys(next, matchEditions(next, [carried, report]))).toEqual(carried);
  });

  it('come through an edition that left a programme out', () => {
    const without = nextReport(report, (programmes) => programmes.filter(({ page }) => page !== 19));
    const second = carryKeys(without, matchEditions(without, [report]));
    const third = { ...nextReport(report), fiscalYear: 2015 };
    expect(keyOn(carryKeys(third, matchEditions(third, [second, report])), 19)).toBe('p019');
  });
});
