import { beforeAll, expect, it } from 'vitest';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import {
  emptyEntry,
  readEntry,
  toEntry,
  type ProgrammeEntry,
} from '#domain/catalogue/edition/programme-edit-entry.ts';
import {
  choosePolicy,
  chooseRepeatedPillar,
  listOtherPolicies,
  listPillarsOf,
  listRepeatedPlaces,
} from '#domain/catalogue/edition/programme-place.ts';
import { programmeOn, REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';

let report: Catalogue;
/** Listed again under the policies 5 and 6, in the pillars 5-1 and 6-1. */
let repeated: ProgrammeEntry;
beforeAll(() => {
  report = parseReport(REPORT_TEXT);
  repeated = toEntry(programmeOn(report, 36));
});

it('offers the pillars of a policy alone, and none without one', () => {
  expect(listPillarsOf('1', report).map(({ key }) => key)).toEqual(['1-1', '1-2', '1-3', '1-4']);
  expect(listPillarsOf('', report)).toEqual([]);
});

it('chooses the pillar with its policy where there is one only, and else leaves it to the person', () => {
  const two = {
    ...report,
    pillars: [
      { key: '1-1', policy: 1, title: '一' },
      { key: '2-1', policy: 2, title: '二' },
      { key: '2-2', policy: 2, title: '三' },
    ],
  };
  expect(choosePolicy(emptyEntry(1), '1', two)).toMatchObject({ policy: '1', pillar: '1-1' });
  expect(choosePolicy({ ...emptyEntry(1), pillar: '1-1' }, '2', two)).toMatchObject({
    policy: '2',
    pillar: '',
  });
});

it('never lists a programme again under its own policy', () => {
  expect(listOtherPolicies(repeated, report).map(({ number }) => String(number))).not.toContain(
    repeated.policy,
  );
  const moved = { ...repeated, ...choosePolicy(repeated, '5', report), pillar: '5-1' };
  expect(moved.alsoUnder).toEqual(['6']);
  const { programme, faults } = readEntry(moved, {
    key: 'p036',
    before: undefined,
    catalogue: { ...report, programmes: [] },
  });
  expect([faults, programme.policy, programme.alsoUnder, programme.alsoPillars]).toEqual([
    [],
    5,
    [6],
    ['6-1'],
  ]);
});

it('has one pillar for each policy that lists it again, or none', () => {
  const places = () => listRepeatedPlaces(repeated, report);
  expect(places().map(({ policy, chosen }) => [policy, chosen])).toEqual([
    ['5', '5-1'],
    ['6', '6-1'],
  ]);
  expect(chooseRepeatedPillar(repeated, places()[0]!, '5-2').alsoPillars.toSorted()).toEqual(['5-2', '6-1']);
  expect(chooseRepeatedPillar(repeated, places()[0]!, '')).toEqual({ alsoPillars: ['6-1'] });
});

it('keeps the order of the policies, ten after nine', () => {
  expect(
    listRepeatedPlaces({ ...repeated, alsoUnder: ['10', '9'] }, report).map(({ policy }) => policy),
  ).toEqual(['9', '10']);
});
