import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  changeSchema,
  isShallow,
  MAX_CHANGES_PER_PUSH,
  MAX_PUSH_BYTES,
  pullQuerySchema,
  PULL_PAGE_SIZE,
  pushRequestSchema,
  SYNC_PROTOCOL,
} from '#protocol/sync.ts';
import { ABSENT, itJudges, type Place } from './schema-table.ts';

const ID = '0199c1a0-0000-7000-8000-000000000001';
const UUID: Place = {
  takes: [ID, '0199c1a0-ffff-7fff-bfff-ffffffffffff'],
  refuses: ['', ID.toUpperCase(), ID.replace('-7', '-4'), `${ID}0`, `{${ID}}`, 1, null],
};
const REQUIRED_UUID: Place = { ...UUID, refuses: [...UUID.refuses!, ABSENT] };

const change = {
  changeId: ID,
  deviceId: ID,
  deviceSeq: 1,
  madeBy: 'user-1',
  madeAt: '2026-11-20T01:00:00.000Z',
  collection: 'accounts',
  recordId: ID,
  kind: 'put',
  baseRevision: 0,
  fields: { name: '甲社' },
};

describe('a change', () => {
  itJudges(changeSchema, change, {
    '': { refuses: [null, [], {}, 'change'] },
    '/changeId': REQUIRED_UUID,
    '/deviceId': REQUIRED_UUID,
    '/recordId': REQUIRED_UUID,
    '/supersedes': { takes: [...UUID.takes!, ABSENT], refuses: UUID.refuses! },
    '/deviceSeq': { takes: [1, 2 ** 40], refuses: [0, -1, 1.5, 2 ** 53, Infinity, '1', null, ABSENT] },
    '/madeBy': {
      takes: ['a', 'user-1', 'x'.repeat(64)],
      refuses: ['', 'x'.repeat(65), 'a b', '?a', 'a?', '花子', 1, null, ABSENT],
    },
    '/madeAt': {
      takes: ['2026-11-20T01:00:00.000Z'],
      refuses: ['2026-11-20', '2026-11-20T01:00:00Z', '2026-02-30T01:00:00.000Z', 1, null, ABSENT],
    },
    '/collection': {
      takes: ['accounts', 'nextSteps', 'x'.repeat(64)],
      refuses: ['', 'x'.repeat(65), 'a1', '?a', 'a?', 'a b', 1, null, ABSENT],
    },
    '/kind': { takes: ['put', 'delete'], refuses: ['', 'patch', null, ABSENT] },
    '/baseRevision': { takes: [0, 7], refuses: [-1, 1.5, Infinity, '1', null, ABSENT] },
    '/fields': {
      takes: [
        {},
        { name: null, employees: 12.5, closed: false, tags: { add: ['会員'], remove: [] } },
        { 'answers/people.full-time_1': { row: { column: [1, null, ['a']] } } },
        { ['a'.repeat(64)]: 1, [`a/${'b'.repeat(128)}`]: 1 },
      ],
      refuses: [
        { '': 1 },
        { '1name': 1 },
        { 'na-me': 1 },
        { 'name ': 1 },
        { ' name': 1 },
        { 'name/': 1 },
        { 'answers/a/b': 1 },
        { 'answers/a b': 1 },
        { 社名: 1 },
        { ['a'.repeat(65)]: 1 },
        { [`a/${'b'.repeat(129)}`]: 1 },
        { name: Infinity },
        { tags: [NaN] },
        null,
        'fields',
        ABSENT,
      ],
    },
    '/note': { refuses: ['unknown'] },
  });
});

