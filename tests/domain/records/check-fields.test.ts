import { describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { findFieldFaults as findFaults } from '#domain/records/check-fields.ts';
import { DEFINITIONS, getDefinition } from '#domain/records/collections.ts';
import { withOneLines } from '#domain/records/one-line.ts';
import type { ChangeFault } from '#domain/sync/check-change.ts';
import type { Change } from '#domain/sync/change.ts';
import type { Collection } from '#domain/records/collections.ts';
import { mergeUnitOf, pathsOfUnit } from '#domain/sync/merge-rules.ts';

const COLLECTION_LINES = Object.values(DEFINITIONS).flatMap(({ name: collection, fields }) =>
  Object.entries(fields).flatMap(([name, { kind }]) =>
    kind === 'line' ? [[collection, name] as const] : [],
  ),
);

function findFieldFaults({ collection, fields }: Pick<Change, 'collection' | 'fields'>): ChangeFault[] {
  return findFaults(getDefinition(collection), fields);
}

function edit(fields: Record<string, Json>): Change {
  return {
    changeId: 'c',
    deviceId: 'd',
    deviceSeq: 1,
    madeBy: 'u',
    madeAt: '2026-11-20T05:30:00.000Z',
    collection: 'visits',
    recordId: 'v',
    kind: 'put',
    baseRevision: 0,
    fields,
  };
}

const advice = {
  at: '2026-11-20T05:30:00.000Z',
  edition: 2013,
  editionHash: 'abc',
  linksHash: 'def',
  fiscalYear: 2026,
  company: { industry: 'manufacturing', employeeCount: 42 },
  issues: ['labour'],
  programmes: [{ key: 'p019', criteria: { issue: 'met', inForce: 'unmet' } }],
};

describe('texts in a change', () => {
  it.each<[Collection, string]>([
    ['accounts', 'name'],
    ['referrals', 'partner'],
    ['referrals', 'about'],
  ])('of %s: %s has to say something', (collection, name) => {
    for (const value of ['', ' ', '　', ' 　 ']) {
      expect(findFieldFaults({ collection, fields: { [name]: value } })).toEqual([
        { pointer: `/fields/${name}`, code: 'needed' },
      ]);
    }
    expect(findFieldFaults({ collection, fields: { [name]: ' 八戸水産 ' } })).toEqual([]);
  });

  it.each<[Collection, string]>([
    ['leads', 'companyName'],
    ['contacts', 'name'],
    ['nextSteps', 'text'],
  ])('of %s: %s may still be empty, since it is saved while it is typed', (collection, name) => {
    for (const value of ['', ' ', '　'])
      expect(findFieldFaults({ collection, fields: { [name]: value } })).toEqual([]);
  });

  it.each(COLLECTION_LINES)('of %s: %s is one line, as the app makes it', (collection, name) => {
    for (const value of [
      '八戸\u0000水産',
      '八戸\t水産',
      '八戸\n水産',
      '八戸\r\n水産',
      '八戸\u001b[31m水産',
      '八戸\u0085水産',
    ]) {
      expect(findFieldFaults({ collection, fields: { [name]: value } })).toEqual([
        { pointer: `/fields/${name}`, code: 'wrong-form' },
      ]);
      expect(
        findFieldFaults({ collection, fields: withOneLines(getDefinition(collection), { [name]: value }) }),
      ).toEqual([]);
    }
  });

  it('of several lines stay as they are', () => {
    const fields = { notes: '一行目\n\t二行目' };
    expect(withOneLines(DEFINITIONS.visits, fields)).toEqual(fields);
    expect(findFieldFaults({ collection: 'visits', fields })).toEqual([]);
  });
});

describe('days and instants in a change', () => {
  it.each<[string, Json]>([
    ['plannedDate', '2026-02-31'],
    ['plannedDate', '0000-01-01'],
    ['plannedDate', '12026-11-20'],
    ['startedAt', '2026-11-20 05:30:00.000+09:00'],
    ['startedAt', '2026-02-31T05:30:00Z'],
    ['finishedAt', '2026-02-31T05:30:00.000Z'],
    ['finishedAt', '2026-11-20T05:30Z'],
    ['advice', { ...advice, at: '2026-11-20T05:30:00Z' }],
  ])('%s is refused as %s', (name, value) => {
    expect(findFieldFaults(edit({ [name]: value }))).toEqual([
      { pointer: `/fields/${name}`, code: 'wrong-form' },
    ]);
  });

  it('are taken as the contract has them', () => {
    expect(
      findFieldFaults(
        edit({ plannedDate: '2028-02-29', startedAt: '2026-11-20T05:30:00.000Z', finishedAt: null }),
      ),
    ).toEqual([]);
  });
});

describe('advice in a visit', () => {
  it('is taken as the app writes it, and can be cleared', () => {
    expect(findFieldFaults(edit({ advice }))).toEqual([]);
    expect(findFieldFaults(edit({ advice: { ...advice, laterAddition: true } }))).toEqual([]);
    expect(findFieldFaults(edit({ advice: null }))).toEqual([]);
  });

  it.each<[string, Json]>([
    ['a text', 'p019'],
    ['no time', { ...advice, at: 'today' }],
    [
      'a state that there is not',
      { ...advice, programmes: [{ key: 'p019', criteria: { issue: 'perhaps' } }] },
    ],
    [
      'too many programmes',
      { ...advice, programmes: Array.from({ length: 501 }, () => advice.programmes[0]!) },
    ],
  ])('is refused when it is %s', (_case, value) => {
    expect(findFieldFaults(edit({ advice: value })).map(({ pointer }) => pointer)).toEqual([
      '/fields/advice',
    ]);
  });

  it('is won or lost as a whole, and alone', () => {
    expect(mergeUnitOf(DEFINITIONS.visits, 'advice')).toBe('advice');
    expect(pathsOfUnit(DEFINITIONS.visits, 'advice')).toEqual(['advice']);
  });
});
