import { expect, it } from 'vitest';
import type { LocationQuery } from 'vue-router';
import type { Role } from '#domain/access/permissions.ts';
import { listLeftOut } from '#client/areas/tables/features/tables/left-out.ts';
import { listUsableOwn } from '#client/areas/tables/features/tables/own-columns.ts';
import { listAttributes, listQuestions } from '#client/areas/tables/features/tables/questions.ts';
import {
  canSwap,
  parseOwn,
  parseSelection,
  swap,
  toQuery,
  toTableSpecs,
} from '#client/areas/tables/features/tables/table-selection.ts';
import type { DerivedColumn } from '#domain/tabulation/dataset/derived-columns.ts';
import { listUsableWeightings } from '#client/areas/tables/features/tables/use-selection.ts';
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
    waveWeights: {},
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
    waveWeights: 'wave-2025~weight:2',
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

it('takes of own columns only those that can be made, under a name of their own', () => {
  const groups = (name: string, source: string, codes: string[][]): DerivedColumn => ({
    kind: 'groups',
    name,
    label: '',
    source,
    groups: codes.map((each, at) => ({ code: `g${at}`, label: '', codes: each })),
  });
  const bands = (source: string, bounds: number[], labels: string[]): DerivedColumn => ({
    kind: 'bands',
    name: '.own2',
    label: '',
    source,
    bounds,
    labels,
  });
  const usable = (...own: DerivedColumn[]) => listUsableOwn(own, questions).map(({ name }) => name);
  const fine = groups('.own1', 'industry', [['construction'], ['manufacturing']]);
  expect(usable(fine, bands('founded', [1950, 1980], ['a', 'b', 'c']))).toEqual(['.own1', '.own2']);
  expect(usable(groups('.own1', 'issues', [['labour'], ['labour', 'sales']]))).toEqual(['.own1']);
  expect(usable(fine, fine)).toEqual(['.own1']);
  for (const wrong of [
    groups('issues', 'industry', [['construction']]),
    groups('__proto__', 'industry', [['construction']]),
    groups('.own1', 'weather', [['construction']]),
    groups('.own1', 'founded', [['construction']]),
    groups('.own1', 'industry', []),
    groups('.own1', 'industry', [['gone']]),
    groups('.own1', 'industry', [['construction'], ['construction']]),
    bands('industry', [1], ['a', 'b']),
    bands('founded', [2000, 1950], ['a', 'b', 'c']),
    bands('founded', [1950], ['a']),
  ])
    expect(usable(wrong), JSON.stringify(wrong)).toEqual([]);
  // Of a question that the role may not see nothing can be made.
  expect(listUsableOwn([fine], listQuestions(readSurvey(), 'coordinator', 'ja', WORDS))).toEqual([]);
});

it('says what of an address is not in the table', () => {
  const leftOut = (query: LocationQuery, role: Role = 'manager') => {
    const own = listQuestions(readSurvey(), role, 'ja', WORDS);
    return listLeftOut(query, { ...parseSelection(query, own)!, own: [] }, 'wave-2026');
  };
  const whole = {
    survey: 'wave-2026',
    item: 'issues',
    by: 'industry~region,sales',
    f: 'region:tosei,chunan',
  };
  expect(leftOut({})).toEqual([]);
  expect(leftOut(whole)).toEqual([]);
  expect(leftOut({ item: 'issues', by: 'industry,industry' })).toEqual([]);
  expect(leftOut(whole, 'coordinator')).toEqual(['by', 'f']);
  expect(leftOut({ item: 'issues,weather', f: ['region:tosei,gone', 'region:'] })).toEqual(['item', 'f']);
  expect(leftOut({ survey: 'wave-2020', own: '[1', by: '__proto__' })).toEqual(['survey', 'by', 'own']);
  expect(leftOut({ own: '[]' })).toEqual([]);
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

it('offers a coordinator no weights by questions of which some of the answers on the device lack', () => {
  const weightings = ['industry', 'awareness'].map((column) => ({
    id: column,
    title: column,
    invented: false,
    by: [column],
    column: `weight:${column}`,
    diagnostics: {} as never,
  }));
  const offeredTo = (role: Role) =>
    listUsableWeightings({ weightings }, listQuestions(readSurvey(), role, 'ja', WORDS)).map(({ id }) => id);
  expect(offeredTo('manager')).toEqual(['industry', 'awareness']);
  expect(offeredTo('coordinator')).toEqual(['awareness']);
});
