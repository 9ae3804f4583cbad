import { expect, it } from 'vitest';
import type { Role } from '#domain/access/permissions.ts';
import { listAttributes, listQuestions } from '#client/areas/tables/features/tables/questions.ts';
import {
  canSwap,
  parseOwn,
  parseSelection,
  swap,
  toQuery,
  toTableSpecs,
} from '#client/areas/tables/features/tables/table-selection.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const WORDS = { derived: '地域区分', coded: '', own: '自分の区分', rank: '平均順位', score: '平均得点' };
const questions = listQuestions(readSurvey(), 'manager', 'ja', WORDS);

it('offers every question by its number on paper, grids row by row, areas at the end', () => {
  const labels = questions.map(({ shortLabel }) => shortLabel);
  expect(labels).toContain('F1 主な業種はどれですか');
  expect(labels).toContain('問2 IoT・AIを活用した生産性向上');
  expect(labels.at(-1)).toBe('都市部・郡部');
  expect(listQuestions(readSurvey(), 'manager', 'en', WORDS).map(({ label }) => label)).toContain(
    'Q1 Which management issues do you face now?',
  );
  expect(labels).toContain('問1-2 平均得点');
  expect(labels).toContain('問4 雇用・労務');
  expect(listAttributes(questions).some(({ kind }) => kind === 'number' || kind === 'numbers')).toBe(false);
});

it('begins with the issues as a simple table', () => {
  expect(parseSelection({}, questions)).toEqual({
    survey: undefined,
    waves: [],
    items: ['issues'],
    by: [],
    filter: [],
    own: [],
    weight: undefined,
    unit: 'percent',
    comparison: 'total',
    base: 'asked',
    isSorted: true,
    showsSmall: false,
    group: undefined,
    chart: 'bars',
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
  const own = [
    { kind: 'bands', name: '.own1', label: 'a', source: 'founded', bounds: [1980], labels: ['b', 'c'] },
  ];
  const wide = {
    survey: 'wave-2026',
    waves: 'wave-2025,wave-2024',
    item: 'issues,satisfaction',
    by: 'region~employees,.own1',
    f: ['region:tosei,chunan', '.own1:b1'],
    own: JSON.stringify(own),
    weight: 'weight:1',
    compare: 'groups',
    sort: 'codebook',
    chart: 'heat',
  };
  expect(toQuery(parseSelection(query, questions)!)).toEqual(query);
  const withOwn = listQuestions(readSurvey(), 'manager', 'ja', WORDS, { own: parseOwn(wide) });
  expect(toQuery(parseSelection(wide, withOwn)!)).toEqual(wide);
});

it('ignores what the survey does not have', () => {
  expect(
    parseSelection(
      { item: 'weather', by: 'issues', unit: 'points', base: 'x', group: 'y', f: 'weather:a', own: '[1' },
      questions,
    ),
  ).toMatchObject({ items: ['issues'], by: [], unit: 'percent', base: 'asked', filter: [], own: [] });
  expect(parseSelection({ item: 'industry', by: 'industry' }, questions)).toMatchObject({
    items: ['industry'],
    by: [],
  });
  expect(parseSelection({ item: 'industry,industry', by: 'founded,region,region' }, questions)).toMatchObject(
    { items: ['industry'], by: [['region']] },
  );
  expect(parseSelection({}, [])).toBeUndefined();
});

it('sorts several answers by frequency and leaves bands and scales in their order', () => {
  const spec = (item: string) =>
    toTableSpecs(parseSelection({ item, by: 'region' }, questions)!, questions)[0]!;
  expect(spec('issues')).toEqual({
    stub: [['region']],
    banner: ['issues'],
    base: 'asked',
    tests: { chiSquare: true, residuals: true, interval: 'wilson' },
    sort: 'descending',
  });
  expect(spec('employees').sort).toBe('codebook');
  expect(spec('satisfaction').sort).toBe('codebook');
});

it('offers a coordinator nothing that some of the answers on the device lack', () => {
  const codesFor = (role: Role) => listQuestions(readSurvey(), role, 'ja', WORDS).map(({ code }) => code);
  const wishes = ['consultation', 'consultation_topics', 'consent_contact', 'contact_way', 'contact_time'];
  const attributes = ['industry', 'employees', 'sales', 'municipality', 'region', 'urban', 'founded'];
  const linking = [...wishes, ...attributes];
  expect(codesFor('manager')).toEqual(expect.arrayContaining(linking));
  expect(codesFor('coordinator')).toEqual(codesFor('manager').filter((code) => !linking.includes(code)));
});

it('turns what stands across down the side, and back', () => {
  const selection = parseSelection({ item: 'issues,satisfaction', by: 'region' }, questions)!;
  expect(canSwap(selection, questions)).toBe(true);
  const turned = swap(selection);
  expect(turned).toMatchObject({ items: ['region'], by: [['issues'], ['satisfaction']] });
  expect(swap(turned)).toMatchObject({ items: selection.items, by: selection.by });
  // Averages stand across alone, and what is nested stays down the side.
  expect(canSwap(parseSelection({ item: 'founded', by: 'region' }, questions)!, questions)).toBe(false);
  expect(canSwap(parseSelection({ item: 'issues', by: 'region~employees' }, questions)!, questions)).toBe(
    false,
  );
});
