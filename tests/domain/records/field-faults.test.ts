import { describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { findFieldFaults } from '#domain/records/check-fields.ts';
import { getDefinition, type Collection } from '#domain/records/collections.ts';

/** The first fault of a value, without where it stands. */
function faultOf(collection: Collection, path: string, value: Json) {
  const [fault] = findFieldFaults(getDefinition(collection), { [path]: value });
  if (!fault) return undefined;
  const { pointer, ...rest } = fault;
  expect(pointer).toBe(`/fields/${path.replace('/', '~1')}`);
  return rest;
}

const WRONG = { code: 'wrong-form' };
const advice = {
  at: '2026-11-20T05:30:00.000Z',
  edition: 2013,
  editionHash: 'abc',
  linksHash: 'def',
  fiscalYear: 2026,
  company: {},
  issues: ['labour'],
  programmes: [{ key: 'p019', criteria: { issue: 'met' } }],
};

describe('what is wrong with a value', () => {
  it.each<[Collection, string, number]>([
    ['accounts', 'address', 500],
    ['accounts', 'note', 50_000],
    ['visits', 'accountId', 64],
    ['leads', 'assignedTo', 64],
    ['responses', 'notes/industry', 50_000],
  ])('of %s: %s may be as long as it may, and no letter longer', (collection, path, limit) => {
    expect(faultOf(collection, path, 'あ'.repeat(limit))).toBeUndefined();
    expect(faultOf(collection, path, 'あ'.repeat(limit + 1))).toEqual({ code: 'too-long', limit });
  });

  it.each<[string, Json, object | undefined]>([
    ['has no time', { ...advice, at: undefined as never }, WRONG],
    ['says too little', { at: advice.at }, { code: 'needed' }],
    [
      'has too many issues',
      { ...advice, issues: Array.from({ length: 101 }, () => 'x') },
      { code: 'too-many', limit: 100 },
    ],
    [
      'has as many issues as it may',
      { ...advice, issues: Array.from({ length: 100 }, () => 'x') },
      undefined,
    ],
    ['has issues that are no codes', { ...advice, issues: ['not a code'] }, WRONG],
    ['has issues that are no list', { ...advice, issues: 'labour' }, WRONG],
    ['has no company at all', { ...advice, company: null }, WRONG],
    ['has a company that is a list', { ...advice, company: [] }, WRONG],
    ['has a company of no whole number', { ...advice, company: { employeeCount: 1.5 } }, WRONG],
    ['says more than this build knows', { ...advice, more: [1] }, undefined],
    [
      'has a criterion of no name',
      { ...advice, programmes: [{ key: 'p', criteria: { 'a b': 'met' } }] },
      WRONG,
    ],
    ['has criteria that are a list', { ...advice, programmes: [{ key: 'p', criteria: ['met'] }] }, WRONG],
    ['has a programme without criteria', { ...advice, programmes: [{ key: 'p' }] }, { code: 'needed' }],
    ['is a list', [advice], WRONG],
    ['is a text', 'p019', WRONG],
  ])('advice that %s', (_case, value, fault) => {
    expect(faultOf('visits', 'advice', value)).toEqual(fault);
  });

  it.each<[Json, boolean]>([
    ['labour', true],
    [7, true],
    [['labour', 'sales'], true],
    [{ missing: 'refused' }, true],
    [{ row: ['a', 'b'], other: 'a' }, true],
    [true, false],
    [['labour', 7], false],
    [{ row: 7 }, false],
    [{ row: 'a', other: 7 }, false],
    [{ row: null }, false],
    [{ row: { deeper: 'a' } }, false],
    [[['a']], false],
  ])('an answer may be stored as %j: %s', (value, isRight) => {
    expect(faultOf('responses', 'answers/issues', value)).toEqual(isRight ? undefined : WRONG);
  });

  it('is told of single values by their kind', () => {
    expect(faultOf('accounts', 'corporateNumber', '1234567890123')).toBeUndefined();
    for (const value of ['12345678901234', '123456789012a', 1234567890123])
      expect(faultOf('accounts', 'corporateNumber', value)).toEqual(WRONG);
    for (const value of [0, 42]) expect(faultOf('accounts', 'employeeCount', value)).toBeUndefined();
    for (const value of [-1, 2 ** 53, '42'])
      expect(faultOf('accounts', 'employeeCount', value)).toEqual(WRONG);
    for (const value of [7, true, ['鮫町1'], { add: [] }])
      expect(faultOf('accounts', 'address', value)).toEqual(WRONG);
    expect(faultOf('accounts', 'invented', false)).toBeUndefined();
    expect(faultOf('accounts', 'invented', 0)).toEqual(WRONG);
    for (const value of ['00:00', '19:59', '23:59'])
      expect(faultOf('visits', 'plannedTime', value)).toBeUndefined();
    for (const value of ['24:00', '9:00', '10:60', 'x10:00', '10:00x', ['10:00']])
      expect(faultOf('visits', 'plannedTime', value)).toEqual(WRONG);
    expect(faultOf('accounts', 'industry', 'x'.repeat(64))).toBeUndefined();
    for (const value of ['', 'x'.repeat(65), 'a b'])
      expect(faultOf('accounts', 'industry', value)).toEqual(WRONG);
    expect(
      faultOf('responses', 'corrections/1', {
        code: 'x',
        oldValue: null,
        by: 'a',
        at: advice.at,
        reason: '',
      }),
    ).toBeUndefined();
    expect(faultOf('responses', 'corrections/1', { code: 'x', by: 'a', at: advice.at, reason: '' })).toEqual({
      code: 'needed',
    });
  });

  it('takes null for cleared where the field may be empty, and fields it does not know as they come', () => {
    expect(faultOf('accounts', 'note', null)).toBeUndefined();
    expect(faultOf('accounts', 'name', null)).toEqual({ code: 'needed' });
    expect(faultOf('accounts', 'constructor', 7)).toBeUndefined();
    expect(faultOf('accounts', 'ofTomorrow', { any: [1] })).toBeUndefined();
  });
});
