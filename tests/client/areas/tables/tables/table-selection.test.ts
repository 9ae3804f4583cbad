import { expect, it } from 'vitest';
import type { Role } from '#domain/access/permissions.ts';
import { listAttributes, listQuestions } from '#client/areas/tables/features/tables/questions.ts';
import {
  parseSelection,
  toQuery,
  toTableSpec,
} from '#client/areas/tables/features/tables/table-selection.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const questions = listQuestions(readSurvey(), 'manager', 'ja', '地域区分');

it('offers every question by its number on paper, grids row by row, areas at the end', () => {
  const labels = questions.map(({ shortLabel }) => shortLabel);
  expect(labels).toContain('F1 主な業種はどれですか');
  expect(labels).toContain('問2 IoT・AIを活用した生産性向上');
  expect(labels.at(-1)).toBe('都市部・郡部');
  expect(listQuestions(readSurvey(), 'manager', 'en', 'Areas').map(({ label }) => label)).toContain(
    'Q1 Which management issues do you face now?',
  );
  expect(listAttributes(questions).some(({ kind }) => kind === 'multiple')).toBe(false);
});

it('begins with the issues as a simple table', () => {
  expect(parseSelection({}, questions)).toEqual({
    survey: undefined,
    item: 'issues',
    by: undefined,
    unit: 'percent',
    base: 'asked',
    showsSmall: false,
    group: undefined,
  });
});

it('comes back from the address as it went there', () => {
  const query = {
    survey: 'wave-2025',
    item: 'satisfaction',
    by: 'industry',
    unit: 'points',
    base: 'answered',
    small: '1',
    group: 'living',
  };
  expect(toQuery(parseSelection(query, questions)!)).toEqual(query);
});

it('ignores what the survey does not have', () => {
  expect(
    parseSelection({ item: 'weather', by: 'issues', unit: 'points', base: 'x', group: 'y' }, questions),
  ).toMatchObject({ item: 'issues', by: undefined, unit: 'percent', base: 'asked' });
  expect(parseSelection({ item: 'industry', by: 'industry' }, questions)).toMatchObject({
    item: 'industry',
    by: undefined,
  });
  expect(parseSelection({}, [])).toBeUndefined();
});

it('sorts several answers by frequency and leaves bands and scales in their order', () => {
  const spec = (item: string) => toTableSpec(parseSelection({ item, by: 'region' }, questions)!, questions);
  expect(spec('issues')).toEqual({
    stub: [['region']],
    banner: ['issues'],
    base: 'asked',
    tests: { residuals: true },
    sort: 'descending',
  });
  expect(spec('employees').sort).toBe('codebook');
  expect(spec('satisfaction').sort).toBe('codebook');
});

it('offers a coordinator nothing that some of the answers on the device lack', () => {
  const codesFor = (role: Role) => listQuestions(readSurvey(), role, 'ja', '').map(({ code }) => code);
  const wishes = ['consultation', 'consultation_topics', 'consent_contact', 'contact_way', 'contact_time'];
  const attributes = ['industry', 'employees', 'sales', 'municipality', 'region', 'urban'];
  const linking = [...wishes, ...attributes];
  expect(codesFor('manager')).toEqual(expect.arrayContaining(linking));
  expect(codesFor('coordinator')).toEqual(codesFor('manager').filter((code) => !linking.includes(code)));
});