describe('how deep a value goes', () => {
  const nested = (depth: number, innermost: unknown = 1): unknown =>
    depth === 0
      ? innermost
      : depth % 2 === 0
        ? [nested(depth - 1, innermost)]
        : { a: nested(depth - 1, innermost) };

  it.each([0, 1, 31, 32])('%i levels are shallow', (depth) => {
    expect(isShallow(nested(depth))).toBe(true);
    expect(isShallow(nested(depth, null))).toBe(true);
  });
  it.each([33, 34, 1000])('%i levels are too many', (depth) => {
    expect(isShallow(nested(depth))).toBe(false);
    // Beside something shallow, too.
    expect(isShallow({ first: 1, second: nested(depth - 1), third: [] })).toBe(false);
  });
  it('does not run out of stack where a schema would', () => {
    let value: unknown = 1;
    for (let depth = 0; depth < 200_000; depth += 1) value = [value];
    expect(isShallow(value)).toBe(false);
  });
  it('does not mind how wide it is', () => {
    expect(isShallow(Array.from({ length: 10_000 }, () => ({ a: [1, 'text', null, true] })))).toBe(true);
  });
});

describe('a push', () => {
  // Its changes are judged one by one, so that a bad one never holds up its neighbours.
  const changes = (count: number) => Array.from({ length: count }, () => 'whatever');
  itJudges(
    pushRequestSchema,
    { protocol: SYNC_PROTOCOL, deviceId: ID, changes: [change] },
    {
      // Which versions are spoken is answered with a problem of its own.
      '/protocol': { takes: [1, 2], refuses: ['1', null, ABSENT] },
      '/deviceId': REQUIRED_UUID,
      '/changes': {
        takes: [changes(1), changes(200)],
        refuses: [[], changes(201), { 0: change }, null, ABSENT],
      },
      '/note': { refuses: ['unknown'] },
    },
  );
});

describe('what a pull asks for', () => {
  const read = (query: object): object => v.parse(pullQuerySchema, query);

  it('is everything that the person may see, from the beginning', () => {
    expect(read({})).toEqual({ cursor: 0 });
  });
  it.each([
    ['0', 0],
    ['17', 17],
    ['999999999999999', 999_999_999_999_999],
  ])('begins after revision %s', (cursor, number) => expect(read({ cursor })).toEqual({ cursor: number }));
  it.each([
    ['accounts.1', ['accounts']],
    ['accounts.1,visits.12', ['accounts', 'visits']],
    [`${'x'.repeat(64)}.999999`, ['x'.repeat(64)]],
  ])('names the collections that the app knows: %s', (collections, names) => {
    expect(read({ cursor: '3', collections })).toEqual({ cursor: 3, collections: names });
  });

  it.each(['', '-1', '1.5', 'a1', '1a', '1e3', '1234567890123456', 7, null])(
    'cannot begin after %j',
    (cursor) => {
      expect(v.is(pullQuerySchema, { cursor })).toBe(false);
    },
  );
  it.each([
    '',
    'accounts',
    'accounts.',
    'accounts.x',
    '.1',
    'a1.1',
    'accounts.1,',
    ',accounts.1',
    'accounts.1,visits',
    'accounts.1,visits.x',
    'accounts.1,.1',
    'accounts.1;visits.1',
    'accounts.1234567',
    'accounts.1,visits.1234567',
    `${'x'.repeat(65)}.1`,
    `a.1,${'x'.repeat(65)}.1`,
    7,
    null,
  ])('cannot name as collections %j', (collections) => {
    expect(v.is(pullQuerySchema, { collections })).toBe(false);
  });
  it('cannot name more collections than any app has', () => {
    const named = (count: number) => ({
      collections: Array.from({ length: count }, () => 'visits.1').join(','),
    });
    expect(v.is(pullQuerySchema, named(455))).toBe(true);
    expect(v.is(pullQuerySchema, named(456))).toBe(false);
  });
});

it('carries as much at a time as apps of before send and ask for', () => {
  // Another figure would need another version of the protocol: the app of before goes by these.
  expect({ SYNC_PROTOCOL, MAX_CHANGES_PER_PUSH, MAX_PUSH_BYTES, PULL_PAGE_SIZE }).toEqual({
    SYNC_PROTOCOL: 1,
    MAX_CHANGES_PER_PUSH: 200,
    MAX_PUSH_BYTES: 1_048_576,
    PULL_PAGE_SIZE: 1000,
  });
});
