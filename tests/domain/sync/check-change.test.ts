import { describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import type { Change } from '#domain/sync/change.ts';
import { findChangeFaults } from '#domain/sync/check-change.ts';
import { RULES } from './rules.ts';

function faultsOf(fields: Record<string, Json>, kind: Change['kind'] = 'put') {
  return findChangeFaults(RULES, {
    changeId: 'change',
    deviceId: 'device',
    deviceSeq: 1,
    madeBy: 'sato',
    madeAt: '2026-11-20T01:00:00.000Z',
    collection: 'made-up',
    recordId: 'record',
    kind,
    baseRevision: 0,
    fields,
  });
}

describe('a change that is checked', () => {
  it('is without a fault as the app writes it', () => {
    expect(
      faultsOf({
        name: '八戸水産',
        tags: { add: ['export'], remove: [] },
        'answers/issues': ['labour'],
        'conflicts/one': { settled: true },
      }),
    ).toEqual([]);
    expect(faultsOf({}, 'delete')).toEqual([]);
  });

  it.each(['id', 'revision', 'collection', 'deletedAt', 'units', 'warnings'])(
    'cannot write %s, which belongs to the frame of the record',
    (name) => {
      expect(faultsOf({ [name]: 'x' })).toEqual([{ pointer: `/fields/${name}`, code: 'not-writable' }]);
    },
  );

  it.each<[string, Json]>([
    ['conflicts', []],
    ['tags', ['export']],
    ['tags', { add: ['export'] }],
    ['tags', { add: ['export'], remove: [], more: [] }],
    ['tags/export', { add: [], remove: [] }],
    ['answers', { issues: ['labour'] }],
    ['name/first', 'x'],
  ])('writes members by their own paths: not %s as %j', (path, value) => {
    expect(faultsOf({ [path]: value })).toEqual([
      { pointer: `/fields/${path.replace('/', '~1')}`, code: 'not-members' },
    ]);
  });

  it('says something, unless it deletes, which says nothing', () => {
    expect(faultsOf({})).toEqual([{ pointer: '/fields', code: 'nothing-written' }]);
    expect(faultsOf({ name: 'x' }, 'delete')).toEqual([{ pointer: '/fields', code: 'not-writable' }]);
  });

  it('has a canonical form, or the place is named that has none', () => {
    expect(faultsOf({ name: '壊れた \ud83d' })).toEqual([
      { pointer: expect.stringContaining('name') as string, code: 'unstorable' },
    ]);
    // What is wrong already is not looked at any further.
    expect(faultsOf({ id: '壊れた \ud83d' })).toEqual([{ pointer: '/fields/id', code: 'not-writable' }]);
  });

  it('is not said to be wrong for what is wrong with the check itself', () => {
    const endless: Record<string, Json> = {};
    endless['name'] = {
      get deeper(): Json {
        throw new TypeError('planted');
      },
    } as unknown as Json;
    expect(() => faultsOf(endless)).toThrow('planted');
  });
});
