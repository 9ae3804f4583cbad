import { expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { writesCorrection } from '#domain/sync/corrections.ts';

const writes = (fields: Record<string, Json>): boolean =>
  writesCorrection({ corrections: 'corrections' }, fields, 'issues');

it('knows the correction of an answer by its code, among the corrections alone', () => {
  expect(writes({ name: 'x', 'corrections/1': { code: 'issues', reason: '思い違い' } })).toBe(true);
  expect(writes({ 'corrections/1': { code: 'sales' } })).toBe(false);
  expect(writes({ 'notes/1': { code: 'issues' } })).toBe(false);
  expect(writes({ corrections: { code: 'issues' } })).toBe(false);
  expect(writes({})).toBe(false);
});

it.each<Json>([null, 'issues', 7, true, ['issues'], [{ code: 'issues' }], {}])(
  'takes %j for none',
  (value) => {
    expect(writes({ 'corrections/1': value })).toBe(false);
  },
);

it('takes a list that calls itself a correction for none', () => {
  expect(writes({ 'corrections/1': Object.assign([], { code: 'issues' }) })).toBe(false);
});
