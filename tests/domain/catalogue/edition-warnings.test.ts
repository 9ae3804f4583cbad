import { expect, it } from 'vitest';
import { putProgramme, removeProgramme, replaceProgrammes } from '#domain/catalogue/edition/edition.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { readEntry, toEntry, type ProgrammeEntry } from '#domain/catalogue/edition/programme-edit-entry.ts';
import { programmeOn, REPORT_TEXT } from './report/report-text.ts';

const report = parseReport(REPORT_TEXT);
const codesOn = ({ warnings }: Catalogue, page: number) =>
  warnings.filter((warning) => warning.page === page).map(({ code }) => code);

/** The programme on a page as the form leaves it. */
function edited(page: number, change: (entry: ProgrammeEntry) => Partial<ProgrammeEntry>): Programme {
  const before = programmeOn(report, page);
  const entry = toEntry(before);
  return readEntry({ ...entry, ...change(entry) }, { key: before.key, before, catalogue: report }).programme;
}

it('no longer doubts a mark that someone set, but one that nobody touched', () => {
  expect(codesOn(report, 21)).toEqual(['mark-unknown']);
  expect(
    codesOn(
      putProgramme(
        report,
        edited(21, () => ({ priority: 'yes', mainResult: 'no' })),
      ),
      21,
    ),
  ).toEqual([]);
  expect(
    codesOn(
      putProgramme(
        report,
        edited(21, () => ({ foundation: 'full', description: '別の内容' })),
      ),
      21,
    ),
  ).toEqual(['mark-unknown']);
});

it('goes with its programme to another page, and not with the page to another programme', () => {
  expect([codesOn(report, 20), codesOn(report, 27), codesOn(report, 60)]).toEqual([['mark-unknown'], [], []]);
  const moved = putProgramme(putProgramme(report, { ...programmeOn(report, 20), page: 160 }), {
    ...programmeOn(report, 27),
    page: 20,
  });
  expect([codesOn(moved, 20), codesOn(moved, 27), codesOn(moved, 160)]).toEqual([[], [], ['mark-unknown']]);
  const back = putProgramme(putProgramme(moved, programmeOn(report, 27)), programmeOn(report, 20));
  expect(back.warnings).toEqual(report.warnings);
  const swapped = report.programmes.map((programme) => ({
    ...programme,
    page: programme.page === 20 ? 27 : programme.page === 27 ? 20 : programme.page,
  }));
  expect([20, 27].map((page) => codesOn(replaceProgrammes(report, swapped), page))).toEqual([
    [],
    ['mark-unknown'],
  ]);
});

it('no longer doubts a row of results that was written anew, but the others', () => {
  expect(codesOn(report, 121)).toEqual(['result-uncertain', 'result-uncertain', 'result-uncertain']);
  const after = putProgramme(
    report,
    edited(121, ({ results }) => ({
      results: results.map((row) => (row.item === 'ＰＲ冊子作成' ? { ...row, value: '１００部' } : row)),
    })),
  );
  expect(codesOn(after, 121)).toEqual(['result-uncertain', 'result-uncertain']);
  expect(after.warnings.some(({ message }) => message.includes('ＰＲ冊子作成'))).toBe(false);
});

it('no longer doubts free results or sections that are gone, names and costs that were changed', () => {
  const rewritten = { kind: 'outcome' as const, item: '件数', value: '3件', period: '' };
  expect(codesOn(report, 48)).toEqual(['results-as-written']);
  expect(
    codesOn(
      putProgramme(
        report,
        edited(48, () => ({ results: [rewritten] })),
      ),
      48,
    ),
  ).toEqual([]);
  expect(
    codesOn(
      putProgramme(
        report,
        edited(54, () => ({ results: [rewritten] })),
      ),
      54,
    ),
  ).toEqual(['mark-unknown']);
  expect(
    codesOn(
      putProgramme(
        report,
        edited(52, () => ({ name: '農工連携' })),
      ),
      52,
    ),
  ).toEqual([]);
  expect(
    codesOn(
      putProgramme(
        report,
        edited(72, () => ({ costThousandYen: '1' })),
      ),
      72,
    ),
  ).toEqual(['result-uncertain']);
});

it('leaves with its programme, and with a repeated sheet', () => {
  expect(codesOn(removeProgramme(report, 'p020'), 20)).toEqual([]);
  expect(codesOn(report, 111)).toEqual(['repeat-marks-differ']);
  expect(codesOn(putProgramme(report, { ...programmeOn(report, 36), description: '別の内容' }), 111)).toEqual(
    ['repeat-marks-differ'],
  );
  expect(codesOn(removeProgramme(report, 'p036'), 111)).toEqual([]);
});
