import { beforeAll, describe, expect, it } from 'vitest';
import { putProgramme } from '#domain/catalogue/edition/edition.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import {
  emptyEntry,
  parseFiscalYear,
  readEntry,
  toEntry,
  type ProgrammeEntry,
} from '#domain/catalogue/edition/programme-edit-entry.ts';
import {
  checkProgramme,
  checkProgrammes,
  describeProgrammeFault,
} from '#domain/catalogue/edition/programme-edit.ts';
import { programmeOn, REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';

let report: Catalogue;
beforeAll(() => {
  report = parseReport(REPORT_TEXT);
});

const edit = (before: Programme, changes: Partial<ProgrammeEntry>) =>
  readEntry({ ...toEntry(before), ...changes }, { key: before.key, before, catalogue: report });

it('every programme of the report may stand as it is, and comes through the form untouched', () => {
  expect(checkProgrammes(report)).toEqual([]);
  for (const programme of report.programmes) expect(edit(programme, {})).toEqual({ programme, faults: [] });
});

describe('what is typed', () => {
  it('is read with full-width digits, eras and blanks', () => {
    const { programme, faults } = edit(programmeOn(report, 19), {
      costThousandYen: '１，２３４',
      start: '平成26',
      end: 'R5',
      name: ' 名前 ',
      groups: '一班\n\n 二班 ',
    });
    expect(faults).toEqual([]);
    expect(programme).toMatchObject({
      costThousandYen: 1234,
      name: '名前',
      groups: ['一班', '二班'],
      period: { raw: '26-R5', start: 2014, end: 2023, open: false },
    });
    expect(
      edit(programmeOn(report, 19), { costThousandYen: '－', start: 'S44', end: '', open: true }).programme,
    ).toMatchObject({ costThousandYen: null, period: { raw: 'S44-', start: 1969, end: null, open: true } });
  });

  it('gives amounts and eras to new rows, and leaves old ones as the report wrote them', () => {
    const before = programmeOn(report, 14);
    const entry = toEntry(before);
    const { programme } = edit(before, {
      results: [
        ...entry.results,
        { kind: 'outcome', item: '就職者数（延べ）', value: '１２０名', period: '' },
      ],
      history: [
        ...entry.history,
        { fiscalYear: 'H26', class: 'renamed', event: '事業名変更', formerName: '旧事業', text: '' },
      ],
    });
    expect(programme.results.slice(0, 2)).toEqual(before.results);
    expect(programme.results[2]).toMatchObject({
      section: '補助、開催件数など事業実績（結果）',
      quantities: [{ qualifier: '延べ', number: 120, unit: '名' }],
      uncertain: false,
    });
    expect(programme.history[0]).toEqual(before.history[0]);
    expect(programme.history[1]).toMatchObject({ era: '平成26年度', fiscalYear: 2014, formerName: '旧事業' });
  });

  it('loses its pillar under a policy that no longer lists it again', () => {
    const before = programmeOn(report, 36);
    expect(before).toMatchObject({ alsoUnder: [5, 6], alsoPillars: ['5-1', '6-1'] });
    expect(edit(before, { alsoUnder: ['6'] }).programme).toMatchObject({
      alsoUnder: [6],
      alsoPillars: ['6-1'],
    });
    expect(edit(before, { alsoUnder: [] }).programme.alsoPillars).toBeUndefined();
  });

  it.each(['2014', '2014年度', '平成26', '平成２６年度', 'H26', 'h26年度'])(
    '%s is the fiscal year 2014',
    (text) => {
      expect(parseFiscalYear(text)).toBe(2014);
    },
  );
  it.each(['', '26', '平成', '明治3', '二〇一四', '2014.5', '平成26年度から'])(
    '%s is no fiscal year',
    (text) => {
      expect(parseFiscalYear(text)).toBeUndefined();
    },
  );
});

describe('a faulty programme', () => {
  const faultsOf = (changes: Partial<ProgrammeEntry>) =>
    edit(programmeOn(report, 19), changes).faults.map(({ field, code }) => `${field} ${code}`);

  it.each<[Partial<ProgrammeEntry>, string]>([
    [{ name: '  ' }, 'name missing'],
    [{ name: 'あ'.repeat(301) }, 'name tooLong'],
    [{ name: 'half \ud800' }, 'name notPlainText'],
    [{ department: '' }, 'department missing'],
    [{ description: '' }, 'description missing'],
    [{ policy: '9' }, 'policy unknownPolicy'],
    [{ pillar: '2-1' }, 'pillar pillarOfOtherPolicy'],
    [{ pillar: '9-9' }, 'pillar unknownPillar'],
    [{ alsoUnder: ['1'] }, 'alsoUnder homePolicyAgain'],
    [{ alsoUnder: ['12'] }, 'alsoUnder unknownPolicy'],
    [{ alsoUnder: ['2'], alsoPillars: ['9-9'] }, 'alsoPillars unknownPillar'],
    [{ alsoUnder: ['2'], alsoPillars: ['2-1', '2-1'] }, 'alsoPillars repeated'],
    [{ page: '14' }, 'page pageTaken'],
    [{ page: '0' }, 'page notNumber'],
    [{ costThousandYen: '-5' }, 'costThousandYen notNumber'],
    [{ costThousandYen: '多い' }, 'costThousandYen notNumber'],
    [{ start: '来年' }, 'start notYear'],
    [{ start: '2014', end: '2013' }, 'end endBeforeStart'],
    [{ end: '', open: false }, 'end endMissing'],
    [{ results: [{ kind: 'process', item: '', value: '3名', period: '' }] }, 'results/0/item missing'],
    [
      { history: [{ fiscalYear: '昔', class: 'other', event: '開始', formerName: '', text: '' }] },
      'history/0/fiscalYear notYear',
    ],
  ])('with %o is told where', (changes, fault) => {
    expect(faultsOf(changes)).toContain(fault);
  });

  it('that is empty names everything that is required', () => {
    const { faults } = readEntry(emptyEntry(200), { key: '2013-001', before: undefined, catalogue: report });
    expect(faults.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'name missing',
      'policy missing',
      'department missing',
      'start missing',
      'end endMissing',
      'description missing',
    ]);
    expect(edit(programmeOn(report, 19), { pillar: '' }).faults).toEqual([
      { field: 'pillar', code: 'missing' },
    ]);
  });

  it('stands on no page that a repeated sheet has, while it has it', () => {
    const repeated = programmeOn(report, 36);
    const moved = { ...programmeOn(report, 19), page: 111 };
    expect(report.sheets.find(({ page }) => page === 111)).toMatchObject({ programme: 'p036', repeat: true });
    expect(checkProgramme(moved, report)).toEqual([{ field: 'page', code: 'pageOfRepeat' }]);
    expect(checkProgramme({ ...repeated, page: 111 }, report)).toEqual([
      { field: 'page', code: 'pageOfRepeat' },
    ]);
    expect(
      checkProgramme(moved, putProgramme(report, { ...repeated, alsoUnder: [], alsoPillars: [] })),
    ).toEqual([]);
    // A list may take the repeat away and give its page to another one at once.
    const others = report.programmes.filter(({ key }) => key !== 'p036');
    expect(checkProgramme(moved, { ...report, programmes: others })).toEqual([]);
    expect(checkProgrammes(report)).toEqual([]);
  });

  it('has a key that can stand in an address', () => {
    expect(checkProgramme({ ...programmeOn(report, 19), key: '../x' }, report)).toContainEqual({
      field: 'key',
      code: 'notKey',
    });
    // That is the address of the comparison.
    expect(checkProgramme({ ...programmeOn(report, 19), key: 'compare' }, report)).toContainEqual({
      field: 'key',
      code: 'keyReserved',
    });
    expect(
      checkProgrammes({ ...report, programmes: [...report.programmes, report.programmes[0]!] }).map(
        ({ code }) => code,
      ),
    ).toContain('keyTaken');
  });
});

it('says the true limit of what is too long or too many', () => {
  expect(describeProgrammeFault({ code: 'tooLong', limit: 10_000 }, 'ja')).toBe(
    '長すぎます（10,000文字まで）',
  );
  expect(describeProgrammeFault({ code: 'tooMany', limit: 30 }, 'en')).toBe(
    'There are too many (at most 30)',
  );
  const long = { ...report.programmes[0]!, name: 'あ'.repeat(301), department: 'い'.repeat(201) };
  expect(checkProgramme(long, report)).toEqual(
    expect.arrayContaining([
      { field: 'name', code: 'tooLong', limit: 300 },
      { field: 'department', code: 'tooLong', limit: 200 },
    ]),
  );
});
