import { describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import type { Change } from '#domain/sync/change.ts';
import { pathsOfUnit, unitOf } from '#domain/sync/merge-units.ts';
import { findFieldFaults } from '#protocol/record-fields.ts';

function edit(fields: Record<string, Json>): Change {
  return { changeId: 'c', deviceId: 'd', deviceSeq: 1, madeBy: 'u', madeAt: '2026-11-20T05:30:00.000Z', collection: 'visits', recordId: 'v', kind: 'put', baseRevision: 0, fields };
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
    expect(findFieldFaults(edit({ [name]: value }))).toEqual([{ pointer: `/fields/${name}`, code: 'wrong-form' }]);
  });

  it('are taken as the contract has them', () => {
    expect(findFieldFaults(edit({ plannedDate: '2028-02-29', startedAt: '2026-11-20T05:30:00.000Z', finishedAt: null }))).toEqual([]);
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
    ['a state that there is not', { ...advice, programmes: [{ key: 'p019', criteria: { issue: 'perhaps' } }] }],
    ['too many programmes', { ...advice, programmes: Array.from({ length: 501 }, () => advice.programmes[0]!) }],
  ])('is refused when it is %s', (_case, value) => {
    expect(findFieldFaults(edit({ advice: value })).map(({ pointer }) => pointer)).toEqual(['/fields/advice']);
  });

  it('is won or lost as a whole, and alone', () => {
    expect(unitOf('visits', 'advice')).toBe('advice');
    expect(pathsOfUnit('visits', 'advice')).toEqual(['advice']);
  });
});
